"""Records with what is known around them, ready to be told. The number of queries does not grow with them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from ankommen.places.queries import district_names, the_city
from ankommen.topics.queries import active_topics
from ankommen.translations.queries import texts_by_language

from ..facts import EventFacts, OfferFacts, PlaceFacts, ProviderFacts, ResponsibilityFacts
from ..hsds import SOURCE_LANGUAGE, Kept, Known, Term, terms_of
from ..hsds.terms import CATEGORIES, TOPICS
from ..kinds import EVENT, OFFER, PLACE, PROVIDER, RESPONSIBILITY, Kind
from ..models import Category, Offer, Place, Provider, Record, Responsibility, Revision
from ..reading import facts_of

COLLECTION = "directory"  # of the room of translations: what records say in other languages
BATCH = 200


def topic_terms(language: str) -> dict[str, Term]:
    """The topics in use by short name."""
    return terms_of(TOPICS, active_topics().values_list("slug", "labels", "descriptions"), language)


def category_terms(language: str) -> dict[str, Term]:
    """The categories in use by short name."""
    rows = Category.objects.filter(is_active=True).values_list("slug", "labels")
    return terms_of(CATEGORIES, ((slug, labels, {}) for slug, labels in rows), language)


def kept_of(kind: Kind, rows: Sequence[Record]) -> dict[str, Kept[Any]]:
    """The rows with their facts and dates, by id. Sources must have been selected with them."""
    facts, changed = facts_of(kind, rows), _changed_on([row.pk for row in rows])
    return {
        str(row.pk): Kept(
            kind=kind.name,
            id=row.pk,
            facts=facts[row.pk],
            texts=tuple(name for name in kind.texts if getattr(facts[row.pk], name)),
            source=row.source.name,
            licence=row.source.licence,
            confirmed_on=row.confirmed_on,
            changed_on=changed.get(row.pk),
        )
        for row in rows
    }


def offers_with(rows: Sequence[Record], language: str) -> tuple[list[Kept[OfferFacts]], Known]:
    """Offers in the order of the rows, and all that a service tells."""
    offers = kept_of(OFFER, rows)
    providers = _kept_by_id(PROVIDER, {offer.facts.provider for offer in offers.values()})
    places = _kept_by_id(
        PLACE, {at.place for offer in offers.values() for at in offer.facts.at_places if at.place}
    )
    return list(offers.values()), _known(language, offers, providers, places)


def providers_with(rows: Sequence[Record], language: str) -> tuple[list[Kept[ProviderFacts]], Known]:
    """Providers in the order of the rows, and all that an organization tells."""
    providers = kept_of(PROVIDER, rows)
    return list(providers.values()), _known(language, {}, providers, {})


def events_with(rows: Sequence[Record], language: str) -> tuple[list[Kept[EventFacts]], Known]:
    """Events in the order of the rows, with their providers and places."""
    events = kept_of(EVENT, rows)
    providers = _kept_by_id(PROVIDER, {event.facts.provider for event in events.values()})
    places = _kept_by_id(PLACE, {event.facts.place for event in events.values()})
    return list(events.values()), _known(language, events, providers, places)


def modified_days(offers: QuerySet[Offer]) -> dict[uuid.UUID, date | None]:
    """The day of the last change or confirmation of each offer, in the order of their ids."""
    done = Revision.objects.filter(kind=OFFER.name, state=Revision.State.DONE)
    changed = dict(done.values_list("record_id").annotate(Max("on")).order_by())
    confirmed = offers.order_by("pk").values_list("pk", "confirmed_on")
    return {pk: max(filter(None, (day, changed.get(pk))), default=None) for pk, day in confirmed}


def in_batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """All rows in the order of their ids, some at a time; the next are read when these have gone out."""
    last: uuid.UUID | None = None
    ordered = rows.order_by("pk")
    while batch := list((ordered.filter(pk__gt=last) if last else ordered)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _known(
    language: str,
    records: Mapping[str, Kept[Any]],
    providers: Mapping[str, Kept[ProviderFacts]],
    places: Mapping[str, Kept[PlaceFacts]],
) -> Known:
    answers = _answers_of(providers)
    told = [*records.values(), *providers.values(), *places.values()]
    told += [answer for several in answers.values() for answer in several]
    city = the_city()
    facts = city.facts if city else {}
    return Known(
        language=language,
        translated=_texts(told, language),
        topics=topic_terms(language),
        categories=category_terms(language),
        districts=district_names(),
        providers=providers,
        places=places,
        answers=answers,
        state=str(facts.get("state", "")),
        country=str(facts.get("country", "")),
    )


def _texts(records: Iterable[Kept[Any]], language: str) -> Mapping[str, str]:
    if language == SOURCE_LANGUAGE:
        return {}
    keys = {record.key(fact) for record in records for fact in record.texts}
    return texts_by_language(COLLECTION, (language,), keys)[language]


def _answers_of(providers: Iterable[str]) -> dict[str, list[Kept[ResponsibilityFacts]]]:
    public: QuerySet[Any] = Responsibility.objects.public()
    rows = public.filter(provider__in=list(providers)).select_related("source")
    found: defaultdict[str, list[Kept[ResponsibilityFacts]]] = defaultdict(list)
    for answer in kept_of(RESPONSIBILITY, list(rows.order_by("topic", "pk"))).values():
        found[answer.facts.provider].append(answer)
    return dict(found)


def _kept_by_id(kind: Kind, ids: Iterable[str]) -> dict[str, Kept[Any]]:
    """Those that are public of the records with these ids; "" is none."""
    model: type[Provider] | type[Place] = Provider if kind is PROVIDER else Place
    rows = model.objects.public().filter(pk__in=[each for each in ids if each]).select_related("source")
    return kept_of(kind, list(rows))


def _changed_on(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    done = Revision.objects.filter(record_id__in=ids, state=Revision.State.DONE)
    return dict(done.values_list("record_id").annotate(Max("on")).order_by())
