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

from .codes import Code
from .parts import CellErrors, check_parts
from .problems import Problem, Refused

MEGABYTE = 1024 * 1024
MAX_FILE = 20 * MEGABYTE
MAX_OLD_FILE = 10 * MEGABYTE  # .xls is read by plain Python, about 2 MB a second
MAX_UNPACKED = 100 * MEGABYTE
MAX_PARTS = 2_000

ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
MACRO_PARTS = re.compile(r"vbaproject\.bin$|(^|/)macrosheets/|(^|/)dialogsheets/", re.IGNORECASE)
READ_PARTS = re.compile(r"\.(xml|rels)$", re.IGNORECASE)


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be read.

    `old` is .xls; `errors` are the cells of .xlsx parts that hold an error, by part name.
    """

    data: bytes
    old: bool
    errors: CellErrors


def check_file(data: bytes, filename: str) -> CheckedFile:
    """The file as it may be handed to a reader; raises Refused with the reason otherwise."""
    if not data:
        raise Refused(Problem(Code.FILE_EMPTY))
    _limit_size(data, MAX_FILE)
    if PurePath(filename).suffix.lower() in (".xlsm", ".xltm", ".xlsb"):
        raise Refused(Problem(Code.FILE_HAS_MACROS))
    if is_old_workbook(data):
        return CheckedFile(_checked_ole(data), old=True, errors={})
    if data.startswith(ZIP):
        return _checked_archive(data)
    raise Refused(Problem(Code.FILE_NOT_A_WORKBOOK))


def is_old_workbook(data: bytes) -> bool:
    """Whether a workbook is an .xls, whatever its file is called; else it is an .xlsx."""
    return data.startswith(OLE)


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
    return CheckedFile(_packed(parts), old=False, errors=check_parts(parts))


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The XML parts, unpacked; the rest (pictures, fonts, embedded files) is left out unread."""
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise Refused(Problem(Code.FILE_HAS_TOO_MANY_PARTS, more={"limit": MAX_PARTS}))
    names = [entry.filename for entry in entries]
    if any(MACRO_PARTS.search(name) for name in names):
        raise Refused(Problem(Code.FILE_HAS_MACROS))
    if len(set(names)) < len(names):
        # Two parts of one name: readers would disagree which one counts.
        raise Refused(Problem(Code.FILE_DAMAGED))
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
