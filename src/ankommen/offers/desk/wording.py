"""Facts of a record in words, and what differs between two states of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ankommen.engines.languages import language, tag_of
from ankommen.places.queries import active_districts
from ankommen.topics.queries import topic_labels

from ..directory import slots_of
from ..facts import AtPlaceFacts, EventFacts, Facts, OfferFacts, in_one_line
from ..kinds import KINDS, OFFER, Kind
from ..models import Category, Offer, Place, Provider
from ..weeklines import week_lines
from .repeats import in_words

_NAMING: Mapping[str, type[models.Model]] = {"provider": Provider, "offer": Offer, "place": Place}
_LABELS = {
    "at_places": gettext_lazy("Where and when"),
    "provider": gettext_lazy("Provider"),
    "offer": gettext_lazy("Offer"),
    "place": gettext_lazy("Place"),
    "district": gettext_lazy("District"),
    "districts": gettext_lazy("Districts"),
    "topic": gettext_lazy("Topic"),
    "organisation": gettext_lazy("Organisation with accounts"),
    "left_out": gettext_lazy("Dates left out"),
    "added": gettext_lazy("Further dates"),
    "point_origin": gettext_lazy("Where the point comes from"),
    "point_precision": gettext_lazy("How exact the point is"),
    "district_origin": gettext_lazy("How the district is known"),
}


@dataclass(frozen=True)
class Difference:
    """One fact before and after, in words; "" where nothing stood."""

    label: Any  # lazy, so that a page can mark it where German stands in
    before: str
    after: str


class Words:
    """Words for the facts of some records: asks for what they name once, whatever their number.

    titles: names of records that are not stored yet, by id.
    """

    def __init__(self, records: Iterable[Facts], titles: Mapping[str, str] | None = None) -> None:
        named = list(records)
        places = {id for facts in named for id in _named_by(facts, "place")}
        rows: Any = Place._default_manager.filter(pk__in=places)
        stored = {str(row.pk): row for row in rows}
        self._titles = {**(titles or {}), **{pk: row.name for pk, row in stored.items()}}
        # Two places of one name are told apart by their streets.
        self._addresses = {pk: in_one_line(row.name, row.street) for pk, row in stored.items()}
        for name in ("provider", "offer"):
            ids = {id for facts in named for id in _named_by(facts, name)}
            found: Any = _NAMING[name]._default_manager.filter(pk__in=ids) if ids else ()
            self._titles |= {str(row.pk): row.name for row in found}
        spoken = get_language() or "de"
        topics, districts = topic_labels(spoken), {each.slug: each.name for each in active_districts()}
        self._labels: Mapping[str, Mapping[str, str]] = {
            "topics": topics,
            "topic": topics,
            "district": districts,
            "districts": districts,
            "category": {row.slug: row.label_in(spoken) for row in Category.objects.all()},
        }

    def differences(self, before: Facts, after: Facts) -> list[Difference]:
        """The facts that differ, in the order of the form."""
        kind = _kind_of(after)
        return [
            Difference(label_of(each.name, kind), self.say(before, each.name), self.say(after, each.name))
            for each in fields(kind.shape)
            if getattr(before, each.name) != getattr(after, each.name)
        ]

    def hours(self, at: AtPlaceFacts) -> tuple[str, list[tuple[str, str]]]:
        """Where, and the lines of the week as they were understood; none where the hours stay text."""
        place = self._titles.get(at.place) if at.place else None
        return place or _("without a place"), week_lines(slots_of(at.openings))

    def say(self, facts: Facts, name: str) -> str:
        """One fact in words, "" where nothing is said."""
        value, kind = getattr(facts, name), _kind_of(facts)
        if name == "at_places":
            return "\n".join(self._at_place(each) for each in value)
        if name == "languages":
            return languages_in_words(value)
        if name in _NAMING:
            return str(self._titles.get(value, ""))
        if labels := self._labels.get(name):
            several = (value,) if isinstance(value, str) else value
            return ", ".join(labels.get(each, each) for each in several)
        if name == "rule" and isinstance(facts, EventFacts):
            return in_words(facts)
        if name in kind.instants or name in ("left_out", "added"):
            moments = (value,) if isinstance(value, str) else value
            return ", ".join(_instant(each) for each in moments)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        column: Any = kind.model._meta.get_field(name)
        chosen = dict(column.flatchoices).get(value) if column.choices and value else None
        return str(chosen or ("" if value is None else value))

    def _at_place(self, at: AtPlaceFacts) -> str:
        where, lines = self.hours(at)
        where = self._addresses.get(at.place, where)
        said = "; ".join(f"{days} {times}" for days, times in lines) or at.hours
        return f"{where}: {said}" if said else where


def label_of(name: str, kind: Kind = OFFER) -> Any:
    """What a fact is called, a lazy text."""
    if label := _LABELS.get(name):
        return label
    column = kind.model._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101 (facts are columns)
    return capfirst(column.verbose_name)


def languages_in_words(tags: Iterable[str]) -> str:
    """Languages as people write them: "Deutsch, Arabisch". What would not be read again stays a tag."""
    return ", ".join(_language_name(tag) for tag in tags)


def _language_name(tag: str) -> str:
    one = language(tag)
    name = one.german if (get_language() or "de").startswith("de") else one.english
    return name if tag_of(name) == tag and "," not in name else tag


def _kind_of(facts: Facts) -> Kind:
    return next(kind for kind in KINDS.values() if kind.shape is type(facts))


def _named_by(facts: Facts, name: str) -> list[str]:
    if name == "place" and isinstance(facts, OfferFacts):
        return [each.place for each in facts.at_places if each.place]
    return [value] if (value := getattr(facts, name, "")) else []


def _instant(text: str) -> str:
    return str(date_format(datetime.fromisoformat(text), "SHORT_DATETIME_FORMAT")) if text else ""
