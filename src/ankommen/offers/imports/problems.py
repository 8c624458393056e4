"""What is wrong with a file, each with its place in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..faults import Fault, Level

if TYPE_CHECKING:
    from .records import RawRecord


@dataclass(frozen=True)
class Problem:
    """One thing to repair ("error", which keeps its record out) or to know ("note").

    row: as the spreadsheet shows it, or the number of the record, 0 for the file as a whole. column: its
    heading, "" for the record as a whole.
    """

    sheet: str
    row: int
    column: str
    code: str
    sentence: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        place = ", ".join(str(part) for part in (self.sheet, self.row or "", self.column) if part)
        return f"{place}: {self.sentence}"


def problem_of(raw: RawRecord, fault: Fault) -> Problem:
    """A fault of a record, at its place in the file."""
    column = raw.columns.get(fault.field, fault.field)
    return Problem(raw.sheet, raw.row, column, fault.code, fault.sentence, fault.level)
