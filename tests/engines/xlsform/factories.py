"""Forms as their authors see them, and workbook files built in code."""

import io
import zipfile

import openpyxl

from ankommen.engines.xlsform import Code, Problem, Reading, compile_workbook, read_markdown

SETTINGS = """
    | settings | form_id | version | default_language |
    |          | needs   | 3       | Deutsch (de)     |
"""


def form(table: str, *, settings: str = SETTINGS) -> Reading:
    """The reading of a form written as pipe tables, with settings that raise no problem of their own."""
    return compile_workbook(read_markdown(table + settings))


def codes(reading: Reading) -> list[Code]:
    return [problem.code for problem in reading.problems]


def only_problem(reading: Reading) -> Problem:
    (problem,) = reading.problems
    return problem


def errors(reading: Reading) -> list[tuple[Code, int | None, str]]:
    return [(p.code, p.row, p.column) for p in reading.problems if p.severity == "error"]


def xlsx(**sheets: list[list[object]]) -> bytes:
    """An .xlsx file with the given rows, as a spreadsheet program writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def simple_xlsx() -> bytes:
    return xlsx(
        survey=[["type", "name", "label::Deutsch (de)"], ["text", "place", "Wo wohnen Sie?"]],
        settings=[["form_id", "version"], ["needs", 1.0]],
    )


def repacked(data: bytes, parts: dict[str, str | bytes | None]) -> bytes:
    """The archive with parts added or replaced; None removes one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()
