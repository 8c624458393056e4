"""Directories of other systems: HSDS, maps, calendars."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ankommen.offers.imports import store_import
from ankommen.offers.models import Event, Offer, OfferAtPlace, Opening, Place, Provider, Source
from ankommen.offers.services import Stored

from .files import a_city_with_shapes, a_feature, a_map, checked, codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def source() -> Source:
    return a_city_with_shapes()


def a_term(id: str, name: str, parent: str = "") -> dict[str, Any]:
    return {"id": f"a-{id}", "taxonomy_term": {"id": id, "code": id, "name": name, "parent_id": parent}}


ORGANIZATION = {
    "id": "o1",
    "name": "Lindenhof e. V.",
    "description": "Rat.",
    "website": "https://linde.example",
}
LOCATION = {
    "id": "l1",
    "location_type": "physical",
    "name": "Haus Linde",
    "latitude": 51.55,
    "longitude": 7.55,
    "transportation": "U41 bis Linde",
    "addresses": [
        {"address_1": "Weg 1", "city": "Dortmund", "postal_code": "44145", "address_type": "physical"}
    ],
}
MORNINGS = {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00:00", "closes_at": "12:00:00"}
SERVICE = {
    "id": "s1",
    "name": "Mieten verstehen",
    "description": "Wir lesen mit.",
    "status": "active",
    "url": "https://linde.example/miete",
    "minimum_age": 18,
    "wait_time": "2 Wochen",
    "assured_date": "2026-10-31",
    "eligibility_description": "alle Neuen",
    "languages": [{"code": "de"}, {"name": "Arabic"}],
    "phones": [{"number": "0231 5"}],
    "required_documents": [{"document": "Ausweis"}, {"document": "Briefe"}],
    "cost_options": [{"amount": 0}],
    "organization": ORGANIZATION,
    "attributes": [
        a_term("t2", "Mietrecht", "housing"),
        a_term("housing", "Wohnen"),
        a_term("x", "Beratung"),
    ],
    "service_at_locations": [{"id": "sal", "location": LOCATION, "schedules": [MORNINGS]}],
}


def dump(*items: Any) -> bytes:
    return json.dumps(items).encode()


def test_a_service_becomes_provider_place_and_offer(source: Source) -> None:
    preview = checked(source, dump(SERVICE), "dump.json")
    assert preview.problems == []
    assert store_import(preview).stored == Stored(new=3)

    offer, place, provider = Offer.objects.get(), Place.objects.get(), Provider.objects.get()
    assert (offer.source_key, place.source_key, provider.source_key) == ("s1", "l1", "o1")
    assert (offer.provider, provider.website) == (provider, "https://linde.example")
    assert (offer.min_age, offer.languages, offer.cost, offer.documents) == (
        18,
        ["ar", "de"],
        "free",
        "Ausweis\nBriefe",
    )
    assert (offer.category_id, [topic.slug for topic in offer.topics.all()]) == ("advice", ["housing"])
    assert (place.street, place.district_id, place.directions) == ("Weg 1", "ost", "U41 bis Linde")
    opening = Opening.objects.get()
    assert (opening.rule, str(opening.opens)) == ("FREQ=WEEKLY;BYDAY=MO,WE", "09:00:00")
    assert OfferAtPlace.objects.get().hours == "MO,WE 09:00-12:00"
    assert checked(source, dump(SERVICE)).total == Stored(same=3)


def test_organizations_bring_their_services(source: Source) -> None:
    services = [{name: value for name, value in SERVICE.items() if name != "organization"}]
    page = json.dumps({"contents": [{**ORGANIZATION, "services": services}]}).encode()
    preview = checked(source, page)
    assert (preview.problems, preview.total) == ([], Stored(new=3))


def test_a_location_named_twice_is_one_place_with_both_hours(source: Source) -> None:
    evening = {"freq": "WEEKLY", "byday": "TU", "opens_at": "18:00", "closes_at": "20:00"}
    ats = [{"location": LOCATION, "schedules": [MORNINGS]}, {"location": LOCATION, "schedules": [evening]}]
    store_import(checked(source, dump({**SERVICE, "service_at_locations": ats})))
    assert OfferAtPlace.objects.get().hours == "MO,WE 09:00-12:00\nTU 18:00-20:00"
    assert Opening.objects.count() == 2


def test_terms_that_lead_in_a_circle_are_named(source: Source) -> None:
    circle = [a_term("a", "Oben", "b"), a_term("b", "Unten", "a")]
    preview = checked(source, dump({**SERVICE, "attributes": circle}))
    assert ("terms_in_circle", 1, "services") in {(p.code, p.row, p.sheet) for p in preview.problems}
    assert preview.counts.get("offer") is None


def test_what_is_given_no_longer_is_not_public(source: Source) -> None:
    store_import(checked(source, dump({**SERVICE, "status": "defunct"})))
    assert Offer.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": ""}, "no_name"),
        ({"organization": None}, "no_provider"),
        ({"url": "javascript:alert(1)"}, "link_refused"),
        ({"description": "<b>x</b>"}, "html"),
        ({"minimum_age": 300}, "not_an_age"),
        ({"languages": [{"code": "klingon"}]}, "unknown_language"),
        (
            {"service_at_locations": [{"location": {**LOCATION, "latitude": 0, "longitude": 0}}]},
            "null_island",
        ),
    ],
)
def test_bad_services_get_a_sentence(source: Source, change: dict[str, Any], code: str) -> None:
    preview = checked(source, dump({**SERVICE, **change}))
    assert [each.code for each in preview.problems if each.level == "error"] == [code]


def test_things_that_are_no_records_are_named(source: Source) -> None:
    assert codes(checked(source, dump(7, "x"))) == [
        (1, "", "not_a_record", "error"),
        (2, "", "not_a_record", "error"),
    ]


def test_points_of_a_map_become_offers(source: Source) -> None:
    data = a_map(
        a_feature([7.45, 51.55], name="Rat", description="Komm", Anbieter="Linde", Sprachen=["de", "ar"]),
        a_feature(None, name="Telefonrat", Anbieter="Linde"),
    )
    preview = checked(source, data, "karte.geojson")
    assert codes(preview) == [(2, "place", "no_place", "note")]
    store_import(preview)
    assert [offer.languages for offer in Offer.objects.order_by("name")] == [["ar", "de"], []]
    assert (Place.objects.get().district_id, Place.objects.get().latitude) == ("nord", 51.55)
    assert checked(source, data).total == Stored(same=3)


@pytest.mark.parametrize(
    ("point", "code"),
    [
        ([0, 0], "null_island"),
        ([51.55, 7.45], "swapped"),
        ([7.4, 51.5, 7.5, 51.6], "four_numbers"),
        ([11.6, 48.1], "outside"),
        ([700, 51.5], "out_of_range"),
    ],
)
def test_bad_points_of_a_map_get_a_sentence(source: Source, point: list[float], code: str) -> None:
    preview = checked(source, a_map(a_feature(point, name="Rat", Anbieter="Linde")))
    assert [(each.code, each.row) for each in preview.problems if each.level == "error"] == [(code, 1)]


def calendar(*events: str) -> bytes:
    blocks = "".join(f"BEGIN:VEVENT\r\nDTSTAMP:20261101T000000Z\r\n{event}END:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//\r\n{blocks}END:VCALENDAR\r\n".encode()


CAFE = (
    "UID:cafe\r\nSUMMARY:Sprachcafé\r\nDTSTART:20261201T160000Z\r\nDTEND:20261201T180000Z\r\n"
    "RRULE:FREQ=WEEKLY\r\nEXDATE:20261229T160000Z\r\nCATEGORIES:Deutsch lernen,Kuchen\r\n"
    "LOCATION:Haus Linde\\, Weg 1\\, 44145 Dortmund\r\nORGANIZER;CN=Lindenhof e. V.:mailto:x@y.example\r\n"
)


def test_a_calendar_brings_events_at_known_places(source: Source) -> None:
    store_import(checked(source, dump(SERVICE)))
    preview = checked(source, calendar(CAFE), "termine.ics")
    assert preview.problems == []
    store_import(preview)

    event = Event.objects.get()
    assert (event.title, event.rule, event.where) == ("Sprachcafé", "FREQ=WEEKLY", "")
    assert (str(event.place), str(event.provider)) == ("Haus Linde", "Lindenhof e. V.")
    assert [topic.slug for topic in event.topics.all()] == ["language"]
    assert event.left_out == ["2026-12-29T17:00:00+01:00"]
    assert checked(source, calendar(CAFE)).total == Stored(same=1)
    assert Provider.objects.count() == 1


def test_a_series_without_end_is_taken(source: Source) -> None:
    assert checked(source, calendar(CAFE)).bad == 0


def test_who_gives_a_bad_event_is_made_for_the_next_good_one(source: Source) -> None:
    bad = CAFE.replace("UID:cafe", "UID:bad").replace("Sprachcafé", "=1+1")
    store_import(checked(source, calendar(bad, CAFE)), leave_out=True)
    assert str(Event.objects.get().provider) == "Lindenhof e. V."


def test_days_begin_with_their_first_minute(source: Source) -> None:
    store_import(
        checked(
            source,
            calendar("UID:x\r\nSUMMARY:Fest\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261226\r\n"),
        )
    )
    event = Event.objects.get()
    assert event.is_all_day
    assert (event.starts_at.isoformat(), event.ends_at and event.ends_at.isoformat()) == (
        "2026-12-23T23:00:00+00:00",
        "2026-12-25T23:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("event", "code", "level"),
    [
        (CAFE.replace("FREQ=WEEKLY", "FREQ=SECONDLY"), "rule_frequency", "error"),
        (CAFE.replace("FREQ=WEEKLY", "FREQ=DAILY;BYDAY=XX"), "rule_refused", "error"),
        (CAFE.replace("20261201T160000Z", "20261399T160000Z"), "bad_date", "error"),
        ("UID:x\r\nSUMMARY:Ohne Beginn\r\n", "no_start", "error"),
        (CAFE.replace("SUMMARY:Sprachcafé\r\n", ""), "no_title", "error"),
        (CAFE + "URL:javascript:alert(1)\r\n", "link_refused", "note"),
        (CAFE + "DESCRIPTION:<b>Kuchen</b>\r\n", "html", "error"),
        (CAFE.replace("20261201T180000Z", "20261201T150000Z"), "end_before_start", "note"),
    ],
)
def test_bad_events_get_a_sentence(source: Source, event: str, code: str, level: str) -> None:
    preview = checked(source, calendar(event), "termine.ics")
    assert (1, code, level) in [(row, code, level) for row, _column, code, level in codes(preview)]
    assert (preview.bad == 1) == (level == "error")


def test_two_events_of_one_uid_are_told_and_the_first_is_taken(source: Source) -> None:
    preview = checked(source, calendar(CAFE, CAFE))
    assert [(each.row, each.code) for each in preview.problems] == [(2, "same_uid")]
    store_import(preview, leave_out=True)
    assert Event.objects.count() == 1
