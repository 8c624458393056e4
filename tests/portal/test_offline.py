"""What a device keeps for times without a network: all offers of one language, small, and the same until one changes."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

import ankommen
from ankommen.config.demo_directory import add_directory
from ankommen.offers.models import Offer
from ankommen.offers.queries import OfferFacts, Shown, public_directory
from ankommen.offers.services import store_entries, translate_records
from ankommen.portal.offlinefile import fonts_for, offline_document
from tests.offers.entries import OFFER_ID, RENT, a_city, entry, the_five

pytestmark = pytest.mark.django_db
MANY = 2_000
WORDS = ("name", "summary", "description", "for_whom", "documents")
LARGEST = 300  # bytes an offer, packed


@pytest.fixture
def source() -> Any:
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    return source


def asked(language: str = "ar", **headers: str) -> Any:
    return Client().get(f"/{language}/offline.json", headers=headers)


def offers(language: str = "ar") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asked(language).json()["offers"]
    return found


def test_it_says_what_the_list_and_the_page_say(source):
    translate_records("ar", {f"offer/{OFFER_ID}/name": "فهم الإيجار"}, by="7")
    said = asked().json()
    assert said["topics"] == {"housing": "Housing", "money": "Money", "language": "Language"}
    assert said["languages"] == {"ar": "العربية", "de": "Deutsch", "tr": "Türkçe"}
    assert said["sources"] == {"list": "Liste der Nachbarschaft (CC0)"}
    assert said["offers"] == [
        {
            "id": OFFER_ID,
            "name": "فهم الإيجار",
            "summary": RENT.summary,
            "documents": RENT.documents,
            "german": ["summary", "documents"],
            "provider": "Wohnberatung Lindenhof e. V.",
            "ages": said["offers"][0]["ages"],
            "entry": "open",
            "is_free": True,
            "languages": ["ar", "de", "tr"],
            "topics": ["housing", "money"],
            "places": [
                {
                    "lines": [["الاثنين إلى الجمعة", "9:00 ص–12:00 م"]],
                    "name": "Haus Linde",
                    "street": "Lindenstraße 14",
                    "town": "44145 Dortmund",
                    "district": "Nord",
                    "access": "full",
                    "way": "geo:51.527000,7.466000",
                }
            ],
            "website": "https://lindenhof.example",
            "confirmed_on": "2026-11-15",
            "source": "list",
        }
    ]
    assert "german" not in offers("de")[0]


def test_the_same_is_not_sent_twice_and_whatever_changes_is(source, monkeypatch):
    def tag() -> str:
        return str(asked()["ETag"])

    first = tag()
    again = asked(**{"If-None-Match": first})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "no-store")
    assert asked(**{"If-None-Match": f"W/{first}"}).status_code == 304  # as a proxy that packs says it
    assert asked("en")["ETag"] != first
    later = timezone.now() + timedelta(days=9)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: later)
        assert tag() == first
    translate_records("ar", {f"offer/{OFFER_ID}/name": "فهم الإيجار"}, by="7")
    translated = tag()
    assert translated != first
    store_entries([entry("offer", RENT, state=Offer.State.WITHDRAWN)], source=source, by="7")
    assert tag() not in (first, translated)
    assert offers() == []


def test_what_nobody_confirms_drops_out_of_it(source, monkeypatch):
    from ankommen.offers import directory
    from ankommen.offers.cityfacts import UpkeepRules, upkeep_rules

    first = asked()["ETag"]
    hiding: UpkeepRules = replace(upkeep_rules(), hide_after=1)
    monkeypatch.setattr(directory, "upkeep_rules", lambda: hiding)
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2028, 1, 1))
    assert offers() == []
    assert asked()["ETag"] != first


def test_it_is_packed_for_who_can_unpack_it(source):
    packed = asked(**{"Accept-Encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == asked().content
    assert "Content-Encoding" not in asked()
    assert "Accept-Encoding" in packed["Vary"]


def test_the_script_answers_for_the_pages_of_its_language_only():
    script = Client().get("/ar/offline-worker.js")
    assert script["Content-Type"] == "text/javascript; charset=utf-8"
    assert script.content.startswith(b"// Answers where the network does not")
    assert "Service-Worker-Allowed" not in script.headers  # so its scope is /ar/
    assert "worker-src" not in script["Content-Security-Policy"]  # script-src 'self' holds for it
    assert Client().get("/offline-worker.js").status_code == 302  # browsers take no such script by a detour


def test_who_saves_data_is_spared(source):
    script = "portal/offline/visit.js"
    for path in ("", "offers/", f"offers/{OFFER_ID}/", "guides/"):
        assert script in Client().get(f"/ar/{path}").content.decode()
        assert script not in Client().get(f"/ar/{path}", headers={"Save-Data": "on"}).content.decode()


def test_the_page_names_every_file_that_it_needs(source):
    """What is named is kept. The map has rules of its own for scripts, so its page keeps nothing."""
    page = Client().get("/ar/offline/").content.decode()
    named = set(re.findall(r'="/static/([^"#]+)', page))
    scripts = {name for name in named if name.endswith(".js")}
    imported = {
        f"portal/offline/{found}"
        for name in scripts
        for found in re.findall(r'from "\./([\w.]+)"', Path(str(finders.find(name))).read_text("utf-8"))
    }
    assert imported < scripts
    assert {name for name in named if not finders.find(name)} == set()
    assert {"ui/icons.svg", "ui/chevron.svg", "ui/base.css"} < named
    assert "visit.js" not in Client().get("/ar/offers/?view=map").content.decode()


@pytest.mark.parametrize(
    ("text", "fonts"),
    [
        ("Größe", ["fira-sans-latin"]),
        ("قاعة Jobcenter", ["fira-sans-latin", "noto-sans-arabic"]),
        ("Допомога", ["fira-sans-cyrillic"]),
        ("yardım ağı", ["fira-sans-latin", "fira-sans-latin-ext"]),
        ("a" * 500 + "ш", ["fira-sans-latin"]),
        ("", []),
    ],
)
def test_a_font_is_kept_for_the_letters_that_there_are(text, fonts):
    assert sorted({name.rpartition("-")[0] for name in fonts_for(text)}) == fonts


def another(offer: Shown[OfferFacts], chance: Random) -> Shown[OfferFacts]:
    def mixed(text: str) -> str:
        return " ".join(chance.sample(text.split(), len(text.split())))

    facts = replace(offer.facts, **{fact: mixed(getattr(offer.facts, fact)) for fact in WORDS})
    texts = {tag: {fact: mixed(text) for fact, text in texts.items()} for tag, texts in offer.texts.items()}
    return replace(offer, id=str(UUID(int=chance.getrandbits(128))), facts=facts, texts=texts)


def test_it_is_small(record_property):
    """The offers of the demo, and so many made of their words in another order: all differ."""
    call_command("load_city", "dortmund", stdout=StringIO())
    list(add_directory(Path(ankommen.__file__).parent / "cities" / "dortmund"))
    directory = public_directory()
    few = list(directory.offers.values())
    chance = Random(2_000)  # noqa: S311 - the same offers each time
    many = [another(few[n % len(few)], chance) for n in range(MANY)]
    for some in (few, many):
        shown = replace(directory, offers={offer.id: offer for offer in some})
        for language in ("de", "ar", "uk"):
            told = json.dumps(
                offline_document(shown, language), ensure_ascii=False, separators=(",", ":")
            ).encode()
            size = len(gzip.compress(told))
            record_property(
                "counted", f"offline.json, {language}, {len(some)} offers: {len(told)} bytes, {size} gzip"
            )
            assert size < LARGEST * len(some)


def test_it_asks_the_database_little_once_it_is_made(source, django_assert_max_num_queries):
    tag = asked()["ETag"]
    with django_assert_max_num_queries(14):
        asked(**{"If-None-Match": tag})
