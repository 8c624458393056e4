"""What a file must be before it is read: small, whole, without macros, and of harmless XML.

An .xlsx is unpacked here once, within limits; its XML is walked without building a tree; and a plain new
archive of just the parts looked at is handed on. So a reader behind the guard sees what was checked, whatever
the original archive says about itself. Everything wrong is raised as `Refused`.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from xml.parsers import expat

from .codes import Code
from .problems import Problem, Refused

MEGABYTE = 1024 * 1024
MAX_FILE = 20 * MEGABYTE
MAX_OLD_FILE = 10 * MEGABYTE  # .xls is read by plain Python, about 2 MB a second
MAX_UNPACKED = 100 * MEGABYTE
MAX_PARTS = 2_000
MAX_DEPTH = 100  # of XML elements; a sheet needs six
MAX_CELLS = 2_000_000  # the rectangle that a reader lays out for one sheet

ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
MACRO_PARTS = re.compile(r"vbaproject\.bin$|(^|/)macrosheets/|(^|/)dialogsheets/", re.IGNORECASE)
READ_PARTS = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be read.

    `old` is .xls; `errors` are the cells of .xlsx parts that hold an error, by part name.
    """

    data: bytes
    old: bool
    errors: dict[str, list[tuple[int, int, str]]]


def check_file(data: bytes, filename: str) -> CheckedFile:
    """The file as it may be handed to a reader; raises Refused with the reason otherwise."""
    if not data:
        raise Refused(Problem(Code.FILE_EMPTY))
    _limit_size(data, MAX_FILE)
    if PurePath(filename).suffix.lower() in (".xlsm", ".xltm", ".xlsb"):
        raise Refused(Problem(Code.FILE_HAS_MACROS))
    if data.startswith(OLE):
        return CheckedFile(_checked_ole(data), old=True, errors={})
    if data.startswith(ZIP):
        return _checked_archive(data)
    raise Refused(Problem(Code.FILE_NOT_A_WORKBOOK))


def _limit_size(data: bytes, limit: int) -> None:
    if len(data) > limit:
        raise Refused(Problem(Code.FILE_TOO_LARGE, more={"limit": limit // MEGABYTE}))


def _checked_ole(data: bytes) -> bytes:
    """An .xls; names of its streams stand in UTF-16 in the directory of the compound file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(Problem(Code.FILE_ENCRYPTED))
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise Refused(Problem(Code.FILE_HAS_MACROS))
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise Refused(Problem(Code.FILE_NOT_A_WORKBOOK))
    _limit_size(data, MAX_OLD_FILE)
    return data


def _checked_archive(data: bytes) -> CheckedFile:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = dict(_unpacked(archive))
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        raise Refused(Problem(Code.FILE_DAMAGED)) from error
    if not any(name.lower().endswith("workbook.xml") for name in parts):
        raise Refused(Problem(Code.FILE_NOT_A_WORKBOOK))
    errors = {name: errors for name, part in parts.items() if (errors := _PartCheck(part).errors)}
    return CheckedFile(_packed(parts), old=False, errors=errors)


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The XML parts, unpacked; the rest (pictures, fonts, embedded files) is left out unread."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise Refused(Problem(Code.FILE_HAS_TOO_MANY_PARTS, more={"limit": MAX_PARTS}))
    names = [entry.filename for entry in entries]
    if any(MACRO_PARTS.search(name) for name in names):
        raise Refused(Problem(Code.FILE_HAS_MACROS))
    if len(set(names)) < len(names):
        raise Refused(
            Problem(Code.FILE_DAMAGED)
        )  # two parts of one name: readers would disagree which one counts
    left = MAX_UNPACKED
    for entry in entries:
        if not READ_PARTS.search(entry.filename):
            continue
        if entry.flag_bits & 0x1:
            raise Refused(Problem(Code.FILE_ENCRYPTED))
        with archive.open(entry) as stream:
            part = stream.read(left + 1)
        left -= len(part)
        if left < 0 or entry.file_size > MAX_UNPACKED:
            raise Refused(Problem(Code.FILE_UNPACKS_TOO_LARGE, more={"limit": MAX_UNPACKED // MEGABYTE}))
        yield entry.filename, part


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return target.getvalue()


class _PartCheck:
    """Walks one XML part: no declared entities, not deep, and of a sheet no far-off cell (a reader lays out
    the rectangle).
    """

    def __init__(self, part: bytes) -> None:
        self.errors: list[tuple[int, int, str]] = []
        self._depth = 0
        self._row = self._column = self._last_row = self._last_column = 0
        self._error_cell = False
        self._text: list[str] | None = None
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.buffer_text = True
        try:
            parser.Parse(part, True)
        except expat.ExpatError as error:
            raise Refused(Problem(Code.FILE_DAMAGED)) from error

    def _doctype(self, *_: object) -> None:
        raise Refused(Problem(Code.FILE_HAS_ENTITIES))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Refused(Problem(Code.FILE_NESTED_TOO_DEEP))
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag in ("v", "is"):
            self._fill_cell()
            self._text = [] if self._error_cell and tag == "v" else None

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if address := ADDRESS.fullmatch(attributes.get("r", "")):
            self._column, self._row = column_number(address[1]), int(address[2])
        self._error_cell = attributes.get("t") == "e"

    def _fill_cell(self) -> None:
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if self._last_row * self._last_column > MAX_CELLS:
            raise Refused(Problem(Code.FILE_UNPACKS_TOO_LARGE, more={"limit": MAX_UNPACKED // MEGABYTE}))

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._text is not None:
            self.errors.append((self._row, self._column, "".join(self._text)))
            self._text = None


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
