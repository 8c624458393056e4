"""What is wrong with a row, and the file of rows that were left out, with the reasons beside them."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ankommen.engines.gate import new_workbook

if TYPE_CHECKING:
    from ankommen.engines.gate import Row

    from .tables import Table

REASONS = "problems"  # heading of the column that the file of rejected rows has more


@dataclass(frozen=True)
class RowProblem:
    """One thing to repair: row as the spreadsheet shows it, heading of the column ("" for the whole row)."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return (
            f"{self.row}, {self.column}: {self.sentence}" if self.column else f"{self.row}: {self.sentence}"
        )


def write_rest(path: Path, table: Table, rows: Sequence[Row], problems: Sequence[RowProblem]) -> None:
    """Write the rows that were not stored as a workbook that can be repaired and imported as it is.

    All cells are texts, so nothing in them runs as a formula; only the owner may read the file. Raises
    OSError, FileExistsError where something is there already.
    """
    stream = io.BytesIO()
    with new_workbook(stream, in_memory=True) as book:
        sheet = book.add_worksheet()
        for column, heading in enumerate((*table.headings, REASONS)):
            sheet.write_string(0, column, heading)
        for line, row in enumerate(rows, start=1):
            reasons = " / ".join(
                f"{one.column}: {one.sentence}" if one.column else one.sentence
                for one in problems
                if one.row == row.number
            )
            for column, text in enumerate((*(row.cells.get(name, "") for name in table.headings), reasons)):
                sheet.write_string(line, column, text)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(stream.getvalue())
