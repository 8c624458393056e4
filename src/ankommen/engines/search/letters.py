"""From a text to its words, and from a word to the letters it is compared by.

`words` keeps what people wrote, in small letters, so that a correction can be shown; `folded` takes away what
they write in several ways: accents, vowel signs and tatweel of Arabic, forms of alef, yeh and kaf, the
non-joiner of Persian, the dot of the Turkish i, й beside и and ё beside е, apostrophes inside Ukrainian
words. German also has ae, oe, ue for its umlauts. Sources: Unicode Standard Annex 15 (NFKC); Larkey,
Ballesteros, Connell 2002, doi:10.1145/564376.564425, for the letters of Arabic.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

MOST_LETTERS = 40  # of one word; what is longer is no word of any of our languages

# Marks that belong to the letter before: of Latin and Cyrillic, Hebrew, Arabic; of the scripts of India and
# South-East Asia, whose vowels are marks; joiner and non-joiner.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0980-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u102b-\u103e\u1780-\u17d3\u200c\u200d"
)
_CYRILLIC = "\u0400-\u052f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|(?<=[{_CYRILLIC}])['’](?=[{_CYRILLIC}]))*")
_UMLAUT = re.compile(r"(?<![aeq])([aou])e")  # not in Frauen, neue, Quelle

_SAME = {
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "æ": "a",
    "œ": "o",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ے": "ي",
    "ک": "ك",
    "ة": "ه",
    "ۀ": "ه",
    "ہ": "ه",
}
_UNSEEN = frozenset("ـ'’ʼ\u200c\u200d")


class _Folding(dict[int, str]):
    """What each sign is compared as; signs are looked up once."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", _SAME.get(chr(code), chr(code)))
        kept = (part for part in parts if not unicodedata.combining(part) and part not in _UNSEEN)
        self[code] = "".join(_SAME.get(part, _digit(part)) for part in kept)
        return self[code]


_FOLDING = _Folding()


def words(text: str) -> list[str]:
    """The words of a text in the order they stand, in small letters, each at most `MOST_LETTERS` long."""
    return [word[:MOST_LETTERS] for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())]


def replaced(text: str, others: Mapping[str, str]) -> str:
    """The text with other words in place of those that `words` gives."""
    text = unicodedata.normalize("NFKC", text)

    def put_in(found: re.Match[str]) -> str:
        return others.get(found[0].casefold()[:MOST_LETTERS], found[0])

    return _WORD.sub(put_in, text)


def folded(word: str, language: str) -> str:
    """What a word of `words` is compared by, as the writing of this language has it; may be empty."""
    word = word.translate(_FOLDING)
    return _UMLAUT.sub(r"\1", word) if primary(language) == "de" else word


def primary(language: str) -> str:
    """The language of a tag without script and region: "de" of "de-AT"."""
    return language.partition("-")[0].casefold()


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
