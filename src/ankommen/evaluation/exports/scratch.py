"""Where the files of a delivery stand before they are sealed: in memory, or else in a private folder."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # Linux: files here are never on a disk, save by swapping  # noqa: S108
_PREFIX = "ankommen-export-"
_OLDEST = 6 * 3600  # seconds; no delivery takes as long


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder that nobody else may read; it is gone afterwards, with all that is in it."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=_place(), ignore_cleanup_errors=True) as name:
        yield Path(name)


def remove_left_behind() -> None:
    """Remove what a killed process had no time to remove."""
    for folder in _place().glob(f"{_PREFIX}*"):
        if time.time() - folder.lstat().st_mtime > _OLDEST:
            shutil.rmtree(folder, ignore_errors=True)


def _place() -> Path:
    return MEMORY if os.access(MEMORY, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
