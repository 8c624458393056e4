"""From words to the parts a name is searched by: articles and joints aside, glued names taken apart.

Joints ("al-", "bin", "von", the "Abd al-" of Abd al-Karim, the "-ullah" of Habibullah, initials) stand in one
paper and are left out in the other. They are kept, so that they can be searched alone, but a query does not
insist on them while something else is left; nor on a patronymic beside a first and a family name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from .letters import WITHOUT_VOWELS
from .spelling import is_readable, normalised, romanised, words

MOST_PARTS = 8
_MOST_HYPHENED = 4

# Patterns look at small letters only; each sound of `letters` has one, so places in both are the same.
_PLAIN = str.maketrans("SČJDZGXHWVBPYEI", "scjdzghhuvbpgai")

_ABD = re.compile(r"c?[ae]bd(?:[aeiouy]{1,2}[lrsznt]?|al)?")
_ALLAH = re.compile(r"[auo]?l'?l?[ai]?h|[auo]lla")
_ABDULLAH = re.compile(r"c?[ae]bd[aeiouy]*l'?l?a?h?[iy]?")
_DIN = re.compile(r"(?:[aeou]?[dl]?d|[ae]tt)[iey]{1,2}ne?")
_JOINT_WORDS = """
    al el ul il as es ash esh ar er an en at et ad ed az ez
    bin ibn ben bint bent bn abn bnt ould uld oglu oghlu ogly augli auglu qizi kizi gizi kyzy
    abu abou abo ebu ebou
    von van vom zu zum zur der den des de del della di da do dos das du la le les och und and
"""
_JOINTS = frozenset(_JOINT_WORDS.split())

_REST = r"(?P<name>.{3,}?)"
_OF_ABD = re.compile(
    r"c?[ae]bd(?:[aeiouy]{0,2}l(?=[^aeiouy]|[aeiouy].{2})|[aeiouy]{1,2}(?=[rsztdn]))(?P<name>.{3,})"
)
_OF_ALLAH = re.compile(rf"{_REST}[aou]l'?l(?:a?h|a)")
_OF_DIN = re.compile(rf"{_REST}[aeou](?:l?dd?|tt)[iey]{{1,2}}ne?")
_OF_SON = re.compile(rf"{_REST}(?:og?h?l[uyi]|augl[ui])")
_OF_ABU = re.compile(r"[ae]b[ou]u?(?=[^aeiouy][aeiouy]?[^aeiouy])(?P<name>.{4,})")
_WITH_JOINT = ((_OF_ALLAH, "allah"), (_OF_DIN, "din"), (_OF_SON, "oglu"), (_OF_ABD, "abd"), (_OF_ABU, "abu"))

_COMMON = (
    r"m[ou]?h[aeo]?m+[ae]?d|[ae]hm[ae]?d|al[iy]|am[iy]+r|gh?[ou]?lam|ham[iy]d|h[ou]?s+[ae]?[iy]+n|h[ae]?s+[ae]?n|r[ei]?[zs]a|"
    r"g[ou]l|n[ou]+r"
)
_TWO_NAMES = (
    re.compile(rf"(?P<first>{_COMMON})(?P<second>{_COMMON})"),
    re.compile(r"(?P<first>gh?[ae]?bre|w[eo]lde|habte)(?P<second>[^aeiouy].{3,})"),
    re.compile(r"(?P<first>.{3,})(?P<second>[zs]ad[ae]h?|zadh)"),
)

_ARTICLE = re.compile(r"[ae]l(?=[^aeiouyl])(?P<name>.{3,})")
_ARABIC_ARTICLE = re.compile(r"al(?P<name>.{3,})")
_BEN = re.compile(r"b[ei]?n(?P<name>.{3,})")

_PATRONYMIC = re.compile(r".{2,}(?:ov|ev|iv|yv|ow|ew)(?:n[aey]|[iy](?:t?ch|t?sch|c))")


class Kind(Enum):
    """What a part is to a name."""

    NAME = "name"
    PATRONYMIC = "patronymic"
    JOINT = "joint"


Word = tuple[str, ...]
"""One word in the ways it may be read: as it stands, and without a glued "al-" or "ben"."""


@dataclass(frozen=True)
class Part:
    """One part of a name. `words`: one, or those that a hyphen holds together and all of them in one."""

    words: tuple[Word, ...]
    kind: Kind = Kind.NAME

    @property
    def is_initial(self) -> bool:
        """Whether it is a single letter."""
        return self.kind is Kind.JOINT and len(self.words[0][0]) == 1


def parts(name: str) -> tuple[Part, ...]:
    """The parts of a name as they stand, at most `MOST_PARTS`."""
    found: list[Part] = []
    for group in _with_abdullah(list(words(normalised(name)))):
        found += _parts_of(group)
        if len(found) >= MOST_PARTS:
            break
    return tuple(found[:MOST_PARTS])


def needed(found: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts a query insists on."""
    names = tuple(part for part in found if part.kind is Kind.NAME)
    if len(names) >= 2:
        return names
    return tuple(part for part in found if part.kind is not Kind.JOINT) or found


