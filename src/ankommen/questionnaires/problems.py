"""Problems of a workbook as the database keeps them and as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from ankommen.engines.xlsform import Code, Problem, Severity, sensitive_terms

from .directions import isolated, may_turn

if TYPE_CHECKING:
    from .models import Version


def as_note(problem: Problem) -> dict[str, Any]:
    """A problem as plain JSON, to be kept with a version."""
    return asdict(problem)


def from_note(note: Mapping[str, Any]) -> Problem:
    """The problem that `as_note` wrote down."""
    return Problem(**{**note, "code": Code(note["code"])})


def sentence_of(problem: Problem) -> str:
    """What is wrong and how to repair it, in the reader's language."""
    facts = {name: _kept_apart(fact) for name, fact in problem.facts.items()}
    if problem.reason_template:
        facts["hint"] = gettext(problem.reason_template).format_map(facts)
    return gettext(problem.template).format_map(facts)


def _kept_apart(fact: str | int) -> str | int:
    return isolated(fact) if isinstance(fact, str) and may_turn(fact) else fact


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, then by the order of sheets as people know them, row and column."""
    return sorted(problems, key=_place)


_SHEETS = ("", "survey", "choices", "settings", "needs")


def _place(problem: Problem) -> tuple[bool, int, str, int, int, str]:
    sheet = _SHEETS.index(problem.sheet) if problem.sheet in _SHEETS else len(_SHEETS)
    column = problem.column
    return (problem.severity != Severity.ERROR, sheet, problem.sheet, problem.row or 0, len(column), column)


@dataclass(frozen=True)
class ProblemRow:
    """A problem as a table shows it: whether it keeps the workbook out, where it is, what to do."""

    code: str
    is_error: bool
    sheet: str
    row: int | None
    column: str
    sentence: str


def problem_rows(problems: Iterable[Problem]) -> list[ProblemRow]:
    """Problems for people, errors first, then in the order of the workbook."""
    return [
        ProblemRow(
            code=problem.code.value,
            is_error=problem.severity is Severity.ERROR,
            sheet=problem.sheet,
            row=problem.row,
            column=problem.column,
            sentence=sentence_of(problem),
        )
        for problem in sorted_problems(problems)
    ]


def warnings_of(version: Version) -> list[Problem]:
    """What the reader remarked on the workbook of a stored version."""
    return [from_note(note) for note in version.notes]


def sensitive_sentences(language: str, text: str) -> list[str]:
    """Warnings where a text names what could record irregular residence; empty for most."""
    return [sentence_of(problem) for problem in sensitive_terms({language: {"": text}}, {})]
