"""One file in an archive, as programs hand out dumps: judged like a workbook before it is unpacked."""

from __future__ import annotations

import io
import re
import zipfile

from .archives import MEGABYTE, check_directory
from .codes import Code, Refused
from .workbooks import MAX_FILE, TROUBLE, is_archive

_ENDINGS = re.compile(r"\.(json|geojson|csv|ics)$", re.IGNORECASE)


def packed_file(data: bytes) -> tuple[bytes, str] | None:
    """The file that alone lies in an archive, and its name; None for anything that is no such archive.

    Raises Refused for archives that would harm whoever unpacks them.
    """
    if not is_archive(data):
        return None
    if len(data) > MAX_FILE:
        raise Refused(Code.FILE_TOO_LARGE, limit=MAX_FILE // MEGABYTE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(parts) != 1 or not _ENDINGS.search(parts[0].filename):
                return None
            check_directory(archive)
            return archive.read(parts[0]), parts[0].filename.rpartition("/")[2]
    except Refused:
        raise
    except (*TROUBLE, ValueError) as error:
        raise Refused(Code.FILE_DAMAGED) from error
