"""Tables of text (CSV): decoded, cut into cells, and bounded before anybody reads what they say."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from .archives import MEGABYTE
from .codes import Code, Refused
from .workbooks import MAX_FILE

MAX_COLUMNS = 1_000
MAX_CELL = 100_000  # characters
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
# A page or picture of the net under another name: active, and no table.
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[!?a-z]|%PDF-|%!PS|\{\\rtf)", re.IGNORECASE)


@dataclass(frozen=True)
class TableText:
    """The cells of a table row by row, the headings first; rows may differ in length."""

    rows: list[list[str]]
    separator: str


def read_csv(data: bytes, *, separators: str = ";,\t|", max_rows: int) -> TableText:
    """The cells of a CSV in UTF-8, with or without a byte order mark.

    separators: those that may stand between cells; the one that is most often in the first row is taken.
    max_rows: how many rows with anything in them may follow the headings. Raises Refused, with the line for
    a quotation mark that is left open.
    """
    if not data.strip():
        raise Refused(Code.FILE_EMPTY)
    text = _decoded(data)
    heading = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(separators, key=heading.count)
    if separator not in heading:
        raise Refused(Code.TABLE_ONE_COLUMN)
    return TableText(_bounded(text, separator, max_rows), separator)


def _decoded(data: bytes) -> str:
    if len(data) > MAX_FILE:
        raise Refused(Code.FILE_TOO_LARGE, limit=MAX_FILE // MEGABYTE)
    if data.startswith(_UTF16):
        raise Refused(Code.TABLE_UTF16)
    if _BINARY.search(data) or _MARKUP.match(data):
        raise Refused(Code.TABLE_NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(Code.TABLE_NOT_UTF8) from error


def _bounded(text: str, separator: str, max_rows: int) -> list[list[str]]:
    rows: list[list[str]] = []
    filled = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            if len(row) > MAX_COLUMNS:
                raise Refused(Code.TABLE_TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
            if any(len(cell) > MAX_CELL for cell in row):
                raise Refused(Code.TABLE_CELL_TOO_LONG, limit=MAX_CELL)
            filled += any(cell.strip() for cell in row)
            if filled > max_rows + 1:
                raise Refused(Code.TABLE_TOO_MANY_ROWS, limit=max_rows)
            rows.append(row)
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused(Code.TABLE_CELL_TOO_LONG, limit=MAX_CELL) from error
        raise Refused(Code.TABLE_QUOTE_OPEN) from error
    return rows
