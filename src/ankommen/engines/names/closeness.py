"""How close two names are, for the order of hits."""

from __future__ import annotations

from .parts import Kind, Part, needed, parts
from .readings import Sound, sounds
from .spelling import normalised

_VOWEL_LEFT_OUT = 0.1
_NEAR_VOWEL = 0.05  # of the same family
_OTHER_VOWEL = 0.2
_SAME_CLASS = 0.15
_OPEN_LEFT_OUT = 0.3  # a consonant that may be none: the w of Dawud, the h of Sarah
_VOWEL_WEIGHT = 0.3  # beside 1 of a consonant, in the length of a word
_FAMILIES = (frozenset("aeE"), frozenset("eiyI"), frozenset("ouW"))
_PART_MORE = 0.02  # off for each part of the name that the query does not have
_OTHER_TEXT = 0.01  # off where the text is not the same sign for sign


def closeness(query: str, name: str) -> float:
    """How close a name is to what was typed: 1.0 for the same text, 0.0 for nothing in common.

    The parts of the query are compared with those of the name in any order, sound by sound; vowels count
    little. Parts of the name beyond the query take a little off. Weighted edit distance: Wagner and Fischer
    1974, doi:10.1145/321796.321811.
    """
    if normalised(query) == normalised(name):
        return 1.0
    asked, has = needed(parts(query)), [part for part in parts(name) if part.kind is not Kind.JOINT]
    has = has or list(parts(name))
    if not asked or not has:
        return 0.0
    total, left = 0.0, list(has)
    for part in asked:
        if left:
            near, place = max((_part_closeness(part, other), place) for place, other in enumerate(left))
            total += near
            del left[place]
    more = max(0, len(has) - len(asked))
    return max(0.0, total / len(asked) - _PART_MORE * more - _OTHER_TEXT)


def _part_closeness(part: Part, other: Part) -> float:
    return max(_word_closeness(way, far) for way in _ways(part) for far in _ways(other))


def _ways(part: Part) -> tuple[str, ...]:
    """The whole of a part that hyphens hold together, else the word in its ways."""
    return part.words[-1]


def _word_closeness(word: str, other: str) -> float:
    ours, theirs = sounds(word), sounds(other)
    longer = max(_weight(ours), _weight(theirs))
    return max(0.0, 1 - _distance(ours, theirs) / longer) if longer else 0.0


def _weight(word: tuple[Sound, ...]) -> float:
    return sum(_VOWEL_WEIGHT if _is_vowel(sound) else 1.0 for sound in word)


def _distance(ours: tuple[Sound, ...], theirs: tuple[Sound, ...]) -> float:
    above = [0.0]
    for sound in theirs:
        above.append(above[-1] + _left_out(sound))
    for sound in ours:
        row = [above[0] + _left_out(sound)]
        for place, other in enumerate(theirs):
            changed = above[place] + _changed(sound, other)
            row.append(min(changed, above[place + 1] + _left_out(sound), row[-1] + _left_out(other)))
        above = row
    return above[-1]


def _left_out(sound: Sound) -> float:
    if _is_vowel(sound):
        return _VOWEL_LEFT_OUT
    return _OPEN_LEFT_OUT if "" in sound.readings else 1.0


def _changed(sound: Sound, other: Sound) -> float:
    if sound.letters == other.letters:
        return 0.0
    if any({sound.letters, other.letters} <= family for family in _FAMILIES):
        return _NEAR_VOWEL
    if _is_vowel(sound) and _is_vowel(other):
        return _OTHER_VOWEL
    return _SAME_CLASS if _consonants(sound) & _consonants(other) else 1.0


def _is_vowel(sound: Sound) -> bool:
    return sound.readings in (("",), ("A",))


def _consonants(sound: Sound) -> frozenset[str]:
    return frozenset(sound.readings) - {""}
