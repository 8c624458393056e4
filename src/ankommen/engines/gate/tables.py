"""Tables of text (CSV): decoded, cut into cells, and bounded before anybody reads what they say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
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
    separator = separator_of(data, separators)
    return TableText(list(csv_rows(data, separator, max_rows=max_rows)), separator)


def separator_of(data: bytes, separators: str = ";,\t|", *, max_bytes: int = MAX_FILE) -> str:
    """The sign between the cells of a CSV; raises Refused for what is no CSV that may be read."""
    if not data.strip():
        raise Refused(Code.FILE_EMPTY)
    if len(data) > max_bytes:
        raise Refused(Code.FILE_TOO_LARGE, limit=max_bytes // MEGABYTE)
    if data.startswith(_UTF16):
        raise Refused(Code.TABLE_UTF16)
    if _BINARY.search(data) or _MARKUP.match(data):
        raise Refused(Code.TABLE_NOT_TEXT)
    try:
        heading = next((line for line in _decoded(data) if line.strip()), "")
    except UnicodeDecodeError as error:
        raise Refused(Code.TABLE_NOT_UTF8) from error
    separator = max(separators, key=heading.count)
    if separator not in heading:
        raise Refused(Code.TABLE_ONE_COLUMN)
    return separator


def csv_rows(data: bytes, separator: str, *, max_rows: int) -> Iterator[list[str]]:
    """The rows of a CSV one after the other, the headings first; no more than one is held in memory.

    data: what `separator_of` has let in. Raises Refused, for what is wrong further down when it comes there.
    """
    filled = 0
    try:
        for row in csv.reader(_decoded(data), delimiter=separator, strict=True):
            if len(row) > MAX_COLUMNS:
                raise Refused(Code.TABLE_TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
            if any(len(cell) > MAX_CELL for cell in row):
                raise Refused(Code.TABLE_CELL_TOO_LONG, limit=MAX_CELL)
            filled += any(cell.strip() for cell in row)
            if filled > max_rows + 1:
                raise Refused(Code.TABLE_TOO_MANY_ROWS, limit=max_rows)
            yield row
    except UnicodeDecodeError as error:
        raise Refused(Code.TABLE_NOT_UTF8) from error
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused(Code.TABLE_CELL_TOO_LONG, limit=MAX_CELL) from error
        raise Refused(Code.TABLE_QUOTE_OPEN) from error


def _decoded(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
