"""The public pages: everybody sees what is public, in the own language, and German where there is no other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.translation import override

from ankommen.offers.models import Offer
from ankommen.offers.services import store_entries, translate_records
from ankommen.places.models import City
from ankommen.portal.languages import spoken_name, spoken_names
from ankommen.topics.models import Topic
from tests.offers.entries import OFFER_ID, RENT, a_city, entry, the_five

pytestmark = pytest.mark.django_db
LANGUAGES = ["de", "en", "ar", "uk", "tr", "fa", "ru", "fr"]


def filled():
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    return source


def page(path: str, language: str = "de") -> str:
    response = Client().get(f"/{language}{path}")
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_public_page_opens_in_each_language(language):
    filled()
    for path in ["/", "/offers/", f"/offers/{OFFER_ID}/", "/topics/housing/"]:
        said = page(path, language)
        direction = "rtl" if language in ("ar", "fa") else "ltr"
        assert f'<html lang="{language}" dir="{direction}"' in said


def test_whoever_comes_without_a_language_is_led_to_the_own():
    assert Client(headers={"Accept-Language": "uk-UA,uk;q=0.9"}).get("/").url == "/uk/"
    assert Client(headers={"Accept-Language": "xx"}).get("/").url == "/de/"


def test_an_offer_tells_its_name_in_the_own_language_or_in_german_marked_as_such():
    filled()
    assert RENT.name in page(f"/offers/{OFFER_ID}/", "ar")  # the process holds the directory now
    assert translate_records("ar", {f"offer/{OFFER_ID}/name": "فهم الإيجار", "offer/x": "?"}, by="7") == 1

    arabic = page(f"/offers/{OFFER_ID}/", "ar")
    assert "<h1>فهم الإيجار</h1>" in arabic
    assert f'<span lang="de" dir="ltr">{RENT.summary}</span>' in arabic
    assert "لم يُترجَم" in arabic  # some of it is in German, and says so
    german = page(f"/offers/{OFFER_ID}/")
    assert f"<h1>{RENT.name}</h1>" in german
    assert "noch nicht übersetzt" not in german


def test_what_was_taken_out_is_gone_at_once_and_everywhere():
    source = filled()
    assert RENT.name in page("/offers/")

    store_entries([entry("offer", RENT, state=Offer.State.WITHDRAWN)], source=source, by="7")

    assert RENT.name not in page("/offers/")
    assert RENT.name not in page("/topics/housing/")
    assert Client().get(f"/de/offers/{OFFER_ID}/").status_code == 404


def test_a_draft_is_not_shown():
    source = filled()
    store_entries([entry("offer", RENT, key="draft", state=Offer.State.DRAFT)], source=source, by="7")
    assert Client().get("/de/offers/").context["number"] == 1


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("", 2),
        ("?topic=money", 1),
        ("?category=advice", 1),
        ("?language=ar", 1),
        ("?district=nord", 2),
        ("?district=west", 0),
        ("?free=on", 1),
        ("?open=on", 1),
        ("?women=on", 1),
        ("?children=on", 1),
        ("?volunteers=on", 1),
        ("?step_free=on", 2),
        ("?topic=housing&free=on", 1),
        ("?topic=language&free=on", 0),
    ],
)
def test_filters_narrow_the_list(filters, number):
    source = filled()
    other = replace(
        RENT,
        name="Mädchentreff",
        topics=("language",),
        category="",
        languages=("de",),
        cost="paid",
        entry="sign_up",
        gender="women",
        min_age=10,
        max_age=14,
        volunteers_wanted="Hausaufgaben",
    )
    store_entries([entry("offer", other, key="girls")], source=source, by="import")
    response = Client().get(f"/de/offers/{filters}")
    assert response.context["number"] == number


def test_a_filter_that_makes_no_sense_is_left_out():
    filled()
    response = Client().get("/de/offers/?district=atlantis&free=on&page=nine&topic=%00")
    assert response.status_code in (200, 400)
    assert Client().get("/de/offers/?district=atlantis&free=on&page=nine").context["number"] == 1


def test_what_is_old_looks_old_and_stands_last():
    source = filled()
    old = replace(RENT, name="Älteres: Mieten", summary="Mieten")
    store_entries(
        [entry("offer", old, key="old", confirmed_on=date(2020, 1, 31))], source=source, by="import"
    )
    for query in ("", "?q=mieten"):
        said = page(f"/offers/{query}")
        assert said.index(RENT.name) < said.index("Älteres")
        assert "Januar 2020" in said[said.index("Älteres") :]


def test_a_page_of_the_list_asks_the_same_few_questions_of_the_database(django_assert_num_queries):
    source = filled()
    many = [entry("offer", replace(RENT, name=f"Angebot {n}"), key=f"n{n}") for n in range(60)]
    store_entries(many, source=source, by="import")
    client = Client()
    client.get("/de/offers/")  # reads the directory once
    with django_assert_num_queries(7):  # generation, city twice, topics, categories, districts, languages
        client.get("/de/offers/")


def test_languages_stand_in_the_order_and_with_the_comma_of_the_page():
    with override("fa"):
        named = [(tag, spoken_name(tag)) for tag in ("de", "ar")]
        assert spoken_names(named) == '<bdi lang="de">Deutsch</bdi>، <bdi lang="ar">العربية</bdi>'
    with override("de"):  # German words, which no other voice shall read
        assert spoken_names([("ar", spoken_name("ar"))]) == "<bdi>Arabisch</bdi>"


def test_an_address_runs_its_own_way_on_a_page_from_the_right():
    filled()
    said = page(f"/offers/{OFFER_ID}/", "fa")
    assert re.search(r"<bdi>\d{5} Dortmund</bdi>", said)


def test_a_topic_is_described_in_the_own_language_or_in_german_marked_as_such():
    filled()
    Topic.objects.filter(slug="housing").update(descriptions={"de": "Eine Wohnung.", "ru": "Жильё."})
    assert ">Жильё.</p>" in page("/topics/housing/", "ru")
    assert '<span lang="de" dir="ltr">Eine Wohnung.</span>' in page("/topics/housing/", "fa")


@pytest.mark.parametrize(
    ("day", "minute", "heading"),
    [
        ("2026-11-20", "08:00", "Wo kann ich heute mit jemandem sprechen?"),
        ("2026-11-20", "12:30", "Wo kann ich als Nächstes mit jemandem sprechen?"),  # Friday, after closing
        ("2026-11-22", "08:00", "Wo kann ich als Nächstes mit jemandem sprechen?"),
    ],
)
def test_the_start_names_who_can_be_talked_to_today_or_else_next(day, minute, heading, monkeypatch):
    filled()
    City.objects.create(slug="x", name="X", facts={"directory": {"talk_to": ["advice"]}})
    now = datetime.fromisoformat(f"{day}T{minute}").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    said = page("/")
    assert heading in said and RENT.name in said


def test_what_the_reader_can_read_comes_first_and_the_rest_is_marked():
    source = filled()
    store_entries(
        [entry("offer", replace(RENT, name="Abendkurs"), key="z", confirmed_on=date(2026, 11, 15))],
        source=source,
        by="import",
    )
    names = re.compile(r'<h3><a href="/\w\w/offers/[^"]+">(.+?)</a></h3>')
    assert names.findall(page("/offers/")) == ["Abendkurs", RENT.name]
    translate_records("ar", {f"offer/{OFFER_ID}/name": "فهم الإيجار"}, by="7")
    assert names.findall(page("/offers/", "ar")) == [
        "فهم الإيجار",
        '<span lang="de" dir="ltr">Abendkurs</span>',
    ]
