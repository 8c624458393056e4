"""The XML of a workbook, walked without building a tree, before a reader lays it out in memory.

What is small in a file can be large in memory: one cell far off makes a rectangle, one long text can be
shared by many cells. So the limits are on what a reader would build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from .addresses import column_number
from .codes import Code, Refused

MAX_DEPTH = 50  # of elements; a sheet needs six, a drawing a few more
MAX_ELEMENTS = 5_000_000  # of all parts
MAX_CELLS = 2_000_000  # of the rectangle around the cells of one sheet
MAX_CHARACTERS = 10_000_000  # of all cells, shared texts counted as often as they are used

ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")

CellErrors = dict[str, list[tuple[int, int, str]]]  # by part: row, column and the error as the cell shows it


def check_parts(parts: Mapping[str, bytes]) -> CellErrors:
    """The error cells of all sheets. Raises Refused for XML that is broken, harmful or grows too large."""
    shared = [name for name in parts if name.lower().endswith("sharedstrings.xml")]
    lengths: list[int] = []
    elements = characters = 0
    errors: CellErrors = {}
    for name in (*shared, *(name for name in parts if name not in shared)):
        part = _Part(lengths, elements, characters)
        part.read(parts[name])
        elements, characters = part.elements, part.characters
        if name in shared:
            lengths += part.shared
        if part.errors:
            errors[name] = part.errors
    return errors


class _Part:
    """Walks one part. lengths: of shared texts. elements, characters: how many the parts before it had."""

    def __init__(self, lengths: list[int], elements: int, characters: int) -> None:
        self.errors: list[tuple[int, int, str]] = []
        self.shared: list[int] = []
        self.elements = elements
        self.characters = characters
        self._lengths = lengths
        self._depth = 0
        self._row = self._column = self._last_row = self._last_column = 0
        self._kind = ""
        self._value: list[str] | None = None

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.buffer_text = True
        try:
            parser.Parse(part, True)
        except expat.ExpatError as error:
            raise Refused(Code.FILE_DAMAGED) from error

    def _doctype(self, *_: object) -> None:
        raise Refused(Code.FILE_HAS_ENTITIES)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.elements += 1
        if self._depth > MAX_DEPTH:
            raise Refused(Code.FILE_NESTED_TOO_DEEP)
        if self.elements > MAX_ELEMENTS:
            raise _too_large()
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in ("v", "is"):
            self._fill_cell(tag)
        elif tag == "row":
            self._begin_row(attributes.get("r"))
        elif tag == "si":
            self.shared.append(0)

    def _begin_row(self, number: str | None) -> None:
        if number is not None and not ROW_NUMBER.fullmatch(number):
            raise Refused(Code.FILE_DAMAGED)
        self._row, self._column = int(number) if number else self._row + 1, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        self._kind = attributes.get("t", "")
        self._column += 1
        if address is not None:
            match = ADDRESS.fullmatch(address)
            if not match:
                raise Refused(Code.FILE_DAMAGED)
            self._column, self._row = column_number(match[1].upper()), int(match[2])

    def _fill_cell(self, tag: str) -> None:
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if self._last_row * self._last_column > MAX_CELLS:
            raise _too_large()
        self._value = [] if tag == "v" and self._kind in ("s", "e") else None

    def _text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)
        elif self.shared:
            self.shared[-1] += len(text)
        else:
            self._count(len(text))

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._value is None:
            return
        value, self._value = "".join(self._value).strip(), None
        if self._kind == "e":
            self.errors.append((self._row, self._column, value))
        elif value.isascii() and value.isdigit() and len(value) < 8 and int(value) < len(self._lengths):
            self._count(self._lengths[int(value)])

    def _count(self, characters: int) -> None:
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            raise Refused(Code.FILE_HAS_TOO_MUCH_TEXT, limit=MAX_CHARACTERS // 1_000_000)


def _too_large() -> Refused:
    return Refused(Code.FILE_HAS_TOO_MANY_CELLS)
