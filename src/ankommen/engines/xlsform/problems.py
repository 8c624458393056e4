"""Problems as they are found, each with its place in the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .codes import Code, Severity
from .sentences import CATALOGUE

Fact = str | int


@dataclass(frozen=True)
class Problem:
    """One thing to repair.

    `row` counts from 1 as the spreadsheet shows it; `column` is its letter, `header` its heading.
    """

    code: Code
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""
    hint: str = ""
    more: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether the problem keeps the form from being published."""
        return CATALOGUE[self.code][0]

    @property
    def template(self) -> str:
        """The English sentence with its placeholders: the message id of the catalogue."""
        return CATALOGUE[self.code][1]

    @property
    def facts(self) -> dict[str, Fact]:
        """What the placeholders of `template` stand for."""
        return {"sheet": self.sheet, "hint": self.hint, **self.more}

    @property
    def message(self) -> str:
        """The English sentence, with the repair."""
        return self.template.format_map(self.facts)


class Refused(Exception):
    """The file cannot be read at all; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem
