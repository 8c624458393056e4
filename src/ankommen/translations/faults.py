"""What a text from outside must keep to, whoever brings it: a translator's file or a machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ankommen.engines import gate

MAX_TEXT = 20_000  # characters of one text
_PLACEHOLDER = re.compile(r"\$\{[^{}]*\}|%\([^()]*\)[a-z]|\{[A-Za-z_]\w*\}")
_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f]")  # tabs and line ends belong to texts


class Code(StrEnum):
    """Why a text, an entry or a file was not taken."""

    # one text
    TEXT_TOO_LONG = "text_too_long"  # hint: how many characters it may have
    UNSTORABLE = "unstorable"  # control characters, half characters
    PLACEHOLDERS = "placeholders"  # hint: those that are lost or invented
    EMPTY = "empty"  # a machine gave nothing
    # one entry of a file
    UNKNOWN_KEY = "unknown_key"
    NAMED_TWICE = "named_twice"
    SOURCE_CHANGED = "source_changed"  # hint: the text that stands there today
    FUZZY = "fuzzy"  # a translator marked it as not done
    OBSOLETE = "obsolete"
    PLURAL = "plural"
    # the whole file
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"  # hint: megabytes
    FILE_NOT_UTF8 = "file_not_utf8"
    FILE_NOT_PO = "file_not_po"
    TOO_MANY_ENTRIES = "too_many_entries"  # hint: how many there may be
    OTHER_LANGUAGE = "other_language"  # hint: the language the file names


@dataclass(frozen=True)
class Problem:
    """What was not taken and why. line: of the file, from 1; 0 where there is none."""

    code: Code
    key: str = ""
    line: int = 0
    hint: str = ""


def placeholders_in(text: str) -> set[str]:
    """What a program fills in: "${name}", "%(name)s", "{name}"."""
    return set(_PLACEHOLDER.findall(text))


def fault_of(text: str, source: str) -> tuple[Code, str] | None:
    """The first thing wrong with a translation of `source`, with its hint; None for a sound one."""
    if len(text) > MAX_TEXT:
        return Code.TEXT_TOO_LONG, str(MAX_TEXT)
    if not _is_storable(text):
        return Code.UNSTORABLE, ""
    if differing := placeholders_in(text) ^ placeholders_in(source):
        return Code.PLACEHOLDERS, " ".join(sorted(differing))
    return None


def _is_storable(text: str) -> bool:
    """Override signs, which show letters in another order than they stand, are refused with the rest."""
    try:
        return gate.clean(text) == text and not _CONTROL.search(text)
    except gate.Refused:
        return False
