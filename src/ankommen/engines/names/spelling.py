"""From what somebody typed to words in Latin letters and sounds: `romanised("محمد") == "mXmd"`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .letters import (
    ETHIOPIC_FIRST,
    ETHIOPIC_ROWS,
    ETHIOPIC_VOWELS,
    GREEK,
    GREEK_PAIRS,
    INDIC_CONSONANTS,
    INDIC_DOT,
    INDIC_FIRST,
    INDIC_LAST,
    INDIC_NASAL,
    INDIC_NO_VOWEL,
    INDIC_SIGNS,
    INDIC_VOWELS,
    LETTERS,
    WITHOUT_VOWELS,
)

MOST_TYPED = 1000  # signs looked at before normalisation, which may make one sign of many
MOST_SIGNS = 200
MOST_LETTERS = 32  # of one word

HYPHENS = frozenset("-‐‑‒–—−־_")
_NO_GAP = frozenset(
    "'’‘ʼʻʿʾʹʺ`´′״׳·ـ\u200d"
)  # apostrophes, hamza and ayn of transliterations, tatweel, joiner
_UNSEEN = frozenset(("Cf", "Cc", "Cs"))  # marks of direction, NUL, lone surrogates
_NON_JOINER = "\u200c"
_TWICE = re.compile(r"([^aeiou])(?=\1)")
_LATIN_OR_SOUND = re.compile(r"[a-zA-ZČ']*")


def normalised(text: str) -> str:
    """The text in one form: NFKC, small letters, digits as 0 to 9, at most `MOST_SIGNS` signs."""
    text = unicodedata.normalize("NFKC", text[:MOST_TYPED]).casefold()
    return "".join(map(_digit, text[:MOST_SIGNS]))


def words(text: str) -> Iterator[tuple[str, ...]]:
    """The words of a normalised text; those that a hyphen holds together come as one tuple."""
    for written in "".join(_kept(text)).split():
        if group := tuple(word[:MOST_LETTERS] for word in written.split("-") if word):
            yield group


def romanised(word: str) -> str:
    """A word in Latin letters and the sounds of `letters`; what no table knows stays as it is."""
    bare = "".join(_bare(word))
    sounds = "".join(_sounds(_greek(bare)))
    if not WITHOUT_VOWELS.isdisjoint(bare) or _is_ethiopic(bare[:1]):
        sounds = _TWICE.sub(r"\1'", sounds)  # there is a vowel between them that is not written
    return sounds[:MOST_LETTERS]


def is_readable(sounds: str) -> bool:
    """Whether the tables knew every letter."""
    return _LATIN_OR_SOUND.fullmatch(sounds) is not None


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _kept(text: str) -> Iterator[str]:
    """Letters, marks and digits; a hyphen for what joins two words, a space for what parts them."""
    before = ""
    for sign in text:
        category = unicodedata.category(sign)
        if sign in HYPHENS or (sign == _NON_JOINER and before in WITHOUT_VOWELS):
            yield "-"
        elif category[0] in "LM" or category == "Nd":
            if sign not in _NO_GAP:
                yield f" {sign}" if before.isalpha() and category == "Nd" else sign
        elif sign.isspace() or (category not in _UNSEEN and sign not in _NO_GAP):
            yield " "
        before = sign


def _bare(word: str) -> Iterator[str]:
    """Known letters as they are, of the others the letter without accents. Marks of Indian scripts stay."""
    for sign in word:
        if sign in LETTERS or INDIC_FIRST <= ord(sign) <= INDIC_LAST:
            yield sign
            continue
        for part in unicodedata.normalize("NFD", sign):
            if not unicodedata.category(part).startswith("M"):
                yield part


def _greek(word: str) -> str:
    if GREEK.keys().isdisjoint(word):
        return word
    for pair, first, inside in GREEK_PAIRS:
        if word.startswith(pair):
            word = first + word[len(pair) :]
        word = word.replace(pair, inside)
    return word


def _sounds(word: str) -> Iterator[str]:
    for place, sign in enumerate(word):
        code = ord(sign)
        if sign in LETTERS:
            yield LETTERS[sign]
        elif INDIC_FIRST <= code <= INDIC_LAST:
            yield _indic(code & 0x7F, word[place + 1 : place + 2])
        elif _is_ethiopic(sign):
            yield _ethiopic(code - ETHIOPIC_FIRST)
        else:
            yield sign


def _indic(place: int, following: str) -> str:
    """A letter by its place in the block; a consonant is followed by "a" unless something else says so."""
    if place in INDIC_CONSONANTS:
        after = ord(following) & 0x7F if following else INDIC_NO_VOWEL
        sound = "r" if after == INDIC_DOT and INDIC_CONSONANTS[place] == "d" else INDIC_CONSONANTS[place]
        has_own = after in INDIC_SIGNS or after in (INDIC_NO_VOWEL, INDIC_DOT)
        return sound if has_own else f"{sound}a"
    if place in INDIC_NASAL:
        return "n"
    return INDIC_VOWELS.get(place) or INDIC_SIGNS.get(place, "")


def _ethiopic(place: int) -> str:
    consonant, vowel = ETHIOPIC_ROWS[place >> 3], ETHIOPIC_VOWELS[place & 7]
    return (vowel or "i") if consonant == "-" else consonant + vowel


def _is_ethiopic(sign: str) -> bool:
    return bool(sign) and 0 <= ord(sign) - ETHIOPIC_FIRST < 8 * len(ETHIOPIC_ROWS)
