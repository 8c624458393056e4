"""Workbooks as sheets of text cells with their true row and column numbers.

Cells become text the way their authors read them: 1.0 is "1", a date is ISO, TRUE stays TRUE; no-break spaces
are spaces, and blanks around a text are dropped. The first row of a sheet holds its headings.

.xlsx is read by calamine, .xls by xlrd: xlrd keeps rows ragged, where calamine would lay out one far-off cell
of an .xls as a rectangle of half a gigabyte, and it tells error cells.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import xlrd  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from ankommen.engines.gate import CheckedFile, cell_text, clean_text
from ankommen.engines.gate.addresses import column_letters
from ankommen.engines.gate.sheets import MAX_CHARACTERS

from .codes import Code
from .guard import check_file
from .problems import Problem, Refused

MAX_COLUMNS = 1_000
MAX_ROWS = {"survey": 5_000, "choices": 20_000, "external_choices": 20_000}
SHEETS = ("survey", "choices", "settings", "needs", "external_choices", "entities", "osm")


@dataclass(frozen=True)
class Row:
    """One row below the headings: its number as the spreadsheet shows it, and its filled cells by column
    number.
    """

    number: int
    cells: dict[int, str]


@dataclass(frozen=True)
class Sheet:
    """One sheet: headings by column number (from 1), and the rows with anything in them."""

    name: str
    headings: dict[int, str]
    rows: list[Row]


@dataclass(frozen=True)
class Workbook:
    """The sheets that mean something to a form, by name in small letters, and what was found wrong while
    reading.
    """

    filename: str
    sheets: dict[str, Sheet]
    problems: list[Problem] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return PurePath(self.filename).stem


Cells = Iterable[tuple[int, dict[int, str]]]


def read_workbook(data: bytes, *, filename: str) -> Workbook:
    """The sheets of an .xlsx or .xls file.

    Raises Refused when the file is none, broken, too large or dangerous.
    """
    file = check_file(data, filename)
    sheets, errors = _read_old(file.data) if file.old else _read_new(file)
    return workbook_of(sheets, filename=filename, errors=errors)


def workbook_of(
    sheets: Iterable[tuple[str, Cells]], *, filename: str, errors: Iterable[Problem] = ()
) -> Workbook:
    """A workbook from sheet names with their numbered rows.

    A single sheet is the survey, whatever its name.
    """
    found = list(sheets)
    if len(found) == 1:
        found = [("survey", found[0][1])]
    problems: list[Problem] = []
    kept: dict[str, Sheet] = {}
    for name, cells in found:
        key = name.strip().lower()
        if key not in SHEETS:
            continue
        if key in kept:
            problems.append(Problem(Code.SHEET_TWICE, sheet=key, hint=name))
            continue
        kept[key] = _sheet(key, cells, problems)
    problems += [error for error in errors if error.sheet in kept and _is_headed(kept[error.sheet], error)]
    return Workbook(filename, kept, problems)


def _sheet(name: str, cells: Cells, problems: list[Problem]) -> Sheet:
    headings: dict[int, str] = {}
    rows: list[Row] = []
    limit = MAX_ROWS.get(name, 1_000)
    for number, row in cells:
        filled = {column: text for column, value in row.items() if (text := clean_text(value))}
        if not filled:
            continue
        if not headings:
            headings = {column: " ".join(text.split()) for column, text in filled.items()}
            if max(headings) > MAX_COLUMNS:
                problems.append(Problem(Code.TOO_MANY_COLUMNS, sheet=name, more={"limit": MAX_COLUMNS}))
            continue
        if len(rows) == limit:
            problems.append(Problem(Code.TOO_MANY_ROWS, sheet=name, row=number, more={"limit": limit}))
            break
        if kept := {column: text for column, text in filled.items() if column in headings}:
            rows.append(Row(number, kept))
    return Sheet(name, headings, rows)


def _is_headed(sheet: Sheet, problem: Problem) -> bool:
    """Whether an error cell stands in a column of the form; notes beside it do not matter."""
    return any(column_letters(column) == problem.column for column in sheet.headings)


def _numbered(
    rows: Iterable[Iterable[object]], cell: Callable[[object], str]
) -> Iterator[tuple[int, dict[int, str]]]:
    for number, row in enumerate(rows, start=1):
        yield number, {column: text for column, value in enumerate(row, start=1) if (text := cell(value))}


def _read_new(file: CheckedFile) -> tuple[list[tuple[str, Cells]], list[Problem]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.data))
        names = book.sheet_names
        single = len(names) == 1
        sheets: list[tuple[str, Cells]] = []
        for name in names:
            wanted = single or name.strip().lower() in SHEETS
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False) if wanted else []
            sheets.append((name, list(_numbered(rows, cell_text))))
        return sheets, list(_error_cells(file)) if file.errors else []
    except PasswordError as error:
        raise Refused(Problem(Code.FILE_ENCRYPTED)) from error
    except (CalamineError, ValueError, TypeError, OSError, KeyError, SyntaxError) as error:
        raise Refused(Problem(Code.FILE_DAMAGED)) from error


def _error_cells(file: CheckedFile) -> Iterator[Problem]:
    """The error cells that the guard saw, under the name of their sheet."""
    with ZipFile(io.BytesIO(file.data)) as archive:
        sheets = _elements(archive, "xl/workbook.xml", "sheet")
        targets = {
            link.get("Id", ""): link.get("Target", "")
            for link in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        }
    for sheet in sheets:
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        part = posixpath.normpath(posixpath.join("/xl", targets.get(link, ""))).lstrip("/")
        name = "survey" if len(sheets) == 1 else sheet.get("name", "").strip().lower()
        for row, column, text in file.errors.get(part, []):
            yield Problem(Code.CELL_ERROR, sheet=name, row=row, column=column_letters(column), hint=text)


def _elements(archive: ZipFile, part: str, tag: str) -> list[Element]:
    return [
        element for element in fromstring(archive.read(part)).iter() if element.tag.rpartition("}")[2] == tag
    ]


def _limit_text(sheets: Iterable[tuple[str, Cells]]) -> None:
    characters = sum(len(text) for _, rows in sheets for _, cells in rows for text in cells.values())
    if characters > MAX_CHARACTERS:
        raise Refused(Problem(Code.FILE_HAS_TOO_MUCH_TEXT, more={"limit": MAX_CHARACTERS // 1_000_000}))


def _read_old(data: bytes) -> tuple[list[tuple[str, Cells]], list[Problem]]:
    try:
        with xlrd.open_workbook(
            file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        ) as book:
            names = book.sheet_names()
            wanted = [name for name in names if len(names) == 1 or name.strip().lower() in SHEETS]
            errors: list[Problem] = []
            sheets = [
                (name, _old_rows(book, name, "survey" if len(names) == 1 else name.strip().lower(), errors))
                for name in wanted
            ]
    except (
        Exception
    ) as error:  # xlrd meets damage with whatever Python raises: IndexError, struct.error, its own
        encrypted = "encrypted" in str(error).lower()
        raise Refused(Problem(Code.FILE_ENCRYPTED if encrypted else Code.FILE_DAMAGED)) from error
    _limit_text(sheets)
    return sheets, errors


def _old_rows(book: xlrd.Book, name: str, key: str, errors: list[Problem]) -> Cells:
    sheet = book.sheet_by_name(name)
    rows = []
    for index in range(sheet.nrows):
        cells = sheet.row(index)
        for column, cell in enumerate(cells, start=1):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(cell.value, "#ERROR!")
                errors.append(
                    Problem(
                        Code.CELL_ERROR, sheet=key, row=index + 1, column=column_letters(column), hint=text
                    )
                )
        rows.append(
            (
                index + 1,
                {
                    column: text
                    for column, cell in enumerate(cells, start=1)
                    if (text := _old_text(cell, book.datemode))
                },
            )
        )
    return rows


def _old_text(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _old_date(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return cell_text(bool(cell.value))
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else cell_text(cell.value)


def _old_date(value: float, datemode: int) -> str:
    try:
        moment = xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, ValueError, OverflowError):
        return cell_text(value)
    return cell_text(moment.time() if 0 <= value < 1 else moment)
