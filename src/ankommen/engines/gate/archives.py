"""ZIP archives: judged by their directory, before anything is unpacked; then unpacked within the same limits.

An archive says how large its parts are before they are read. What it says is checked here, and a part that is
longer than it says is damaged: so nobody unpacks more than was judged.
"""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Iterator, Sequence

from .codes import Code, Refused

MEGABYTE = 1024 * 1024
MAX_ENTRIES = 1_000
MAX_UNPACKED = 50 * MEGABYTE
MAX_RATIO = 100  # of one part; deflate itself ends at 1,032
_SMALL = MEGABYTE  # a part that unpacks to less harms nobody, however tightly it is packed
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", bytes.fromhex("d0cf11e0"))

MACROS = re.compile(r"vbaproject\.bin$|(^|/)(macrosheets|dialogsheets|activex|ctrlprops)/", re.IGNORECASE)
FILES = re.compile(r"(^|/)embeddings/|\.(zip|gz|7z|rar|xls[xmb]?|docx?|pptx?|ole)$", re.IGNORECASE)
LINKS = re.compile(
    r"(^|/)(externallinks|querytables|webextensions|customdata)/|(^|/)connections\.xml$", re.IGNORECASE
)


def check_directory(archive: zipfile.ZipFile) -> None:
    """Judge an archive by what its directory says; nothing is unpacked. Raises Refused."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Refused(Code.FILE_HAS_TOO_MANY_PARTS, limit=MAX_ENTRIES)
    _check_names([entry.filename for entry in entries])
    if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries):
        raise Refused(Code.FILE_DAMAGED)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(Code.FILE_ENCRYPTED)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused(Code.FILE_UNPACKS_TOO_LARGE, limit=MAX_UNPACKED // MEGABYTE)
    if any(_is_tight(entry) for entry in entries):
        raise Refused(Code.FILE_PACKED_TOO_TIGHT, limit=MAX_RATIO)


def unpacked(archive: zipfile.ZipFile, wanted: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    """The parts whose names match. Of the others only the beginning is read: an archive in an archive is
    Refused whatever it is called.
    """
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            if wanted.search(entry.filename):
                yield entry.filename, stream.read()
            elif stream.read(8).startswith(_ARCHIVES):
                raise Refused(Code.FILE_HAS_FILES)


def _check_names(names: Sequence[str]) -> None:
    for name in names:
        if MACROS.search(name):
            raise Refused(Code.FILE_HAS_MACROS)
        if LINKS.search(name):
            raise Refused(Code.FILE_HAS_LINKS)
        if FILES.search(name):
            raise Refused(Code.FILE_HAS_FILES)
        if not name.isprintable() or name.startswith("/") or "\\" in name or ":" in name:
            raise Refused(Code.FILE_DAMAGED)
        if ".." in name.split("/"):
            raise Refused(Code.FILE_DAMAGED)
    if len({name.lower() for name in names}) < len(names):
        # Two parts of one name: readers would disagree which one counts.
        raise Refused(Code.FILE_DAMAGED)


def _is_tight(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > _SMALL and entry.file_size > MAX_RATIO * entry.compress_size
