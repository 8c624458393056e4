"""Public pages on paper: an offer on one sheet, nothing that only a screen can do, no card cut in two."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pypdf import PdfReader

import ankommen
from ankommen.config.demo_directory import add_directory
from ankommen.offers.queries import OfferFacts, Shown, public_directory
from ankommen.offers.services import store_entries
from tests.offers.entries import OFFER_ID, a_city, the_five

from .opened import fits

pytestmark = pytest.mark.django_db(transaction=True)
TEXTS = ("name", "summary", "description", "for_whom", "documents", "cost_note")
ON_PAPER_ONLY_WHAT_IS_SAID = """[...document.querySelectorAll("header, footer.foot, form, nav, button, .chip")]
    .filter((element) => element.getClientRects().length).map((element) => element.outerHTML.slice(0, 80))"""
COLOURS = """[...new Set([...document.querySelectorAll("main *")]
    .filter((element) => element.getClientRects().length && !element.closest("svg"))
    .map((element) => getComputedStyle(element).color))]"""


def length(offer: Shown[OfferFacts]) -> int:
    return sum(len(str(getattr(offer.facts, fact))) for fact in TEXTS) + 200 * len(offer.facts.at_places)


def printed(page: Any, address: str) -> list[str]:
    page.goto(address)
    pages = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [each.extract_text() for each in pages]


def test_the_longest_offers_of_the_demo_fit_on_one_sheet(browser: Browser, live_server: Any) -> None:
    call_command("load_city", "dortmund", stdout=StringIO())
    list(add_directory(Path(ankommen.__file__).parent / "cities" / "dortmund"))
    longest = sorted(public_directory().offers.values(), key=length)[-3:]
    context = browser.new_context()
    page = context.new_page()
    for offer in longest:
        for sheet in ("ar/{}/sheet/", "de/{}/sheet/?beside=uk", "tr/{}/sheet/?beside=en"):
            address = f"{live_server.url}/{sheet.format(f'offers/{offer.id}')}"
            assert len(printed(page, address)) == 1, (offer.facts.name, address)
    context.close()


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("path", ["offers/", f"offers/{OFFER_ID}/", f"offers/{OFFER_ID}/sheet/", "guides/"])
def test_on_paper_stands_what_is_said_in_black(
    path: str, language: str, browser: Browser, live_server: Any
) -> None:
    store_entries(the_five(), source=a_city(), by="import")
    context = browser.new_context()
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{live_server.url}/{language}/{path}")
    assert page.evaluate(ON_PAPER_ONLY_WHAT_IS_SAID) == []
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)"]
    context.close()


@pytest.mark.parametrize(("width", "language"), [(320, "ar"), (390, "ar"), (1440, "de")])
def test_the_sheet_is_free_of_barriers_on_a_screen(
    width: int, language: str, browser: Browser, live_server: Any
) -> None:
    store_entries(the_five(), source=a_city(), by="import")
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{live_server.url}/{language}/offers/{OFFER_ID}/sheet/")
    fits(page, "sheet")
    context.close()
