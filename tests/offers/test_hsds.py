"""Every record of the feed is one of HSDS, tells what the record says, and keeps its ids in every language."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ankommen.offers import hsds
from ankommen.offers.facts import (
    AtPlaceFacts,
    OfferFacts,
    OpeningFacts,
    PlaceFacts,
    ProviderFacts,
    ResponsibilityFacts,
)
from ankommen.offers.hsds import Kept, Known
from ankommen.offers.hsds.schedules import schedules
from ankommen.offers.hsds.terms import CATEGORIES, TAXONOMIES, TOPICS
from ankommen.offers.kinds import KINDS

from .entries import ANSWERS, LINDEN_14, LINDENHOF, PLACE_ID, PROVIDER_ID, RENT
from .hsdsschemas import needs_schemas, problems, unknown_members

DAY = date(2026, 11, 15)


def kept(kind: str, facts: Any, pk: str = "", **more: Any) -> Kept[Any]:
    texts = tuple(name for name in KINDS[kind].texts if getattr(facts, name))
    number = uuid.UUID(pk) if pk else KINDS[kind].id_of("list", kind)
    return Kept(
        **{
            "kind": kind,
            "id": number,
            "facts": facts,
            "texts": texts,
            "source": "Liste",
            "licence": "CC0",
            "confirmed_on": DAY,
            "changed_on": None,
            **more,
        }
    )


def around(language: str = "de", **more: Any) -> Known:
    topics = [
        ("housing", {"de": "Wohnen", "ar": "السكن"}, {}),
        ("money", {"de": "Geld"}, {"de": "Leistungen"}),
    ]
    answer: Kept[ResponsibilityFacts] = kept("responsibility", ANSWERS)
    return Known(
        **{
            "language": language,
            "topics": hsds.terms_of(TOPICS, topics, language),
            "categories": hsds.terms_of(CATEGORIES, [("advice", {"de": "Beratung"}, {})], language),
            "districts": {"nord": "Nord", "west": "West"},
            "providers": {PROVIDER_ID: kept("provider", LINDENHOF, PROVIDER_ID)},
            "places": {PLACE_ID: kept("place", LINDEN_14, PLACE_ID)},
            "answers": {PROVIDER_ID: [answer]},
            "state": "Nordrhein-Westfalen",
            "country": "DE",
            **more,
        }
    )


def test_a_service_says_what_the_offer_says() -> None:
    with translation.override("en"):
        told = hsds.service(kept("offer", RENT), around())

    assert (told["name"], told["status"], told["minimum_age"]) == ("Mieten verstehen", "active", 18)
    assert (told["assured_date"], told["last_modified"]) == ("2026-11-15", "2026-11-15T00:00:00Z")
    assert told["organization"]["name"] == "Wohnberatung Lindenhof e. V."
    assert [each["code"] for each in told["languages"]] == ["ar", "de", "tr"]
    assert [each["document"] for each in told["required_documents"]] == ["Ausweis", "Briefe vom Vermieter"]
    assert [(each["amount"], each["currency"]) for each in told["cost_options"]] == [(0, "EUR")]
    assert [(each["name"], each["description"]) for each in told["service_areas"]] == [
        ("Nord", "Wohnberechtigungsschein"),
        ("West", "Wohnberechtigungsschein"),
    ]
    terms = [each["taxonomy_term"]["code"] for each in told["attributes"] if "taxonomy_term" in each]
    assert terms == ["housing", "money", "advice"]
    [at] = told["service_at_locations"]
    assert at["location"]["addresses"][0]["address_1"] == "Lindenstraße 14"
    assert (at["location"]["latitude"], at["location"]["longitude"]) == (51.527, 7.466)
    assert at["schedules"][0]["byday"] == "MO,TU,WE,TH,FR"
    assert (at["schedules"][0]["opens_at"], at["schedules"][0]["closes_at"]) == ("09:00:00", "12:00:00")


def test_texts_are_told_in_the_language_and_what_is_german_says_so() -> None:
    offer = kept("offer", RENT)
    arabic = around("ar", translated={offer.key("name"): "فهم الإيجار"})

    with translation.override("ar"):
        told = hsds.service(offer, arabic)

    assert told["name"] == "فهم الإيجار"
    assert told["description"] == RENT.summary
    assert [(each["field_name"], each["replacement_value"]) for each in told["metadata"]] == [
        ("summary", "de"),
        ("documents", "de"),
    ]
    languages = {each["code"]: each["name"] for each in told["languages"]}
    assert languages["ar"] == "العربية"
    assert "metadata" not in hsds.service(offer, around("de"))


def test_a_term_without_a_label_in_the_language_says_that_it_is_german() -> None:
    topics = around("ar").topics
    assert [(term.label, term.language) for term in topics.values()] == [("السكن", "ar"), ("Geld", "de")]


def test_ids_are_the_same_in_every_language() -> None:
    offer = kept("offer", RENT)
    told = [list(ids(hsds.service(offer, around(language)))) for language in ("de", "ar")]
    fewer = [each for each in told[1] if each in set(told[0])]
    assert fewer == told[0]


def test_ids_of_parts_differ() -> None:
    told = hsds.service(kept("offer", RENT), around("de"))
    own = [each["id"] for name, value in told.items() if isinstance(value, list) for each in value]
    assert len(own) == len(set(own))


def ids(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        yield from [told["id"]] if "field_name" not in told else []
        for value in told.values():
            yield from ids(value)
    elif isinstance(told, list):
        for value in told:
            yield from ids(value)


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        (OpeningFacts("FREQ=WEEKLY;BYDAY=MO", "09:00", "12:00"),
         {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00:00", "closes_at": "12:00:00"}),
        (OpeningFacts("FREQ=DAILY"), {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}),
        (OpeningFacts("FREQ=MONTHLY;BYDAY=1TU"), {"freq": "MONTHLY", "byday": "1TU"}),
        (OpeningFacts("FREQ=WEEKLY;INTERVAL=2;COUNT=9;WKST=MO"),
         {"freq": "WEEKLY", "interval": 2, "count": 9, "wkst": "MO"}),
        (OpeningFacts("FREQ=WEEKLY;UNTIL=20270601T000000Z"), {"freq": "WEEKLY", "until": "2027-06-01"}),
        (OpeningFacts("FREQ=YEARLY;BYDAY=MO"), {"notes": "RRULE:FREQ=YEARLY;BYDAY=MO"}),
        (OpeningFacts("FREQ=DAILY;INTERVAL=3"), {"notes": "RRULE:FREQ=DAILY;INTERVAL=3"}),
        (OpeningFacts("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1"),
         {"notes": "RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1"}),
        (OpeningFacts("FREQ=WEEKLY;BYDAY=FR", by_appointment=True, begins_on="2026-01-01"),
         {"freq": "WEEKLY", "byday": "FR", "valid_from": "2026-01-01", "dtstart": "2026-01-01",
          "notes": "by appointment only"}),
    ],
)  # fmt: skip
def test_a_rule_becomes_a_schedule_or_stays_a_rule(opening: OpeningFacts, told: dict[str, Any]) -> None:
    with translation.override("en"):
        [schedule] = schedules(kept("offer", RENT), AtPlaceFacts("", "", (opening,)))
    assert {name: value for name, value in schedule.items() if name != "id"} == told


def test_hours_that_no_rule_says_stay_text() -> None:
    [schedule] = schedules(kept("offer", RENT), AtPlaceFacts("", "nach Absprache"))
    assert schedule["description"] == "nach Absprache"
    assert not schedules(kept("offer", RENT), AtPlaceFacts(""))


@pytest.mark.parametrize(
    ("facts", "absent"),
    [
        (PlaceFacts("Online", kind="virtual"), ["addresses", "latitude", "accessibility"]),
        (PlaceFacts("Nur Stadt", town="Dortmund"), ["addresses"]),
    ],
)
def test_what_is_not_known_of_a_place_is_not_told(facts: PlaceFacts, absent: list[str]) -> None:
    told = hsds.location(kept("place", facts), around())
    assert not set(absent) & set(told)


def test_an_organization_says_what_it_answers_for() -> None:
    told = hsds.organization(kept("provider", LINDENHOF, PROVIDER_ID), around())
    [answer] = [each for each in told["attributes"] if each["link_type"] == "responsibility"]
    assert answer["value"] == "Wohnberechtigungsschein · Nord, West"
    assert answer["taxonomy_term"]["code"] == "housing"


# What the tables take, and no more.
words = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=30)
openings = st.builds(
    OpeningFacts,
    rule=st.sampled_from(
        ["FREQ=WEEKLY;BYDAY=MO", "FREQ=DAILY", "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=1", ""]
    ),
    opens=st.sampled_from(["", "09:00"]),
    by_appointment=st.booleans(),
    begins_on=st.sampled_from(["", "2026-01-01"]),
)
offers = st.builds(
    OfferFacts,
    provider=st.sampled_from([PROVIDER_ID, str(uuid.UUID(int=9))]),
    name=words.filter(bool),
    summary=words, description=words, for_whom=words, documents=words, cost_note=words, capacity=words,
    waiting=words, volunteers_wanted=words, phone=words,
    category=st.sampled_from(["", "advice", "gone"]),
    topics=st.lists(st.sampled_from(["housing", "money", "gone"]), max_size=3).map(tuple),
    min_age=st.none() | st.integers(0, 99), max_age=st.none() | st.integers(0, 99),
    gender=st.sampled_from(["", "women", "men"]),
    status=st.sampled_from(["", "protection", "procedure", "permit", "eu"]),
    languages=st.lists(st.sampled_from(["de", "ar", "rmy", "ckb", "zh-Hant"]), max_size=4).map(tuple),
    cost=st.sampled_from(["", "free", "paid"]),
    entry=st.sampled_from(["", "open", "appointment", "sign_up"]),
    website=st.sampled_from(["", "https://a.example/ä"]), email=st.sampled_from(["", "a@b.example"]),
    at_places=st.lists(
        st.builds(AtPlaceFacts, place=st.sampled_from(["", PLACE_ID, str(uuid.UUID(int=8))]), hours=words,
                  openings=st.lists(openings, max_size=2).map(tuple)),
        max_size=3, unique_by=lambda at: at.place).map(tuple),
)  # fmt: skip
PHYSICAL = replace(LINDEN_14, directions="U 41")


@needs_schemas
@given(facts=offers, language=st.sampled_from(["de", "ar", "fa", "rmy"]), day=st.none() | st.just(DAY))
def test_whatever_an_offer_says_its_service_is_one_of_hsds(
    facts: OfferFacts, language: str, day: date | None
) -> None:
    offer, known = kept("offer", facts, confirmed_on=day), around(language)
    with translation.override(language):
        told = [hsds.service(offer, known), hsds.service_in_short(offer, known)]
        links = [
            hsds.service_at_location(offer, at, known, told[1])
            for at in facts.at_places
            if at.place in known.places
        ]
    for service in told:
        assert not problems("service", service)
        assert set(unknown_members("service", service)) <= {"attribute.label"}  # of 3.1
    for link in links:
        assert not problems("service_at_location", link)
        assert set(unknown_members("service_at_location", link)) <= {
            "attribute.label",
            "service_at_location.service",  # of the compiled schema
        }


@needs_schemas
@pytest.mark.parametrize(
    "facts", [LINDENHOF, ProviderFacts("Amt"), replace(LINDENHOF, phone="0231 5", email="a@b.de")]
)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_organizations_are_of_hsds(facts: ProviderFacts, language: str) -> None:
    told = hsds.organization(kept("provider", facts, PROVIDER_ID), around(language))
    assert not problems("organization", told)
    assert set(unknown_members("organization", told)) <= {"attribute.label"}


@needs_schemas
@pytest.mark.parametrize("facts", [LINDEN_14, PHYSICAL, PlaceFacts("Online", kind="virtual")])
def test_locations_are_of_hsds(facts: PlaceFacts) -> None:
    told = hsds.location(kept("place", facts), around("ar"))
    assert not problems("location", told)
    assert set(unknown_members("location", told)) <= {"attribute.label"}


@needs_schemas
def test_taxonomies_and_terms_are_of_hsds() -> None:
    for taxonomy in TAXONOMIES:
        assert not problems("taxonomy", taxonomy.told())
    for term in (*around().topics.values(), *around().categories.values()):
        assert not problems("taxonomy_term", hsds.term_of(term))
        assert not unknown_members("taxonomy_term", hsds.term_of(term))


@needs_schemas
def test_the_judge_finds_what_is_wrong() -> None:
    service = hsds.service(kept("offer", RENT), around())
    assert problems("service", service | {"status": "open"})
    assert problems("service", service | {"id": "7"})
    assert problems("service", service | {"url": None})
    link = service["service_at_locations"][0] | {"schedules": [{"id": str(uuid.uuid4()), "freq": "DAILY"}]}
    assert problems("service", service | {"service_at_locations": [link]})
    assert "service.organisation" in unknown_members("service", service | {"organisation": {}})
