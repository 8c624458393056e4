"""What a column may mean: how the interview was held, an item, one choice of it, an item in a row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ankommen.questionnaires.queries import document_of, form_of

if TYPE_CHECKING:
    from ankommen.engines.formlogic.tree import Place, Tree
    from ankommen.questionnaires.models import Version

# Facts of the frame, with the words under which tables keep them.
FRAME: Mapping[str, tuple[str, ...]] = {
    "day": ("date", "datum", "tag", "interviewdatum"),
    "week": ("woche", "kw", "kalenderwoche"),
    "language": ("sprache", "interviewsprache"),
    "site": ("standort",),
    "contact": ("kontaktart", "kontakt"),
    "interpreter": ("sprachmittlung", "dolmetschen"),
    "outcome": ("ausgang", "ergebnis"),
    "break_off_reason": ("abbruchgrund",),
    "consent_version": ("einwilligung_fassung", "einwilligung_version"),
    "consent_language": ("einwilligung_sprache",),
    "receipt": ("receipt_code", "quittungscode"),
}
_WITHOUT_ANSWER = ("group", "repeat", "note", "root", "hidden")
_MOST_ROWS = 200
_LIKELY = 0.8
_ROW = re.compile(r"\[(\d+)\]/")


@dataclass(frozen=True)
class Target:
    """What a column means. rows: zero-based, from the outside in. choice: of an item with several answers."""

    field: str = ""
    item: str = ""
    rows: tuple[int, ...] = ()
    choice: str = ""


class Targets:
    """Everything a column may mean in a version, found by name, by German label, or by likeness."""

    def __init__(self, version: Version) -> None:
        self.document = document_of(version)
        self.tree = form_of(version).tree
        self.places = {place.key: place for place in self.tree if _holds_answer(place)}
        self._calculated = {
            normalised(_numbered(self.tree, place) + place.name)
            for place in self.tree
            if _is_calculated(place)
        }
        self._by_name: dict[str, set[Target]] = {}
        self._by_label: dict[str, set[Target]] = {}
        for field, words in FRAME.items():
            self._add(self._by_name, field, Target(field=field))
            for word in words:
                self._add(self._by_label, word, Target(field=field))
        for place in self.places.values():
            self._add_place(place)

    def find(self, heading: str) -> tuple[Target, str] | None:
        """The one thing a heading says, and whether by "name", by "label" or only nearly: "likely"."""
        if heading.startswith("@"):
            return (Target(field=heading[1:]), "name") if heading[1:] in FRAME else None
        plain = normalised(heading)
        numbered, rows = _numbers_apart(plain)
        for how, known in (("name", self._by_name), ("label", self._by_label)):
            for words, counted in ((plain, ()), (numbered, rows)):
                if found := self._one(known.get(words, set()), counted):
                    return found, how
        whole = {
            words: found for words, found in (self._by_label | self._by_name).items() if _is_whole(found)
        }
        for near in get_close_matches(numbered if rows else plain, whole, n=1, cutoff=_LIKELY):
            if found := self._one(whole[near], rows if "#" in near.split("_") else ()):
                return found, "likely"
        return None

    def text_of(self, target: Target) -> str:
        """How a target is written: "@language", "flat", "services=housing", "children[1]/age"."""
        if target.field:
            return f"@{target.field}"
        repeats = self.tree[target.item].repeats
        rows = "".join(f"{name}[{row + 1}]/" for name, row in zip(repeats, target.rows, strict=True))
        return rows + target.item + (f"={target.choice}" if target.choice else "")

    def is_calculated(self, heading: str) -> bool:
        """Whether a column is one that the form works out itself, so that nobody needs it."""
        plain = normalised(heading)
        return not self._calculated.isdisjoint((plain, _numbers_apart(plain)[0]))

    def read(self, text: str) -> Target | None:
        """The target that `text_of` wrote, or one that a person names as a heading would; None if unknown."""
        item, _sign, choice = text.partition("=")
        rows = tuple(int(number) - 1 for number in _ROW.findall(item))
        key = _ROW.split(item)[-1]
        if key in self.places and len(rows) == len(self.places[key].repeats):
            return self._fitting(Target(item=key, rows=rows, choice=choice))
        found = self.find(text)
        return found[0] if found and found[1] != "likely" else None

    def label(self, key: str) -> str:
        """The German question."""
        return str(self.document["texts"].get(f"item/{key}/label", key))

    def choices(self, key: str) -> dict[str, str]:
        """The choices of an item with their German labels."""
        name = self.places[key].item.get("list", "")
        texts, rows = self.document["texts"], self.document["choices"].get(name, ())
        return {row["name"]: texts.get(f"choice/{name}/{row['name']}", row["name"]) for row in rows}

    def _fitting(self, target: Target) -> Target | None:
        if target.choice and target.choice not in self.choices(target.item):
            return None
        return target if all(0 <= row < _MOST_ROWS for row in target.rows) else None

    def _one(self, found: set[Target], rows: tuple[int, ...]) -> Target | None:
        if len(found) != 1:
            return None
        (target,) = found
        depth = len(self.places[target.item].repeats) if target.item else 0
        return self._fitting(replace(target, rows=rows)) if depth == len(rows) else None

    def _add(self, known: dict[str, set[Target]], words: str, target: Target) -> None:
        known.setdefault(normalised(words), set()).add(target)

    def _add_place(self, place: Place) -> None:
        item = Target(item=place.key)
        names, labels = self._words(place)
        for words in names:
            self._add(self._by_name, words, item)
        for words in labels:
            self._add(self._by_label, words, item)
        if place.kind != "select_multiple":
            return
        for choice, label in self.choices(place.key).items():
            one = replace(item, choice=choice)
            for words in names:
                self._add(self._by_name, f"{words} {choice}", one)
                self._add(self._by_label, f"{words} {label}", one)
            for words in labels:
                self._add(self._by_label, f"{words} {label}", one)

    def _words(self, place: Place) -> tuple[set[str], set[str]]:
        """How an item is called by name and by label; "#" stands for the number of a row."""
        labels = "".join(f"{self.label(repeat)} # " for repeat in place.repeats)
        own = place.name if place.repeats else place.key
        return {_numbered(self.tree, place) + own}, {labels + self.label(place.key)}


def normalised(words: str) -> str:
    """Small letters and digits, whatever else is one underscore."""
    return re.sub(r"[^\w#]+|_+", "_", words.casefold()).strip("_")


def _numbers_apart(words: str) -> tuple[str, tuple[int, ...]]:
    """The words with "#" for each number that stands alone, and those numbers, from zero on."""
    tokens = words.split("_")
    numbers = tuple(int(token) - 1 for token in tokens if _is_number(token))
    return "_".join("#" if _is_number(token) else token for token in tokens), numbers


def _is_number(token: str) -> bool:
    return token.isascii() and token.isdigit() and len(token) <= 3


def _is_whole(found: set[Target]) -> bool:
    """Whether all that is meant are whole items: one choice among many is never guessed."""
    return not any(target.choice for target in found)


def _numbered(tree: Tree, place: Place) -> str:
    """The names of the repeats around a place, each with "#" for the number of its row."""
    return "".join(f"{tree[key].name} # " for key in place.repeats)


def _is_calculated(place: Place) -> bool:
    return place.kind in ("calculate", "meta") or "calculation" in place.item


def _holds_answer(place: Place) -> bool:
    return place.kind not in _WITHOUT_ANSWER and not _is_calculated(place)
