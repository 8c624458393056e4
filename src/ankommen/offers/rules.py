"""The rules of records, for every way in: files, forms, undo. Nothing here asks the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from ankommen.engines.calendars import Code as CalendarCode
from ankommen.engines.calendars import check_rule
from ankommen.engines.geo import Point, Problem, read_point
from ankommen.engines.languages import TAG, known_languages

from .facts import EventFacts, Facts, OfferFacts, PlaceFacts, ProviderFacts, ResponsibilityFacts
from .faults import Code, Fault, fault, note
from .kinds import KINDS, Kind
from .references import References
from .texts import has_html, is_web_address, looks_like_formula, without_html

OLDEST = 120  # years
_OWN_RULES = frozenset({"website", "latitude", "longitude", "min_age", "max_age"})
_POINT_CODES = {
    "null_island": Code.POINT_NULL_ISLAND,
    "swapped": Code.POINT_SWAPPED,
    "four_numbers": Code.POINT_FOUR_NUMBERS,
    "outside": Code.POINT_OUTSIDE,
    "out_of_range": Code.POINT_OUT_OF_RANGE,
    "link": Code.POINT_LINK,
    "one_of_two": Code.POINT_ONE_OF_TWO,
}


def faults_of(
    facts: Facts, references: References, *, confirmed_on: date | None = None, today: date | None = None
) -> list[Fault]:
    """What is wrong with what a record says, in no order; errors must not be stored.

    confirmed_on: the day that stands beside the facts; it must not lie after `today`.
    """
    kind = _kind_of(facts)
    found = [*_faults_of_fields(kind, facts), *_RULES[type(facts)](facts, references)]
    if confirmed_on and today and confirmed_on > today:
        found.append(fault("confirmed_on", Code.DATE_AHEAD, value=confirmed_on.isoformat()))
    return found


def cleaned(facts: Any) -> tuple[Any, list[Fault]]:
    """The facts without HTML in their texts, and a note for each text that was changed."""
    changed = {name: without_html(text) for name, text in _texts_of(facts) if has_html(text)}
    return replace(facts, **changed), [note(name, Code.HTML_TAKEN_OUT) for name in changed]


def fault_of_point(field: str, problem: Problem) -> Fault:
    """What is wrong with a point, as the engine found it."""
    code = _POINT_CODES.get(problem.code.value, Code.POINT_UNREADABLE)
    repair = f"{problem.repair.latitude:g}, {problem.repair.longitude:g}" if problem.repair else ""
    return fault(field, code, value=problem.hint, repair=repair)


def fault_of_text(field: str, text: str) -> Fault | None:
    """Why a text of any field is not taken: it would run as a formula or as a page."""
    if looks_like_formula(text):
        return fault(field, Code.FORMULA, value=text)
    if has_html(text):
        return fault(field, Code.HTML, value=text, repair=without_html(text))
    return None


def _kind_of(facts: Facts) -> Kind:
    return next(kind for kind in KINDS.values() if kind.shape is type(facts))


def _texts_of(facts: Facts) -> Iterator[tuple[str, str]]:
    for each in fields(facts):
        value = getattr(facts, each.name)
        if value and isinstance(value, str):
            yield each.name, value


def _faults_of_fields(kind: Kind, facts: Facts) -> Iterator[Fault]:
    """Length, shape and choices as the table has them; what a table cannot know about texts."""
    for name, text in _texts_of(facts):
        if name in kind.references or name in kind.instants:
            continue
        if wrong := fault_of_text(name, text):
            yield wrong
        elif name == "website":
            if not is_web_address(text):
                yield fault(name, Code.LINK_REFUSED, value=text)
        elif name not in _OWN_RULES:
            yield from _faults_of_column(kind, name, text)
    title = getattr(facts, kind.title)
    if not title.strip():
        yield fault(kind.title, Code.NO_NAME)


def _faults_of_column(kind: Kind, name: str, text: str) -> Iterator[Fault]:
    column = kind.model._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101 (facts are columns)
    try:
        column.clean(text, None)
    except ValidationError as error:
        yield from (Fault(name, each.code or "invalid", str(each.messages[0])) for each in error.error_list)


def _faults_of_provider(facts: ProviderFacts, references: References) -> Iterator[Fault]:
    if facts.organisation and facts.organisation not in references.organisations:
        yield fault("organisation", Code.UNKNOWN_ORGANISATION, value=facts.organisation)


def _faults_of_place(facts: PlaceFacts, references: References) -> Iterator[Fault]:
    if facts.district and facts.district not in references.districts:
        yield fault("district", Code.UNKNOWN_DISTRICT, value=facts.district)
    if (facts.latitude, facts.longitude) == (None, None):
        return
    point = read_point(facts.latitude, facts.longitude, box=references.box)
    if isinstance(point, Point):
        around = references.district_of(point)
        if around and facts.district and around != facts.district:
            yield note("district", Code.DISTRICT_ELSEWHERE, value=facts.district, repair=around)
    else:
        yield fault_of_point("latitude", point)


def _faults_of_offer(facts: OfferFacts, references: References) -> Iterator[Fault]:
    if not facts.provider:
        yield fault("provider", Code.NO_PROVIDER)
    if facts.category and facts.category not in references.categories:
        yield fault(
            "category", Code.UNKNOWN_CATEGORY, value=facts.category, known=_shown(references.categories)
        )
    yield from _faults_of_topics("topics", facts.topics, references)
    yield from _faults_of_ages(facts)
    for tag in facts.languages:
        if not TAG.fullmatch(tag) or tag.split("-")[0] not in known_languages():
            yield fault("languages", Code.UNKNOWN_LANGUAGE, value=tag)


def _faults_of_ages(facts: OfferFacts) -> Iterator[Fault]:
    for name in ("min_age", "max_age"):
        age = getattr(facts, name)
        if age is not None and not 0 <= age <= OLDEST:
            yield fault(name, Code.NOT_AN_AGE, value=age)
    if facts.min_age is not None and facts.max_age is not None and facts.min_age > facts.max_age:
        yield fault("max_age", Code.AGES_REVERSED, first=facts.min_age, last=facts.max_age)


def _faults_of_topics(name: str, topics: Sequence[str], references: References) -> Iterator[Fault]:
    for topic in topics:
        if topic not in references.topics:
            yield fault(name, Code.UNKNOWN_TOPIC, value=topic, known=_shown(references.topics))


def _faults_of_event(facts: EventFacts, references: References) -> Iterator[Fault]:
    yield from _faults_of_topics("topics", facts.topics, references)
    if facts.rule and (problem := check_rule(facts.rule)):
        code = Code.RULE_FREQUENCY if problem.code is CalendarCode.RULE_FREQUENCY else Code.RULE_REFUSED
        yield fault("rule", code, value=problem.hint or facts.rule)


def _faults_of_responsibility(facts: ResponsibilityFacts, references: References) -> Iterator[Fault]:
    if not facts.provider:
        yield fault("provider", Code.NO_PROVIDER)
    if not facts.topic:
        yield fault("topic", Code.NO_TOPIC)
    else:
        yield from _faults_of_topics("topic", (facts.topic,), references)
    for district in facts.districts:
        if district not in references.districts:
            yield fault("districts", Code.UNKNOWN_DISTRICT, value=district)


def _shown(names: Any) -> str:
    return ", ".join(each[0] for each in names.values())


_RULES: dict[type, Callable[[Any, References], Iterator[Fault]]] = {
    ProviderFacts: _faults_of_provider,
    PlaceFacts: _faults_of_place,
    OfferFacts: _faults_of_offer,
    EventFacts: _faults_of_event,
    ResponsibilityFacts: _faults_of_responsibility,
}
