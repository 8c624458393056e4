"""XForm XML of a form, made by pyxform for other tools of the ODK family.

pyxform gets the sheets that our own reader has read and accepted, as plain text cells, and never the uploaded
file.
"""

from __future__ import annotations

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from .codes import Code
from .headings import SURVEY, read_column
from .problems import Problem, Refused
from .reading import compile_workbook
from .workbook import Sheet, Workbook, read_workbook

EXPORTED = ("survey", "choices", "settings", "external_choices")


def to_xform(data: bytes, filename: str) -> str:
    """The XForm XML of a workbook file.

    Raises Refused for a file that cannot be published or that pyxform refuses.
    """
    workbook = read_workbook(data, filename=filename)
    reading = compile_workbook(workbook)
    if not reading.ok:
        raise Refused(next(problem for problem in reading.problems if problem.severity == "error"))
    return workbook_to_xform(workbook)


def workbook_to_xform(workbook: Workbook) -> str:
    """The XForm XML of a workbook that compiles without errors.

    Raises Refused if pyxform does not take it.
    """
    sheets = {name: sheet for name, sheet in workbook.sheets.items() if name in EXPORTED}
    book: dict[str, object] = {"sheet_names": list(sheets), "fallback_form_name": workbook.stem}
    for name, sheet in sheets.items():
        headings = _headings(sheet)
        book[name] = _rows(sheet, headings)
        book[f"{name}_header"] = [dict.fromkeys(headings.values())]
    try:
        return str(convert(xlsform=book, validate=False, pretty_print=True).xform)
    except PyXFormError as error:
        raise Refused(Problem(Code.NO_XFORM, hint=str(error))) from error


def _headings(sheet: Sheet) -> dict[int, str]:
    """The columns handed on: of the survey those that we read, so that the export is what is published."""
    if sheet.name != "survey":
        return sheet.headings
    columns = {number: read_column(number, text, SURVEY) for number, text in sheet.headings.items()}
    return {number: sheet.headings[number] for number, column in columns.items() if column and column.field}


def _rows(sheet: Sheet, headings: dict[int, str]) -> list[dict[str, str]]:
    """The rows as pyxform wants them, empty rows kept so that its row numbers are true."""
    by_number = {
        row.number: {headings[column]: text for column, text in row.cells.items() if column in headings}
        for row in sheet.rows
    }
    return [by_number.get(number, {}) for number in range(2, max(by_number, default=1) + 1)]
