"""Facts of an offer in words, and what differs between two states of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ankommen.engines.languages import language, tag_of
from ankommen.topics.queries import topic_labels

from ..directory import slots_of
from ..facts import AtPlaceFacts, OfferFacts
from ..models import Category, Offer, Place
from ..weeklines import week_lines


@dataclass(frozen=True)
class Difference:
    """One fact before and after, in words; "" where nothing stood."""

    label: Any  # lazy, so that a page can mark it where German stands in
    before: str
    after: str


class Words:
    """Words for the facts of some offers: asks for topics, categories and places once."""

    def __init__(self, offers: Iterable[OfferFacts]) -> None:
        ids = {each.place for facts in offers for each in facts.at_places if each.place}
        rows: Any = Place._default_manager.filter(pk__in=ids)
        self._places: Mapping[str, Place] = {str(row.pk): row for row in rows}
        spoken = get_language() or "de"
        self._labels = {
            "topics": topic_labels(spoken),
            "category": {row.slug: row.label_in(spoken) for row in Category.objects.all()},
        }

    def differences(self, before: OfferFacts, after: OfferFacts) -> list[Difference]:
        """The facts that differ, in the order of the form."""
        return [
            Difference(label_of(each.name), self._say(before, each.name), self._say(after, each.name))
            for each in fields(OfferFacts)
            if getattr(before, each.name) != getattr(after, each.name)
        ]

    def hours(self, at: AtPlaceFacts) -> tuple[str, list[tuple[str, str]]]:
        """Where, and the lines of the week as they were understood; none where the hours stay text."""
        place = self._places.get(at.place)
        return place.name if place else _("without a place"), week_lines(slots_of(at.openings))

    def _say(self, facts: OfferFacts, name: str) -> str:
        value = getattr(facts, name)
        if name == "at_places":
            return "\n".join(self._at_place(each) for each in value)
        if name == "languages":
            return languages_in_words(value)
        if labels := self._labels.get(name):
            return ", ".join(
                labels.get(each, each) for each in ((value,) if isinstance(value, str) else value)
            )
        column: Any = Offer._meta.get_field(name)
        chosen = dict(column.flatchoices).get(value) if column.choices and value else None
        return str(chosen or ("" if value is None else value))

    def _at_place(self, at: AtPlaceFacts) -> str:
        where, lines = self.hours(at)
        said = "; ".join(f"{days} {times}" for days, times in lines) or at.hours
        return f"{where}: {said}" if said else where


def label_of(name: str) -> Any:
    """What a fact of an offer is called, a lazy text."""
    if name == "at_places":
        return _lazy("Where and when")
    column = Offer._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101 (facts are columns)
    return capfirst(column.verbose_name)


def languages_in_words(tags: Iterable[str]) -> str:
    """Languages as people write them: "Deutsch, Arabisch". What would not be read again stays a tag."""
    return ", ".join(_language_name(tag) for tag in tags)


def _language_name(tag: str) -> str:
    one = language(tag)
    name = one.german if (get_language() or "de").startswith("de") else one.english
    return name if tag_of(name) == tag and "," not in name else tag
