"""Which items of two versions look as if they asked the same: a proposal, for a person to judge.

Likeness of texts is the ratio of difflib (Ratcliff and Metzener, Pattern Matching: the Gestalt Approach, Dr.
Dobb's Journal 1988); likeness of choices the share of names in common (Jaccard 1901).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

_LIKELY = 0.6


@dataclass(frozen=True)
class Proposal:
    """A link that may hold; likeness from 0 to 1. Items that go on nowhere have no proposal."""

    earlier_item: str
    later_item: str
    kind: str
    likeness: float
    mapping: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Asked:
    """What is compared of an item."""

    key: str
    kind: str
    label: str
    choices: Mapping[str, str]


def proposals(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[Proposal]:
    """The best partner of each item of the `earlier` compiled document in the `later` one, in form order."""
    old, new = _asked(earlier), _asked(later)
    by_key = {item.key: item for item in new}
    taken = {item.key for item in old if item.key in by_key}
    found = []
    for item in old:
        if partner := by_key.get(item.key):
            found.append(_proposal(item, partner, _likeness(item, partner)))
            continue
        free = [other for other in new if other.key not in taken and other.kind == item.kind]
        best = max(free, key=lambda other: _likeness(item, other), default=None)
        if best and (likeness := _likeness(item, best)) >= _LIKELY:
            taken.add(best.key)
            found.append(_proposal(item, best, likeness))
    return found


def _proposal(old: _Asked, new: _Asked, likeness: float) -> Proposal:
    if old.kind != new.kind:
        return Proposal(old.key, new.key, "broken", likeness)
    if set(old.choices) != set(new.choices):
        return Proposal(old.key, new.key, "recoded", likeness, _mapping(old, new))
    return Proposal(old.key, new.key, "same" if old.key == new.key else "renamed", likeness)


def _mapping(old: _Asked, new: _Asked) -> tuple[tuple[str, str], ...]:
    """Choices by name, then by the most similar label; a choice without a partner is left out."""
    mapping: dict[str, str] = {}
    for name, label in old.choices.items():
        if name in new.choices:
            mapping[name] = name
            continue
        best = max(new.choices, key=lambda other: _ratio(label, new.choices[other]), default="")
        if best and _ratio(label, new.choices[best]) >= _LIKELY:
            mapping[name] = best
    return tuple(mapping.items())


def _likeness(old: _Asked, new: _Asked) -> float:
    names = set(old.choices) | set(new.choices)
    choices = len(set(old.choices) & set(new.choices)) / len(names) if names else 1.0
    return round((2 * _ratio(old.label, new.label) + choices) / 3, 3)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _asked(document: Mapping[str, Any]) -> list[_Asked]:
    """The items of a document that hold answers, outside of repeats."""
    texts = document["texts"]

    def walk(items: list[dict[str, Any]]) -> list[_Asked]:
        found = []
        for item in items:
            if item["kind"] == "group":
                found += walk(item["items"])
            elif item["kind"] not in ("note", "repeat", "calculate", "hidden", "text"):
                names = dict.fromkeys(
                    choice["name"] for choice in document["choices"].get(item.get("list"), ())
                )
                labels = {name: texts.get(f"choice/{item['list']}/{name}", name) for name in names}
                label = texts.get(f"item/{item['key']}/label", item["key"])
                found.append(_Asked(item["key"], item["kind"], label, labels))
        return found

    return walk(document["items"])
