"""The files of this installation belong to its account on the machine, and to nobody else there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_OTHERS = 0o077  # any right of the group or of everybody


def make_database_file(file: Path) -> None:
    """Make SQLite's file and its folder before SQLite does, readable by their owner only.

    SQLite gives its journals the rights of the file.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


def open_to_others(files: Iterable[Path]) -> list[Path]:
    """Those of the files that another account on the machine could read or write."""
    return [
        file
        for file in files
        if file.exists() and file.stat().st_mode & _OTHERS and file.parent.stat().st_mode & _OTHERS
    ]
