"""Tables that leave the house: no cell of them runs as a formula, in whatever program they are opened.

A spreadsheet program takes a cell that begins with = + - or @ (full-width ones too) for a formula; an
apostrophe before the sign makes it text. Cells begin at more places than we wrote: a program that separates
by something else cuts a text at its commas, semicolons, tabs or line breaks, and may drop blanks, quotes and
what is invisible. An apostrophe that stands there already gets a second, so that reading takes one away.
Source: OWASP, CSV Injection.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any, TypeVar

import xlsxwriter

Cell = TypeVar("Cell")

_SEPARATORS = ";,\t\r\n"
_DROPPED = '\\s"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'
_BEGINS = re.compile(f"([{_SEPARATORS}{_DROPPED}]+|^)('*)([-=+@＝＋－﹢﹣＠]?)")  # looks at each sign once


def guarded(cell: Cell) -> Cell:
    """A text as no program takes it for a formula; numbers and all else as they are."""
    if not isinstance(cell, str):
        return cell
    return _BEGINS.sub(lambda found: _with_marks(found, "'" + found[2]), cell)  # type: ignore[return-value]


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return _BEGINS.sub(lambda found: _with_marks(found, found[2][1:]), text)


def write_csv(
    rows: Iterable[Iterable[object]], *, separator: str = ",", line_end: str = "\r\n", mark: bool = True
) -> bytes:
    """A table as CSV in UTF-8, every text guarded and quoted, headings too; numbers stay bare.

    mark: whether a byte order mark stands before it, by which spreadsheet programs know UTF-8.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig" if mark else "utf-8")


def new_workbook(target: Any, **options: Any) -> xlsxwriter.Workbook:
    """A workbook of xlsxwriter in which a text is a text: never a formula, a link or a number.

    target: a path or a stream; options: xlsxwriter's own.
    """
    typed = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return xlsxwriter.Workbook(target, {**options, **typed})


def _with_marks(found: re.Match[str], marks: str) -> str:
    """What was found, with other apostrophes where a cell may begin as a formula."""
    may_begin = found.start() == 0 or any(sign in found[1] for sign in _SEPARATORS)
    return f"{found[1]}{marks}{found[3]}" if found[3] and may_begin else found[0]
