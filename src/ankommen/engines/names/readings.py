"""How a word may sound: what transliterations disagree about is folded, what stays open has several readings.

A word becomes the row of its consonants, in ten classes:

| class | holds |
|---|---|
| K | k, q, c, g, h, kh, gh, ch: the throat, which no two countries write alike |
| S | s, z, sh, sch, ch, tsch, c, ç, j, dj, dsch, zh, ts: all that hisses |
| T | t, d, th, dh |
| F | f, v, w, ph |
| P | p, b |
| L, M, N, R | themselves |
| A | any vowel, y or hamza at the beginning |

Vowels inside are left out, since Arabic and Hebrew do not write them and the others disagree. Where a letter
may be two classes (English or German j, French or German ch), the word has a reading for each, the likely one
first. Words of one or two classes say in what vowel they end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

MOST_READINGS = 4
_MOST_OPEN = 5  # sounds of a word that are read in several ways; more would only serve whoever types nonsense
_SHORT = 2  # classes; of shorter words the last vowel counts too, else Ali, Ella and Olaf's Ole were one name

# What stands at a place, and its readings; "-" is no consonant. The first that fits counts.
_RULES = (
    (r"^ou(?=[aeiy])", "F A"),  # Ouali
    (r"^Y(?=[ei])", "K A"),  # Giorgos, Yiorgos
    (r"^yi(?=[ao])", "A K"),
    (r"^[aeiouyI]", "A"),
    (r"^dj", "S T"),
    (r"^je", "A S"),  # Jelena, Jerry
    (r"^j(?=[aeiouy])", "S A"),  # John, Johann
    (r"^di(?=[aou])", "T S"),  # Diallo, Jallow
    (r"^[wW]", "F"),
    (r"^c(?=[aou])", "K S A"),  # Carlos, Can, Somali Cali
    (r"^c(?=[eiy])", "S K A"),
    (r"^bh", "P"),
    (r"schtsch|shtsh|shch|chtch|stch|SČ", "S"),
    (r"tzsch|tsch|dsch|dzh|dsh|tch|tsh", "S"),
    (r"sch|sh|cz|sz|zh|tz|ts|dz|dS|tS|xh", "S"),
    (r"ds", "S TS"),  # Beridse, Hudson
    (r"ck|kh|cq|q|gh|ch(?=[rlnm])", "K"),
    (r"ch$", "K S"),
    (r"ch", "S K"),
    (r"x", "KS K S"),  # Alexander, Kurdish Xelil, Albanian Xh
    (r"ph", "F"),
    (r"th|dh", "T S"),  # Othman, Redha
    (r"bh", "PK P"),  # Subhi, Subhash
    (r"tj", "T"),
    (r"dj|D", "S T"),
    (r"gj", "S K"),
    (r"gg(?=e)", "K NK"),  # Evaggelia
    (r"gg", "K"),
    (r"g(?=[aeiouy])", "K S"),  # Gamal is Jamal in Egypt
    (r"(?<=a)c$", "S - K"),  # Kovac, Isaac, Somali Jaamac
    (r"c(?=[eiy])|c$", "S K"),
    (r"c", "K S"),
    (r"(?<=[eiy])j$", "-"),
    (r"(?<=[lnrbpvfmwszk])j|j(?![aeiouy])", "- S"),
    (r"j", "S -"),
    (r"J", "S K"),
    (r"Z", "S T"),
    (r"(?<=[tds])[HX]", "K -"),  # فتحي looks like Fathi, which looks like Fati
    (r"[hH]$", "- K"),
    (r"(?<=[vw])[hH]", "K -"),  # Hovhannes
    (r"[vw](?=f)", "F -"),  # Tevfik
    (r"(?<=e)w$", "F"),
    (r"[wV]", "F -"),
    (r"(?<=[ae])o?u|ou(?=[aeiy])|[WE]", "- F"),
    (r"[BP]", "F P"),
    (r"Y", "K -"),
    (r"[kgGXhH]", "K"),
    (r"[fv]", "F"),
    (r"[bp]", "P"),
    (r"dt|[td]", "T"),
    (r"[szSČ]", "S"),
    (r"l", "L"),
    (r"m", "M"),
    (r"n", "N"),
    (r"r", "R"),
    (r"[aeiouyI']", "-"),
)
_PLACE = re.compile("|".join(f"({pattern})" for pattern, _ in _RULES))
_READINGS = tuple(tuple(reading.replace("-", "") for reading in readings.split()) for _, readings in _RULES)

_DOUBLED = frozenset(2 * letter for letter in "bcdfghjklmnpqrstvwxz") - {"gg"}

_LAST_VOWELS = (
    (re.compile(r"(?:ie|aye|[^aeiouy]I|[^aeiouy]H)$"), ("I", "A")),  # Barrie; موسی is Musa, علی is Ali
    (re.compile(r"(?:[iyj]|ee)h?$"), ("I",)),
    (re.compile(r"(?:[aeE][hH]?|ac)$"), ("A",)),
    (re.compile(r"[ouW][hHw]?$"), ("U",)),
)


@dataclass(frozen=True)
class Sound:
    """Some letters of a word and the classes they may stand for; an empty one is no consonant."""

    letters: str
    readings: tuple[str, ...]


def sounds(word: str) -> tuple[Sound, ...]:
    """A romanised word as sounds; letters that no rule knows are sounds of their own."""
    found, place = [], 0
    while place < len(word):
        if word[place : place + 2] in _DOUBLED:
            place += 1
            continue
        match = _PLACE.match(word, place)
        if match and match.lastindex:
            found.append(Sound(match[0], _READINGS[match.lastindex - 1]))
            place = match.end()
        else:
            found.append(Sound(word[place], (word[place],)))
            place += 1
    return tuple(found)


def readings(word: str) -> tuple[str, ...]:
    """The rows of classes a romanised word may stand for, the likeliest first, at most `MOST_READINGS`."""
    rows = dict.fromkeys(_rows(sounds(word)))
    keys = (f"{row}{vowel}" for row in rows for vowel in _last_vowels(row, word))
    return tuple(key for key, _ in zip(keys, range(MOST_READINGS), strict=False)) or (f"={word}",)


def _rows(found: tuple[Sound, ...]) -> Iterator[str]:
    """All combinations, those with fewer unlikely choices first, and of these the choices near the beginning.

    The same letters are read alike in one word: it follows the habits of one country.
    """
    open_sounds = [sound for sound in dict.fromkeys(found) if len(sound.readings) > 1][:_MOST_OPEN]
    choices = product(*(range(len(sound.readings)) for sound in open_sounds))
    for choice in sorted(choices, key=lambda choice: (sum(choice), [-taken for taken in choice])):
        chosen = dict(zip(open_sounds, choice, strict=True))
        if row := "".join(sound.readings[chosen.get(sound, 0)] for sound in found):
            yield row


def _last_vowels(row: str, word: str) -> Iterator[str]:
    if len(row) > _SHORT:
        yield ""
        return
    for pattern, vowels in _LAST_VOWELS:
        if pattern.search(word):
            yield from (f"-{vowel}" for vowel in vowels)
            return
    yield "-"
