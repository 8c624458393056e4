"""A language outside CLDR is a line in ANKOMMEN_LANGUAGES: Romani on all pages, without a catalogue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation
from django.utils.formats import date_format

from ankommen.config.spoken import own_catalogues, spoken
from ankommen.offers.services import translate_records
from tests.offers.entries import OFFER_ID, RENT
from tests.portal.translating.town import DESK, NAME, at_work, filled_town, typed

pytestmark = pytest.mark.django_db
SHIPPED = Path(settings.LOCALE_PATHS[-1])
CODES = ["de", "en", "ar", "rom"]


@pytest.fixture(autouse=True)
def speaks_romani(tmp_path):
    paths = [own_catalogues(tmp_path, CODES, shipped=SHIPPED), SHIPPED]
    with override_settings(LANGUAGES=spoken(CODES), LOCALE_PATHS=paths):
        yield
    translation.activate("de")


def test_only_a_language_without_a_catalogue_gets_an_empty_one(tmp_path):
    assert [path.name for path in own_catalogues(tmp_path, CODES, shipped=SHIPPED).iterdir()] == ["rom"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/offers/",
        "/offers/?view=map",
        f"/offers/{OFFER_ID}/",
        "/topics/housing/",
        "/events/",
        "/guides/",
        "/guides/konto/",
        "/suggestions/",
    ],
)
def test_each_public_page_is_there_in_romani(path):
    filled_town()
    page = Client().get(f"/rom{path}")
    said = page.content.decode()
    assert page.status_code == 200
    assert '<html lang="rom" dir="ltr"' in said
    assert 'hreflang="rom"' in said
    assert "Romani čhib" in said


def test_texts_are_romani_and_where_there_are_none_german_and_marked():
    filled_town()
    translate_records("rom", {NAME: "Vazdinipe"}, by="7")
    said = Client().get(f"/rom/offers/{OFFER_ID}/").content.decode()
    assert "<h1>Vazdinipe</h1>" in said
    assert f'<span lang="de" dir="ltr">{RENT.summary}</span>' in said


def test_whoever_asks_for_romani_gets_it():
    assert Client(headers={"Accept-Language": "rom,en;q=0.5"}).get("/").url == "/rom/"
    browser = Client()
    browser.post("/language/", {"language": "rom", "next": "/my-case/"})
    assert '<html lang="rom"' in browser.get("/my-case/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "texts/?language=rom",
        "texts/directory/rom/?key=" + NAME,
        "files/directory/rom/",
        "glossary/?language=rom",
        "glossary/new/",
    ],
)
def test_each_page_of_the_desk_is_there_for_romani_and_in_romani(path):
    filled_town()
    for language in ("de", "rom"):
        browser, _user = at_work(language=language)
        page = browser.get(DESK + path)
        assert page.status_code == 200
        assert f'<html lang="{language}" dir="ltr"' in page.content.decode()
        assert "Roman" in page.content.decode()
    assert browser.get("/desk/").status_code == 200


def test_a_text_is_translated_released_and_read():
    filled_town()
    browser, _user = at_work()
    address = f"{DESK}texts/directory/rom/?key={NAME}"
    assert browser.post(address, typed(browser, address, "Vazdinipe")).status_code == 302
    lead, _user = at_work("project_lead")
    lead.post(f"{DESK}hold-back/rom/")
    assert Client().get("/rom/").status_code == 302
    lead.post(f"{DESK}release/rom/")
    assert "Vazdinipe" in Client().get("/rom/offers/").content.decode()
    po = b"".join(browser.get(f"{DESK}files/directory/rom/po/").streaming_content).decode()
    assert '"Language: rom\\n"' in po
    assert "Vazdinipe" in po


def test_numbers_of_things_and_days_are_said_as_in_german():
    with translation.override("rom"):
        assert translation.get_language_bidi() is False
        one = translation.ngettext("%(count)s text changed.", "%(count)s texts changed.", 1)
        many = translation.ngettext("%(count)s text changed.", "%(count)s texts changed.", 2)
        assert (one, many) == ("%(count)s Text geändert.", "%(count)s Texte geändert.")
        assert date_format(date(2026, 3, 5)) == "5. März 2026"
        assert date_format(date(2026, 3, 5), "SHORT_DATE_FORMAT") == "05.03.2026"
    assert translation.get_language_info("rom")["name_local"] == "Romani čhib"
