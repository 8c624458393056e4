"""The sheet of an offer: two languages side by side, the newcomer's first, and a code that opens the page in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from ankommen.offers.models import Offer
from ankommen.offers.services import store_entries, translate_records
from ankommen.ui.qrcodes import picture_of
from tests.offers.entries import OFFER_ID, RENT, a_city, entry, the_five

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rent() -> Any:
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    translate_records("ar", {f"offer/{OFFER_ID}/name": "فهم الإيجار"}, by="7")
    return source


def sheet(language: str, beside: str = "") -> Any:
    response = Client().get(f"/{language}/offers/{OFFER_ID}/sheet/{beside}")
    assert response.status_code == 200
    return html.fromstring(response.content)


@pytest.mark.parametrize(
    ("page", "beside", "languages"),
    [
        ("ar", "", ["ar", "de"]),
        ("uk", "?beside=ar", ["uk", "ar"]),
        ("de", "?beside=ar", ["ar", "de"]),
        ("de", "", ["en", "de"]),
        ("de", "?beside=de", ["en", "de"]),
        ("ar", "?beside=ar", ["ar", "de"]),
        ("ar", "?beside=xx", ["ar", "de"]),
        ("ar", "?beside=", ["ar", "de"]),
    ],
)
def test_the_newcomers_language_comes_first(page, beside, languages):
    found = sheet(page, beside)
    assert [half.get("lang") for half in found.find_class("half")] == languages
    directions = [half.get("dir") for half in found.find_class("half")]
    assert directions == ["rtl" if each == "ar" else "ltr" for each in languages]
    assert len(found.findall(".//h1")) == 1


def test_each_half_says_all_of_it_in_its_own_words():
    first, second = sheet("ar").find_class("half")
    assert first.findtext(".//h1") == "فهم الإيجار"
    assert second.findtext(".//h2") == RENT.name
    assert RENT.summary in first.xpath(".//span[@lang='de' and @dir='ltr']/text()")  # not translated, marked
    assert not second.xpath(".//span[@lang='de' and @dir='ltr']")
    for half, day in ((first, "الاثنين"), (second, "Montag")):
        said = half.text_content()
        for each in ("Ausweis", "Briefe vom Vermieter", "Haus Linde", "Lindenstraße 14, 44145 Dortmund", day):
            assert each in said
    assert "15. November 2026" in sheet("de").find_class("sheet__foot")[0].text_content()


def test_the_code_opens_the_page_of_the_newcomer():
    for page, beside, language in (("ar", "", "ar"), ("de", "?beside=uk", "uk")):
        found = sheet(page, beside)
        code = found.find_class("qr")[0]
        address = f"http://testserver/{language}/offers/{OFFER_ID}/"
        assert code.get("aria-label") == address
        assert code.find("path").get("d") == picture_of(address)[1]
        assert address in found.find_class("sheet")[0].text_content()


def test_a_plain_link_leads_there_and_on_to_other_languages():
    page = html.fromstring(Client().get(f"/ar/offers/{OFFER_ID}/").content)
    assert f"/ar/offers/{OFFER_ID}/sheet/" in page.xpath("//main//a/@href")
    assert sheet("ar").xpath("//nav//a/@href") == [
        f"?beside={code}" for code in ("de", "en", "uk", "tr", "fa", "ru", "fr")
    ]


def test_what_is_not_public_has_no_sheet(rent):
    store_entries(
        [entry("offer", RENT, state=Offer.State.DRAFT, confirmed_on=date(2026, 11, 15))], source=rent, by="7"
    )
    assert Client().get(f"/de/offers/{OFFER_ID}/sheet/").status_code == 404
