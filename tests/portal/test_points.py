"""The points of the map: what the list shows, as GeoJSON, in the reader's language, fresh without being sent twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from ankommen.offers.facts import AtPlaceFacts
from ankommen.offers.models import Offer
from ankommen.offers.services import store_entries, translate_records
from ankommen.places.models import District
from tests.offers.entries import LINDEN_14, MORNINGS, OFFER_ID, PLACE, RENT, SOURCE, a_city, entry, the_five

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, 2, tzinfo=ZoneInfo("Europe/Berlin"))
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[7.4, 51.5], [7.5, 51.5], [7.5, 51.6], [7.4, 51.6], [7.4, 51.5]]],
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock; it stands at two minutes past ten on a Monday."""

    def stand_at(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    stand_at(MONDAY)
    return stand_at


def filled():
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    return source


def asked(query: str = "", language: str = "de", **headers: str) -> Any:
    return Client().get(f"/{language}/offers/points.json{query}", headers=headers)


def features(query: str = "", language: str = "de") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asked(query, language).json()["features"]
    return found


def test_a_point_says_what_the_list_says():
    filled()
    answer = asked()
    assert answer["Content-Type"] == "application/geo+json"
    assert answer.json() == {
        "type": "FeatureCollection",
        "bbox": [7.466, 51.527, 7.466, 51.527],
        "features": [
            {
                "type": "Feature",
                "id": OFFER_ID,
                "geometry": {"type": "Point", "coordinates": [7.466, 51.527]},
                "properties": {
                    "offer": OFFER_ID,
                    "url": f"/de/offers/{OFFER_ID}/",
                    "name": RENT.name,
                    "language": "de",
                    "provider": "Wohnberatung Lindenhof e. V.",
                    "place": "Haus Linde",
                    "category": "advice",
                    "state": answer.json()["features"][0]["properties"]["state"],
                    "is_rough": False,
                },
            }
        ],
    }
    assert answer.json()["features"][0]["properties"]["state"]["shape"] == "open"


def test_its_name_is_in_the_readers_language_or_marked_as_german():
    filled()
    assert features(language="ar")[0]["properties"]["language"] == "de"
    translate_records("ar", {f"offer/{OFFER_ID}/name": "فهم الإيجار"}, by="7")
    said = features(language="ar")[0]["properties"]
    assert (said["name"], said["language"], said["url"]) == ("فهم الإيجار", "ar", f"/ar/offers/{OFFER_ID}/")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 2),
        ("?free=on", 1),
        ("?district=west", 0),
        ("?topic=money&language=ar", 1),
        ("?view=map&page=2", 2),
        ("?q=Treff", 1),
    ],
)
def test_the_filters_of_the_list_hold(query, number):
    source = filled()
    other = replace(RENT, name="Treff", topics=("language",), cost="paid", languages=("de",))
    store_entries([entry("offer", other, key="other")], source=source, by="import")
    assert len(features(query)) == number == Client().get(f"/de/offers/{query}").context["number"]


def test_each_place_of_an_offer_is_a_point_and_one_without_is_none():
    source = filled()
    second = entry("place", replace(LINDEN_14, latitude=51.4, point_precision="district"), key="second")
    online = entry(
        "place",
        replace(LINDEN_14, latitude=None, longitude=None, point_origin="", point_precision=""),
        key="online",
    )
    places = [str(PLACE.id_of(SOURCE, key)) for key in ("linden-14", "second", "online")]
    everywhere = replace(RENT, at_places=tuple(AtPlaceFacts(place, "", (MORNINGS,)) for place in places))
    store_entries([second, online, entry("offer", everywhere)], source=source, by="7")

    found = features()
    assert sorted(each["geometry"]["coordinates"][1] for each in found) == [51.4, 51.527]
    assert len({each["id"] for each in found}) == 2
    assert {each["properties"]["is_rough"]: each["geometry"]["coordinates"][1] for each in found} == {
        True: 51.4,
        False: 51.527,
    }


def test_what_is_no_longer_public_is_gone_at_once():
    source = filled()
    before = asked()["ETag"]
    store_entries([entry("offer", RENT, state=Offer.State.DRAFT)], source=source, by="7")
    after = asked(**{"If-None-Match": before})
    assert after.status_code == 200
    assert after.json()["features"] == []


def test_the_same_is_not_sent_twice():
    filled()
    first = asked()
    assert first["Cache-Control"] == "public, no-cache"
    again = asked(**{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "public, no-cache")


def test_another_question_language_or_time_is_another_answer(clock):
    filled()
    tag = asked()["ETag"]
    assert asked("?free=on")["ETag"] != tag
    assert asked(language="en")["ETag"] != tag
    clock(MONDAY.replace(minute=4))
    assert asked()["ETag"] == tag
    clock(MONDAY.replace(minute=5))
    assert asked()["ETag"] != tag
    clock(MONDAY.replace(hour=12, minute=1))
    assert features()[0]["properties"]["state"]["shape"] != "open"


def test_districts_are_drawn_by_their_true_shape_or_else_their_sketch():
    a_city()
    District.objects.filter(slug="nord").update(geometry=SQUARE, sketch=SQUARE)
    District.objects.filter(slug="west").update(sketch=SQUARE)
    District.objects.create(slug="shapeless", name="Ohne Form")
    answer = Client().get("/de/offers/districts.json")
    said = [each["properties"] for each in answer.json()["features"]]
    assert [(each["name"], each["is_sketch"]) for each in said] == [("Nord", False), ("West", True)]
    assert all(7.4 < each["label"][0] < 7.5 and 51.5 < each["label"][1] < 51.6 for each in said)
    again = Client().get("/de/offers/districts.json", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(("shape", "says_so"), [("sketch", True), ("geometry", False)])
def test_the_page_says_where_districts_are_schematic(shape, says_so):
    filled()
    District.objects.filter(slug="nord").update(**{shape: SQUARE})
    page = Client().get("/en/offers/?view=map").content.decode()
    assert ("schematic, not to scale" in page) is says_so
    assert "the list holds the same places" in page


def test_filters_are_kept_between_list_and_map():
    filled()
    page = Client().get("/de/offers/?free=on&view=map").content.decode()
    assert 'href="/de/offers/?free=on"' in page
    assert 'data-points="/de/offers/points.json?free=on"' in page
    assert '<input type="hidden" name="view" value="map">' in page
    assert 'href="?free=on&amp;view=map"' in Client().get("/de/offers/?free=on").content.decode()


def test_the_way_is_shown_to_a_house_but_not_to_the_middle_of_a_district():
    source = filled()
    page = Client().get(f"/de/offers/{OFFER_ID}/").content.decode()
    assert 'href="geo:51.527000,7.466000"' in page
    assert "https://www.openstreetmap.org/?mlat=51.527000&amp;mlon=7.466000#map=17/51.527000/7.466000" in page

    store_entries([entry("place", replace(LINDEN_14, point_precision="district"))], source=source, by="7")
    assert "geo:" not in Client().get(f"/de/offers/{OFFER_ID}/").content.decode()
