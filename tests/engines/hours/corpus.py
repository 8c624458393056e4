"""Texts about opening hours, as they stand on leaflets and in registers, with what is to be read in them.

Each line of tests/data/hours/*.tsv: the text (\\uXXXX and \\n, \\r stand for signs nobody would see), and the
slots in OpenStreetMap's words, or "!" and the code why it stays a text.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "hours"
NAMES = ("german", "english", "osm", "hostile")
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|([nr]))")


def rows(name: str) -> list[tuple[str, str]]:
    """Texts and what they are read as."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(_written_out(text), expected) for text, expected in (line.split("\t") for line in lines)]


def _written_out(text: str) -> str:
    return _ESCAPE.sub(
        lambda sign: chr(int(sign[1], 16)) if sign[1] else {"n": "\n", "r": "\r"}[sign[2]], text
    )


ROWS = [row for name in NAMES for row in rows(name)]
