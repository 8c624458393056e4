"""Words of one direction inside of sentences of another: each keeps its direction to itself."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # what a text may begin and leave open
_TURNING = frozenset({"R", "AL", "AN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def isolated(text: str) -> str:
    """The text between marks that end whatever direction it has (U+2068, U+2069), without such marks of its
    own."""
    return f"\u2068{_MARKS.sub('', text)}\u2069"


def may_turn(text: str) -> bool:
    """Whether the text could change the order of words around it: it runs from right to left, or says so."""
    return any(unicodedata.bidirectional(sign) in _TURNING for sign in text)
