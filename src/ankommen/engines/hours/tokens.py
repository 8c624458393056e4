"""A text about opening hours cut into words, times and signs with their places. One pass, no backtracking."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from .words import ABBREVIATIONS

# Signs that only look different; one for one, so that places stay those of the text.
_BLANKS = "\t\xa0\u1680\u202f\u205f\u3000\u200b\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_LINES = "\r\v\f\x85\u2028\u2029"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_QUOTES = "“”„‟«»"
_ALIKE = str.maketrans(
    dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys(_LINES, "\n")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys("•·|", "|")
)
_PATTERN = re.compile(
    r"""
      (?P<blank>\ +)
    | (?P<always>24/7(?![0-9]))
    | (?P<date>[0-9]{1,2}\.\ ?[0-9]{1,2}\.\ ?[0-9]{4}(?![0-9]) | [0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]))
    | (?P<clock>[0-9]{1,2}[:.h][0-9]{2}(?![0-9]))
    | (?P<ordinal>[0-9]{1,2}(?:st|nd|rd|th)(?![^\W_]))
    | (?P<number>[0-9]+)
    | (?P<meridiem>[ap]\.\ ?m\b\.?)
    | (?P<word>(?:[^\W\d_]|[\u0300-\u036f])+)
    | (?P<quoted>"[^"\n]*")
    | (?P<weeks>\[[-0-9,]{1,12}\])
    | (?P<fallback>\|\|)
    | (?P<sign>[-,;\n./+&():|])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


class Token(NamedTuple):
    """kind: a group of the pattern, or the sign itself. text: in small letters. start, end: its place."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text without blanks, and at last one of the kind "end"."""
    found: list[Token] = []
    for match in _PATTERN.finditer(text.translate(_ALIKE)):
        kind = match.lastgroup or "other"
        written = match.group()
        if kind == "blank":
            continue
        if written == "." and found and found[-1].text in ABBREVIATIONS and found[-1].end == match.start():
            found[-1] = found[-1]._replace(end=match.end())  # the dot of "Mo." ends no sentence
            continue
        if kind == "word":
            written = unicodedata.normalize("NFC", written).casefold()
        found.append(Token(written if kind == "sign" else kind, written.lower(), match.start(), match.end()))
    return [*found, Token("end", "", len(text), len(text))]
