"""Workbooks written as pipe tables, for tests and documentation.

| survey | type | name  | label::Deutsch (de) |
|        | text | place | Wo wohnen Sie?      |
"""

from __future__ import annotations

import re

from .workbook import Cells, Workbook, workbook_of

BORDER = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[|\s:-]+")


def read_markdown(text: str, *, filename: str = "form.xlsx") -> Workbook:
    r"""The workbook of a pipe table; the first column names the sheet, "\|" is a pipe, "\n" a new line."""
    sheets: dict[str, list[tuple[int, dict[int, str]]]] = {}
    name = ""
    for line in text.splitlines():
        cells = _cells(line)
        if not cells:
            continue
        name = cells[0] or name
        rows = sheets.setdefault(name, [])
        if any(cells[1:]):
            rows.append((len(rows) + 1, dict(enumerate(cells[1:], start=1))))
    tables: list[tuple[str, Cells]] = list(sheets.items())
    return workbook_of(tables, filename=filename)


def _cells(line: str) -> list[str]:
    line = line.strip()
    if not line.startswith("|") or RULE.fullmatch(line):
        return []
    parts = BORDER.split(line)[1:]
    if line.endswith("|"):
        parts = parts[:-1]
    return [part.strip().replace("\\|", "|").replace("\\n", "\n") for part in parts]