def _with_abdullah(groups: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The groups, with "Abd Allah" as one word: neither half of it is a name."""
    waiting: tuple[str, ...] = ()
    for group in groups:
        if waiting and _is(_ALLAH, group[0]):
            yield ("abdullah", *group[1:])
            waiting = ()
            continue
        if waiting:
            yield waiting
        waiting = group if len(group) == 1 and _is(_ABD, group[0]) else ()
        if not waiting:
            yield group
    if waiting:
        yield waiting


def _is(pattern: re.Pattern[str], word: str) -> bool:
    return pattern.fullmatch(_plain(romanised(word))) is not None


def _plain(sounds: str) -> str:
    return sounds.translate(_PLAIN)


def _parts_of(group: tuple[str, ...]) -> list[Part]:
    single = [part for word in group[:_MOST_HYPHENED] for part in _parts_of_word(word)]
    names = [part for part in single if part.kind is not Kind.JOINT]
    if len(group) == 1 or len(names) < 2:
        return single
    together = tuple(word for part in names for word in part.words)
    whole = "".join(word[0] for word in together)
    joints = [part for part in single if part.kind is Kind.JOINT]
    return [Part((*together, (whole,))), *joints]


def _parts_of_word(word: str) -> Iterator[Part]:
    sounds = romanised(word)
    if not sounds:
        return
    if not is_readable(sounds):
        yield Part(((sounds,),))
        return
    has_vowels = WITHOUT_VOWELS.isdisjoint(word)
    joint = _joint(sounds)
    if joint:
        yield Part(((joint,),), Kind.JOINT)
        return
    yield from _taken_apart(sounds, has_vowels=has_vowels)


def _joint(sounds: str) -> str | None:
    """The joint a word is, always in the same spelling; None for a name."""
    plain = _plain(sounds)
    if len(plain) == 1 or plain in _JOINTS:
        return plain
    for pattern, joint in ((_ABD, "abd"), (_DIN, "din"), (_ALLAH, "allah")):
        if pattern.fullmatch(plain):
            return joint
    return None


def _taken_apart(sounds: str, *, has_vowels: bool) -> Iterator[Part]:
    plain = _plain(sounds)
    if _ABDULLAH.fullmatch(plain):
        yield Part((("abdula",),))
        return
    for pattern, joint in _WITH_JOINT:
        if match := pattern.fullmatch(plain):
            yield Part(((joint,),), Kind.JOINT)
            yield from _taken_apart(sounds[slice(*match.span("name"))], has_vowels=has_vowels)
            return
    for pattern in _TWO_NAMES:
        if match := pattern.fullmatch(plain):
            yield Part(((sounds[: match.end("first")],),))
            yield Part(((sounds[match.start("second") :],),))
            return
    kind = Kind.PATRONYMIC if _PATRONYMIC.fullmatch(plain) else Kind.NAME
    yield Part((_ways(sounds, has_vowels=has_vowels),), kind)


def _ways(sounds: str, *, has_vowels: bool) -> Word:
    """The word, and the word without what may be a glued article; Arabic script always shows the article."""
    plain = _plain(sounds)
    if not has_vowels and (match := _ARABIC_ARTICLE.fullmatch(plain)):
        return (sounds[match.start("name") :], sounds)
    for pattern in (_ARTICLE, _BEN):
        if match := pattern.fullmatch(plain):
            return (sounds, sounds[match.start("name") :])
    return (sounds,)
