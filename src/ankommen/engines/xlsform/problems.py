"""Problems as they are found, each with its place in the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ankommen.engines.formlogic import REASONS, Reason

from .codes import Code, Severity
from .sentences import CATALOGUE

Fact = str | int
MAX_FACT = 200  # characters of a cell in a sentence; a cell may hold thousands


@dataclass(frozen=True)
class Problem:
    """One thing to repair.

    `row` counts from 1 as the spreadsheet shows it; `column` is its letter, `header` its heading. `reason` is
    the formlogic.Reason that `hint` says in English; its facts are then in `more`.
    """

    code: Code
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""
    hint: str = ""
    more: Mapping[str, Fact] = field(default_factory=dict)
    reason: str = ""

    @property
    def severity(self) -> Severity:
        """Whether the problem keeps the form from being published."""
        return CATALOGUE[self.code][0]

    @property
    def template(self) -> str:
        """The English sentence with its placeholders: the message id of the catalogue."""
        return CATALOGUE[self.code][1]

    @property
    def reason_template(self) -> str:
        """The English words of the reason with their placeholders, a message id too; else empty."""
        return REASONS[Reason(self.reason)] if self.reason else ""

    @property
    def facts(self) -> dict[str, Fact]:
        """What the placeholders of `template` stand for, long texts by their beginning."""
        facts = {"sheet": self.sheet, "hint": self.hint, **self.more}
        return {name: _shortened(fact) for name, fact in facts.items()}

    @property
    def message(self) -> str:
        """The English sentence, with the repair."""
        return self.template.format_map(self.facts)


def _shortened(fact: Fact) -> Fact:
    if isinstance(fact, int) or len(fact) <= MAX_FACT:
        return fact
    return f"{fact[:MAX_FACT].rstrip()}…"


class Refused(Exception):
    """The file cannot be read at all; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
