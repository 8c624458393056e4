"""Texts from outside: what cannot be stored is refused, what turns letters round is taken out.

A database refuses NUL and half characters later, in the middle of a transaction. The two override signs of
Unicode (LRO, RLO) show letters in another order than they stand, which no keyboard types and no language
needs; embeddings, isolates and marks stay, since Arabic beside Latin letters needs them.
Source: Unicode Technical Report 36, section 2.10 (bidirectional text spoofing).
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from .codes import Code, Refused

_OVERRIDES = re.compile("[\u202d\u202e]")
_SURROGATES = re.compile("[\ud800-\udfff]")
LONGEST_NAME = 200  # characters of a file's name


def clean(text: str) -> str:
    """The text without override signs. Raises Refused for NUL and for half characters (lone surrogates)."""
    if "\x00" in text:
        raise Refused(Code.NUL)
    if _SURROGATES.search(text):
        raise Refused(Code.LONE_SURROGATE)
    return _OVERRIDES.sub("", text)


def is_clean(text: str) -> bool:
    """Whether `clean` would leave the text as it is; cheaper than comparing where nearly all are."""
    return text.isascii() and "\x00" not in text


def file_name(name: str, *, otherwise: str = "file") -> str:
    """The last part of a path of any system, without what turns its direction, breaks its line or cannot be
    stored; its end is kept where it is too long. otherwise: for a name of which nothing is left.
    """
    signs = (sign if sign.isprintable() else " " if sign.isspace() else "" for sign in name)
    last = PurePosixPath("".join(signs).replace("\\", "/")).name.strip(" .:")
    if len(last) > LONGEST_NAME:
        ending = PurePosixPath(last).suffix[:20]
        last = last[: LONGEST_NAME - len(ending)] + ending
    return last or otherwise
