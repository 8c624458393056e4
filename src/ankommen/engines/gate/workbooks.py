"""What a workbook must be before it is read: small, whole, without macros, and of harmless XML.

An .xlsx is judged by its directory, unpacked once, its XML walked without building a tree, and a plain new
archive of just the parts looked at is handed on. So a reader behind the gate sees what was checked, whatever
the original archive says about itself.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from .archives import MEGABYTE, check_directory, unpacked
from .codes import Code, Refused
from .sheets import CellErrors, check_parts

MAX_FILE = 10 * MEGABYTE

ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
READ_PARTS = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_MACRO_ENDINGS = (".xlsm", ".xltm", ".xlsb", ".xlam", ".xla")
TROUBLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be read.

    `old` is .xls; `errors` are the cells of .xlsx parts that hold an error, by part name.
    """

    data: bytes
    old: bool
    errors: CellErrors


def check_workbook(data: bytes, filename: str) -> CheckedFile:
    """The file as it may be handed to a reader; raises Refused otherwise.

    What it is tells its content. The name can only make it worse: one that promises macros is believed.
    """
    if not data:
        raise Refused(Code.FILE_EMPTY)
    if len(data) > MAX_FILE:
        raise Refused(Code.FILE_TOO_LARGE, limit=MAX_FILE // MEGABYTE)
    if PurePath(filename).suffix.lower() in _MACRO_ENDINGS:
        raise Refused(Code.FILE_HAS_MACROS)
    if is_old_workbook(data):
        return CheckedFile(_checked_ole(data), old=True, errors={})
    if is_archive(data):
        return _checked_archive(data)
    raise Refused(Code.FILE_NOT_A_WORKBOOK)


def is_old_workbook(data: bytes) -> bool:
    """Whether a workbook is an .xls, whatever its file is called."""
    return data.startswith(OLE)


def is_archive(data: bytes) -> bool:
    """Whether it can only be an .xlsx, whatever its file is called."""
    return data.startswith(ZIP)


def _checked_ole(data: bytes) -> bytes:
    """An .xls; names of its streams stand in UTF-16 in the directory of the compound file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(Code.FILE_ENCRYPTED)
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise Refused(Code.FILE_HAS_MACROS)
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise Refused(Code.FILE_NOT_A_WORKBOOK)
    return data


def _checked_archive(data: bytes) -> CheckedFile:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_directory(archive)
            parts = dict(unpacked(archive, READ_PARTS))
    except Refused:
        raise
    except (*TROUBLE, ValueError) as error:
        raise Refused(Code.FILE_DAMAGED) from error
    if not any(name.lower().endswith("workbook.xml") for name in parts):
        raise Refused(Code.FILE_NOT_A_WORKBOOK)
    errors = check_parts(parts)
    return CheckedFile(_packed(parts), old=False, errors=errors)


def _packed(parts: dict[str, bytes]) -> bytes:
    """The parts in an archive of their own; each is let go as it is written, so they lie in memory once."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in list(parts):
            archive.writestr(zipfile.ZipInfo(name), parts.pop(name))
    return target.getvalue()
