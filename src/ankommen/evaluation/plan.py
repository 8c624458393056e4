"""Which figures there are: the city's own list, its `figures.toml`. What is not on it is not counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ankommen.places.queries import the_city

FRAME = ("language", "site", "contact", "version")
_NAMED = re.compile(r"\$\{(\w+)\}")
LEAST = {"staff": 5, "public": 10}  # a city may ask for more, never for less


class NoPlan(Exception):
    """The city has no `figures.toml`, or it does not fit; the sentence says what to do."""


@dataclass(frozen=True)
class Group:
    """A category made of answers: `when` is a rule of formlogic over the items of the form."""

    name: str
    label: Mapping[str, str]
    when: str


@dataclass(frozen=True)
class Breakdown:
    """By what figures may be broken down: an item, a fact of the frame, or groups worked out by rules."""

    key: str
    label: Mapping[str, str]
    item: str = ""
    frame: str = ""
    groups: tuple[Group, ...] = ()

    @property
    def column(self) -> str:
        """Its column in the projection."""
        return self.item or self.frame or f"by/{self.key}"

    @property
    def asks(self) -> frozenset[str]:
        """The items of the form that it is made of."""
        named = [name for group in self.groups for name in _NAMED.findall(group.when)]
        return frozenset([self.item] if self.item else named)


@dataclass(frozen=True)
class Subject:
    """A page of figures: its questions, each of them broken down by any one breakdown.

    items: of the form, or made questions by their columns.
    parts: what a bar is made of, with the choices of each part; part_labels: short words for them.
    """

    key: str
    label: Mapping[str, str]
    items: tuple[str, ...] = ()
    list: str = ""
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    part_labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def rest(self) -> tuple[str, ...]:
        """The choices of the last of several parts: what a bar shows beside "no answer" as its light end."""
        return self.parts[-1][1] if len(self.parts) > 1 else ()


@dataclass(frozen=True)
class Plan:
    """Everything that may be counted of one form.

    made: questions that rules make of answers, in the shape of a breakdown. labels: short labels of items, by
    item.
    """

    form_id: str
    target_rule: str
    subjects: tuple[Subject, ...]
    breakdowns: tuple[Breakdown, ...]
    made: tuple[Breakdown, ...] = ()
    thresholds: Mapping[str, int] = field(default_factory=lambda: dict(LEAST))
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def made_questions(self) -> dict[str, Breakdown]:
        """The questions that rules make, by their columns."""
        return {one.column: one for one in self.made}

    def tells(self, breakdown: Breakdown, item: str) -> bool:
        """Whether the breakdown is made of this very question, so that a table of both would say nothing."""
        made = self.made_questions.get(item)
        return bool(breakdown.asks & (made.asks if made else {item}))

    @cached_property
    def groupings(self) -> list[Breakdown]:
        """The breakdowns and questions that rules make."""
        return [one for one in (*self.breakdowns, *self.made) if one.groups]


def the_plan() -> Plan:
    """The plan of this city. Raises NoPlan."""
    city = the_city()
    facts = city.facts if city else {}
    if "figures" not in facts:
        raise NoPlan("This city has no figures.toml: see docs/evaluation.md.")
    try:
        return _plan(facts["figures"], facts["target"])
    except KeyError as error:
        raise NoPlan(f"figures.toml: the entry {error} is missing.") from error


def _plan(figures: Mapping[str, Any], target: Mapping[str, Any]) -> Plan:
    return Plan(
        form_id=target["form_id"],
        target_rule=target["rule"],
        subjects=tuple(_subject(entry) for entry in figures["subjects"]),
        breakdowns=tuple(_breakdown(entry) for entry in figures["breakdowns"]),
        made=tuple(_breakdown(entry) for entry in figures.get("made", ())),
        thresholds={
            name: max(least, figures.get("thresholds", {}).get(name, 0)) for name, least in LEAST.items()
        },
        labels=figures.get("labels", {}),
    )


def _subject(entry: Mapping[str, Any]) -> Subject:
    parts = tuple((name, tuple(choices)) for name, choices in entry.get("parts", {}).items())
    return Subject(
        key=entry["key"],
        label=entry["label"],
        items=tuple(entry.get("items", ())),
        list=entry.get("list", ""),
        parts=parts,
        part_labels=entry.get("part_labels", {}),
    )


def _breakdown(entry: Mapping[str, Any]) -> Breakdown:
    groups = tuple(Group(group["name"], group["label"], group["when"]) for group in entry.get("groups", ()))
    if entry.get("frame", FRAME[0]) not in FRAME:
        raise NoPlan(f"figures.toml: {entry['frame']} is no fact of an interview.")
    return Breakdown(entry["key"], entry["label"], entry.get("item", ""), entry.get("frame", ""), groups)


def in_language(label: Mapping[str, str], language: str) -> str:
    """A label of the city's own data, in German where it is not translated."""
    return label.get(language) or label["de"]
