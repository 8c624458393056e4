"""A CSV or .xlsx file as one table of texts: headings, then rows, read one after the other.

Cells become text the way their authors read them: 1.0 is "1", a date is ISO, TRUE stays TRUE; no-break spaces
are spaces, and blanks around a text are dropped. What a program has not worked out yet (formulas) and cells
that show an error are refused: nobody keyed what they say.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from defusedxml.ElementTree import iterparse
from python_calamine import CalamineError, CalamineWorkbook

from .addresses import column_letters
from .codes import Code, Refused
from .tables import MAX_COLUMNS, csv_rows, separator_of
from .workbooks import MAX_FILE, check_workbook, is_archive, is_old_workbook

INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u200b\u2060\ufeff]")
SPACES = re.compile("[\u00a0\u2007\u202f]")
_NAMED = 8  # cells or columns in one sentence
_DAMAGE = (CalamineError, ValueError, TypeError, OSError, KeyError, SyntaxError)

Cells = Sequence[str]


@dataclass(frozen=True)
class Row:
    """One row: its number as the spreadsheet shows it, and its filled cells by heading."""

    number: int
    cells: dict[str, str]
    is_longer: bool = False  # it has more cells than there are headings


class Table:
    """A table whose rows can be read again and again, without all of them lying in memory.

    headings: those that are filled, in their order.
    """

    def __init__(self, read: Callable[[], Iterable[Cells]], *, max_rows: int) -> None:
        """Reads as far as the first row with anything in it; raises Refused where there is none."""
        self._read, self._max_rows = read, max_rows
        filled = self._filled()
        _number, first = next(filled, (0, []))
        self._cells = [" ".join(cell.split()) for cell in first]
        if next(filled, None) is None:
            raise Refused(Code.TABLE_NO_ROWS)
        if len(self._cells) > MAX_COLUMNS:
            raise Refused(Code.TABLE_TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
        counts = Counter(name.casefold() for name in self._cells if name)
        if twice := [name for name in dict.fromkeys(self._cells) if counts[name.casefold()] > 1]:
            raise Refused(Code.TABLE_HEADINGS_TWICE, columns=", ".join(twice))
        self.headings = tuple(name for name in self._cells if name)

    def rows(self) -> Iterator[Row]:
        """The rows with anything in them. Raises Refused when it comes to something that cannot be read."""
        filled = self._filled()
        next(filled)
        for place, (number, cells) in enumerate(filled, start=1):
            if place > self._max_rows:
                raise Refused(Code.TABLE_TOO_MANY_ROWS, limit=self._max_rows)
            yield self._row(number, cells)

    def _filled(self) -> Iterator[tuple[int, list[str]]]:
        for number, raw in enumerate(self._read(), start=1):
            cells = [clean_text(cell) for cell in raw]
            if any(cells):
                yield number, cells

    def _row(self, number: int, cells: Cells) -> Row:
        headings = self._cells
        bare = [place for place, cell in enumerate(cells[: len(headings)]) if cell and not headings[place]]
        if bare:
            named = ", ".join(column_letters(place + 1) for place in bare[:_NAMED])
            raise Refused(Code.TABLE_HEADINGS_MISSING, columns=named)
        named_cells = {name: cell for name, cell in zip(headings, cells, strict=False) if cell}
        return Row(number, named_cells, is_longer=any(cells[len(headings) :]))


def open_table(data: bytes, name: str, *, max_rows: int, max_bytes: int = MAX_FILE) -> Table:
    """The table in a CSV (UTF-8) or .xlsx file; what it is tells its content. Raises Refused.

    max_bytes: of a CSV; for workbooks the limits of `check_workbook` hold.
    """
    if is_old_workbook(data):
        raise Refused(Code.TABLE_OLD_WORKBOOK)
    if is_archive(data):
        return Table(_sheet_reader(data, name), max_rows=max_rows)
    separator = separator_of(data, max_bytes=max_bytes)
    return Table(lambda: csv_rows(data, separator, max_rows=max_rows), max_rows=max_rows)


def clean_text(text: str) -> str:
    """The text without invisible characters and blanks around it, no-break spaces as spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip()


def cell_text(value: object) -> str:
    """What a typed cell says: whole numbers without a fraction, dates and times in ISO form."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _sheet_reader(data: bytes, name: str) -> Callable[[], Iterable[Cells]]:
    """What reads the one filled sheet of a workbook from its first row on."""
    file = check_workbook(data, name)
    _refuse_cells(
        [f"{column_letters(column)}{row}" for cells in file.errors.values() for row, column, _e in cells],
        Code.TABLE_CELLS_SHOW_ERRORS,
    )
    try:
        _refuse_cells(list(_formula_cells(file.data)), Code.TABLE_CELLS_HOLD_FORMULAS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.data))
        sheets = [book.get_sheet_by_name(sheet) for sheet in book.sheet_names]
        filled = [sheet for sheet in sheets if any(cell != "" for row in sheet.iter_rows() for cell in row)]
    except Refused:
        raise
    except _DAMAGE as error:
        raise Refused(Code.FILE_DAMAGED) from error
    if len(filled) > 1:
        raise Refused(Code.TABLE_SEVERAL_SHEETS)
    if not filled:
        raise Refused(Code.TABLE_NO_ROWS)
    return lambda: ([cell_text(cell) for cell in row] for row in filled[0].iter_rows())


def _refuse_cells(cells: Sequence[str], code: Code) -> None:
    if cells:
        named = ", ".join(cells[:_NAMED]) + (" …" if len(cells) > _NAMED else "")
        raise Refused(code, cells=named)


def _formula_cells(workbook: bytes) -> Iterator[str]:
    """What a program has not worked out yet would read as empty, and nobody keyed what a formula says."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        for part in archive.namelist():
            if not part.lower().startswith("xl/worksheets/") or b"f>" not in archive.read(part):
                continue
            address = ""
            for event, element in iterparse(io.BytesIO(archive.read(part)), events=("start", "end")):
                tag = element.tag.rpartition("}")[2]
                if event == "start" and tag == "c":
                    address = element.get("r", "?")
                elif event == "start" and tag == "f":
                    yield address
                elif event == "end" and tag == "row":
                    element.clear()
