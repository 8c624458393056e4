"""The open API: what it lists, refuses, and says to machines that come again."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import geojson
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from geojson_pydantic import FeatureCollection

from ankommen.accounts.models import Role
from ankommen.offers.facts import AtPlaceFacts, OfferFacts, PlaceFacts, ProviderFacts
from ankommen.offers.hsds.terms import TAXONOMIES, TOPICS, Term
from ankommen.offers.kinds import KINDS
from ankommen.offers.models import Record, Source
from ankommen.offers.services import store_entries
from ankommen.places.models import City
from ankommen.topics.models import Topic
from ankommen.translations.services import store_translations
from tests.accounts.factories import UserFactory

from .entries import (
    LINDEN_14,
    LINDENHOF,
    OFFER_ID,
    PLACE_ID,
    PROVIDER_ID,
    RENT,
    SOURCE,
    a_city,
    entry,
    the_five,
)
from .hsdsschemas import needs_schemas, problems, unknown_members

pytestmark = pytest.mark.django_db
LINK_ID = str(uuid.uuid5(uuid.UUID(OFFER_ID), PLACE_ID))
HOUSING = Term(TOPICS, "housing", "", "").id
OF_31 = {"attribute.label"}
OF_COMPILED = {"organization.services", "service_at_location.service"}
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
SCHEMA_OF = dict(
    zip(LISTS, ("service", "organization", "service_at_location", "taxonomy", "taxonomy_term"), strict=True)
)
ONE = {
    "services": OFFER_ID,
    "organizations": PROVIDER_ID,
    "service_at_locations": LINK_ID,
    "taxonomies": TOPICS.id,
    "taxonomy_terms": HOUSING,
}


@pytest.fixture
def source() -> Source:
    City.objects.create(
        slug="town", name="Town", facts={"country": "DE", "interface_languages": ["de", "en", "ar"]}
    )
    made = a_city()
    store_entries(the_five(), source=made, by="import")
    return made


@pytest.fixture
def client() -> Client:
    return Client(headers={"Accept-Language": "en"})


def got(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/hsds/{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def arabic(name: str, fact: str = "name") -> None:
    key = f"offer/{OFFER_ID}/{fact}"
    store_translations("directory", "ar", {key: name}, sources={key: RENT.name}, by="1")


def more_offers(source: Source, number: int) -> None:
    store_entries(
        [entry("offer", replace(RENT, name=f"Angebot {n}"), key=f"n{n}") for n in range(number)],
        source=source,
        by="import",
    )


@needs_schemas
@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("kind", LISTS)
def test_lists_and_records_are_of_hsds(source: Source, client: Client, kind: str, language: str) -> None:
    arabic("فهم الإيجار")
    told = [
        *got(client, kind, language=language)["contents"],
        got(client, f"{kind}/{ONE[kind]}", language=language),
    ]
    if kind in ("services", "organizations", "service_at_locations"):
        told += got(client, kind, language=language, full="true")["contents"]
    assert len(told) >= 2
    for record in told:
        assert not problems(SCHEMA_OF[kind], record)
        assert set(unknown_members(SCHEMA_OF[kind], record)) <= OF_31 | OF_COMPILED


def test_the_first_address_says_what_this_is(source: Source, client: Client) -> None:
    told = got(client, "")
    assert (told["version"], told["languages"]) == ("3.1", ["de", "en", "ar"])
    assert client.get(told["openapi_url"]).json()["paths"].keys() >= {"/api/hsds/services"}


def test_a_page_has_the_numbers_of_hsds(source: Source, client: Client) -> None:
    more_offers(source, 4)
    page = got(client, "services", per_page=2, page=3)
    numbers = {name: value for name, value in page.items() if name != "contents"}
    assert numbers == {
        "total_items": 5, "total_pages": 3, "page_number": 3, "size": 1,
        "first_page": False, "last_page": True, "empty": False,
    }  # fmt: skip
    every = [
        each["id"] for n in (1, 2, 3) for each in got(client, "services", per_page=2, page=n)["contents"]
    ]
    assert len(every) == len(set(every)) == 5
    beyond = got(client, "services", per_page=2, page=4)
    assert (beyond["contents"], beyond["empty"], beyond["total_items"]) == ([], True, 5)


@pytest.mark.parametrize(
    "query",
    [
        "per_page=0", "per_page=201", "per_page=-1", "per_page=x", "per_page=", "page=0", "page=1.5",
        "page=99999999999999999999", "taxonomy_id=topics", "organization_id=1", "modified_after=yesterday",
        "modified_after=1700000000", "modified_after=0001-01-01T00:00:00%2B14:00", "full=perhaps",
        "format=xml", "search=" + "a" * 201, "taxonomy_trem_id=1", "postcode=44145",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_a_sentence(source: Source, client: Client, query: str) -> None:
    answer = client.get(f"/api/hsds/services?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json()["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_proximity_without_a_postcode_is_refused(source: Source, client: Client) -> None:
    assert client.get("/api/hsds/service_at_locations?proximity=100").status_code == 422


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, True),
        ({"taxonomy_term_id": HOUSING}, True),
        ({"taxonomy_term_id": Term(TOPICS, "language", "", "").id}, False),
        ({"taxonomy_term_id": str(uuid.UUID(int=5))}, False),
        ({"taxonomy_id": TOPICS.id}, True),
        ({"taxonomy_id": TAXONOMIES[1].id}, True),
        ({"taxonomy_id": str(uuid.UUID(int=5))}, False),
        ({"organization_id": PROVIDER_ID}, True),
        ({"organization_id": OFFER_ID}, False),
        ({"search": "Mieten"}, True),
        ({"search": "mieten"}, True),
        ({"search": "Wohngeld"}, True),
        ({"search": "%"}, False),
        ({"search": "الإيجار"}, False),
        ({"search": "الإيجار", "language": "ar"}, True),
        ({"modified_after": "2026-11-01"}, True),
        ({"modified_after": "2999-01-01T00:00:00Z"}, False),
    ],
)
@pytest.mark.parametrize("kind", ["services", "service_at_locations"])
def test_filters(source: Source, client: Client, kind: str, query: dict[str, str], found: bool) -> None:
    arabic("فهم الإيجار")
    assert bool(got(client, kind, **query)["contents"]) is found


def test_an_older_translation_is_not_searched(source: Source, client: Client) -> None:
    arabic("قديم")
    arabic("جديد")
    assert got(client, "services", search="قديم", language="ar")["empty"]
    assert not got(client, "services", search="جديد", language="ar")["empty"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"postcode": "44145"}, 1),
        ({"postcode": "44137"}, 1),
        ({"postcode": "44137", "proximity": "100"}, 1),
        ({"postcode": "44137", "proximity": "5000"}, 2),
        ({"postcode": "1", "proximity": "5000"}, 0),
    ],
)
def test_places_by_postcode_and_distance(
    source: Source, client: Client, query: dict[str, str], found: int
) -> None:
    place = replace(LINDEN_14, name="Mitte", postcode="44137", latitude=51.515)
    at = AtPlaceFacts(str(KINDS["place"].id_of(SOURCE, "mitte")))
    store_entries(
        [entry("place", place, key="mitte"), entry("offer", replace(RENT, at_places=(at,)), key="other")],
        source=source,
        by="import",
    )
    assert got(client, "service_at_locations", **query)["total_items"] == found


HIDDEN = [Record.State.DRAFT, Record.State.WITHDRAWN]


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("of", ["offer", "provider"])
def test_what_is_not_public_is_nowhere(source: Source, client: Client, of: str, state: str) -> None:
    facts: OfferFacts | ProviderFacts = RENT if of == "offer" else LINDENHOF
    store_entries([entry(of, facts, state=state)], source=source, by="7")

    for kind in ("services", "service_at_locations"):
        assert got(client, kind)["contents"] == []
        assert got(client, kind, search="Mieten")["contents"] == []
        assert client.get(f"/api/hsds/{kind}/{ONE[kind]}").status_code == 404
    assert got(client, "services", minimal="true")["contents"] == []
    assert RENT.name not in everything(client, "/api/hsds/dump.json")
    assert RENT.name not in everything(client, "/api/hsds/organizations?format=ndjson&full_service=true")
    assert RENT.name not in everything(client, "/api/offers.geojson")
    if of == "provider":
        assert client.get(f"/api/hsds/organizations/{PROVIDER_ID}").status_code == 404
        assert LINDENHOF.name not in everything(client, "/api/hsds/dump.json")


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_place_is_not_told_and_the_offer_stays(source: Source, client: Client, state: str) -> None:
    store_entries([entry("place", LINDEN_14, state=state)], source=source, by="7")
    assert "service_at_locations" not in got(client, f"services/{OFFER_ID}")
    assert got(client, "service_at_locations")["contents"] == []
    assert "Lindenstra" not in everything(client, "/api/hsds/dump.json")
    assert json.loads(everything(client, "/api/offers.geojson"))["features"] == []


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_responsibility_is_not_told(source: Source, client: Client, state: str) -> None:
    answer = the_five()[-1]
    assert "Wohnberechtigungsschein" in everything(client, "/api/hsds/dump.json")
    store_entries([replace(answer, state=state)], source=source, by="7")
    assert "Wohnberechtigungsschein" not in everything(client, "/api/hsds/dump.json")


def everything(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return b"".join(answer).decode()  # type: ignore[arg-type]


def test_minimal_and_lines_have_every_service(source: Source, client: Client) -> None:
    more_offers(source, 3)
    few = got(client, "services", minimal="true", per_page=1)
    assert (few["size"], few["last_page"]) == (4, True)
    assert {each["id"]: each["modified_date"] for each in few["contents"]}[OFFER_ID] > "2026-11-14"
    lines = everything(client, "/api/hsds/services?format=ndjson&full=true").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [each["id"] for each in few["contents"]]


def test_an_organization_has_its_services(source: Source, client: Client) -> None:
    [named] = got(client, f"organizations/{PROVIDER_ID}")["services"]
    assert named == {"id": OFFER_ID, "name": "Mieten verstehen", "status": "active"}
    [whole] = got(client, f"organizations/{PROVIDER_ID}", full_service="true")["services"]
    assert whole == got(client, f"services/{OFFER_ID}")
    assert "services" not in got(client, "organizations")["contents"][0]


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "de"),
        ("", "ar", "ar"),
        ("", "ar-EG,ar;q=0.9", "ar"),
        ("", "fr, ar;q=0.5", "ar"),
        ("", "fr", "de"),
        ("", "*", "de"),
        ("?language=ar", "en", "ar"),
        ("?language=de", "ar", "de"),
    ],
)
def test_the_language_of_a_feed(source: Source, query: str, header: str, language: str) -> None:
    arabic("فهم الإيجار")
    answer = Client().get(f"/api/hsds/services/{OFFER_ID}{query}", headers={"Accept-Language": header})
    assert answer.headers["Content-Language"] == language
    assert answer.json()["name"] == {"de": "Mieten verstehen", "ar": "فهم الإيجار"}[language]
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("query", ["language=xx", "language=", "language=AR", "language=fr"])
def test_a_feed_that_is_not_there_says_which_are(source: Source, client: Client, query: str) -> None:
    answer = client.get(f"/api/hsds/services?{query}")
    assert answer.status_code == 404
    assert "de, en, ar" in answer.json()["detail"]


def etag(client: Client, path: str = "/api/hsds/services?language=ar") -> str:
    return client.get(path).headers["ETag"]


def test_who_has_this_version_already_gets_nothing_again(source: Source, client: Client) -> None:
    tag = etag(client)
    again = client.get("/api/hsds/services?language=ar", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == "public, no-cache"
    assert etag(client, "/api/hsds/services?language=en") != tag


@pytest.mark.parametrize("change", ["record", "text", "topic", "category", "source", "city"])
def test_whatever_changes_in_a_feed_is_another_version(source: Source, client: Client, change: str) -> None:
    before = etag(client)
    if change == "record":
        store_entries([entry("offer", replace(RENT, phone="0231 5"))], source=source, by="7")
    elif change == "text":
        arabic("فهم")
    elif change == "topic":
        Topic.objects.filter(slug="housing").update(labels={"de": "Wohnung"})
    elif change == "category":
        KINDS["offer"].model.category.field.related_model.objects.update(labels={"de": "Rat"})  # type: ignore[attr-defined]
    elif change == "source":
        Source.objects.update(licence="CC BY 4.0")
    else:
        City.objects.update(facts={"country": "AT", "interface_languages": ["de", "en", "ar"]})
    assert etag(client) != before


def test_any_site_may_ask_and_nobody_gets_a_cookie(source: Source, client: Client) -> None:
    for path in ("hsds/", "hsds/services", "hsds/dump.json", "hsds/openapi.json", "offers.geojson"):
        answer = client.get(f"/api/{path}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert not answer.cookies
        assert client.post(f"/api/{path}").status_code == 405


def test_the_answer_to_somebody_logged_in_is_kept_by_nobody(source: Source) -> None:
    client = Client()
    client.force_login(UserFactory(role=Role.SOCIAL_WORKER))
    assert client.get("/api/hsds/services").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "hsds/services?full=true&language=ar&per_page=200",
        "hsds/services?per_page=200",
        "hsds/service_at_locations?full=true&language=ar&per_page=200",
        "hsds/organizations?full_service=true&language=ar&per_page=200",
        "offers.geojson?language=ar",
    ],
)
def test_queries_do_not_grow_with_the_page(source: Source, client: Client, path: str) -> None:
    numbers = []
    for number in (2, 60):
        more_offers(source, number)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/api/{path}")
        assert answer.content.count(b"Angebot") >= number
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 40


def test_the_dump_is_one_document(source: Source, client: Client) -> None:
    more_offers(source, 3)
    dump = json.loads(everything(client, "/api/hsds/dump.json?language=ar"))
    assert dump["language"] == "ar"
    assert [each["id"] for each in dump["services"]] == [
        each["id"] for each in got(client, "services", language="ar")["contents"]
    ]
    assert len(dump["organizations"]) == 1
    assert len(dump["taxonomies"]) == 2


def test_an_empty_directory_is_a_feed_too(client: Client) -> None:
    assert json.loads(everything(client, "/api/hsds/dump.json"))["services"] == []
    assert got(client, "services")["empty"] is True
    assert got(client, "services")["last_page"] is True


def test_points_are_geojson_of_what_was_asked(source: Source, client: Client) -> None:
    arabic("فهم الإيجار")
    no_point = PlaceFacts("Irgendwo")
    at = AtPlaceFacts(str(KINDS["place"].id_of(SOURCE, "nowhere")))
    store_entries(
        [
            entry("place", no_point, key="nowhere"),
            entry("offer", replace(RENT, at_places=(at,)), key="other"),
        ],
        source=source,
        by="import",
    )
    answer = client.get("/api/offers.geojson?language=ar&topic=housing&category=advice")
    assert answer.headers["Content-Type"] == "application/geo+json"
    collection = answer.json()
    [feature] = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [7.466, 51.527]}
    assert (feature["id"], feature["properties"]["name"]) == (LINK_ID, "فهم الإيجار")
    assert (feature["properties"]["offer"], feature["properties"]["topics"]) == (
        OFFER_ID,
        ["housing", "money"],
    )
    assert client.get("/api/offers.geojson?topic=language").json()["features"] == []
    for unknown in ("topic=xx", "category=xx"):
        refused = client.get(f"/api/offers.geojson?{unknown}")
        assert (refused.status_code, refused.json()["detail"]) == (
            404,
            "The city has no such topic or category.",
        )


def test_geojson_is_read_by_two_others(source: Source, client: Client) -> None:
    text = everything(client, "/api/offers.geojson")
    assert geojson.loads(text).is_valid
    assert len(FeatureCollection.model_validate_json(text).features) == 1


def test_confirmed_on_is_told(source: Source, client: Client) -> None:
    assert got(client, f"services/{OFFER_ID}")["assured_date"] == str(date(2026, 11, 15))
