"""Problems of a workbook as the database keeps them and as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext

from ankommen.engines.xlsform import Code, Problem, Severity


def as_note(problem: Problem) -> dict[str, Any]:
    """A problem as plain JSON, to be kept with a version."""
    return asdict(problem)


def from_note(note: Mapping[str, Any]) -> Problem:
    """The problem that `as_note` wrote down."""
    return Problem(**{**note, "code": Code(note["code"])})


def sentence_of(problem: Problem) -> str:
    """What is wrong and how to repair it, in the reader's language."""
    return gettext(problem.template).format_map(problem.facts)


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Errors first, then by the order of sheets as people know them, row and column."""
    return sorted(problems, key=_place)


_SHEETS = ("", "survey", "choices", "settings", "needs")


def _place(problem: Problem) -> tuple[bool, int, str, int, int, str]:
    sheet = _SHEETS.index(problem.sheet) if problem.sheet in _SHEETS else len(_SHEETS)
    column = problem.column
    return (problem.severity != Severity.ERROR, sheet, problem.sheet, problem.row or 0, len(column), column)
