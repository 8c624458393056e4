"""The whole public site with the demo's directory: for everybody, on every screen, and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

import ankommen
from ankommen.config.demo_directory import add_directory
from ankommen.knowledge.queries import public_guides
from ankommen.offers.queries import public_directory

from .opened import TOO_WIDE, findings
from .screen.keyboard import Keyboard

pytestmark = pytest.mark.django_db(transaction=True)
NOWHERE = "no-such-page/"
NOT_REACHED = """[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((element) => element.checkVisibility() && !element.dataset.reached && element.type !== "hidden" && element.tabIndex >= 0)
    .map((element) => element.outerHTML.slice(0, 120))"""
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def paths(live_server: Any) -> list[str]:
    """Below the language: a page of every kind, the fullest where there are several."""
    call_command("load_city", "dortmund", stdout=StringIO())
    list(add_directory(Path(ankommen.__file__).parent / "cities" / "dortmund"))
    directory = public_directory()
    offer = max(directory.offers.values(), key=lambda each: len(str(each.facts)))
    event = max(directory.events.values(), key=lambda each: len(str(each.facts)))
    guide = max(public_guides(), key=lambda each: len(each.told("body", "de")[0]))
    return [
        "",
        "topics/housing/",
        "offers/",
        "offers/?q=Wohnung&free=1",
        "offers/?q=qqqqqqq",
        "offers/?view=map",
        f"offers/{offer.id}/",
        f"offers/{offer.id}/sheet/",
        f"offers/{offer.id}/report/",
        "suggestions/",
        "events/",
        f"events/{event.id}/",
        "guides/",
        f"guides/{guide.slug}/",
        "offline/",
        NOWHERE,
    ]


def shown(browser: Browser, live_server: Any, width: int) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=live_server.url)
    return context.new_page()


def come_to(page: Page, address: str) -> None:
    response = page.goto(address)
    if "view=map" in address:
        expect(page.locator(".mappin").first).to_be_visible()
    assert response
    assert response.status == (404 if NOWHERE in address else 200), address


def each_page(page: Page, languages: Iterable[str], paths: list[str]) -> Iterator[tuple[str, str]]:
    """Open one page after the other; language and path of each."""
    for language in languages:
        for path in paths:
            come_to(page, f"/{language}/{path}")
            yield language, path


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_has_barriers(width: int, paths: list[str], browser: Browser, live_server: Any) -> None:
    page = shown(browser, live_server, width)
    found = [
        (language, path, each)
        for language, path in each_page(page, ("de", "ar", "en"), paths)
        for each in findings(page, path.replace("/", "_").partition("?")[0])
    ]
    page.context.close()
    assert found == []


def test_no_page_is_wider_than_the_smallest_screen(
    paths: list[str], browser: Browser, live_server: Any
) -> None:
    page = shown(browser, live_server, 320)
    wide = [where for where in each_page(page, LANGUAGES, paths) if page.evaluate(TOO_WIDE) > 0]
    page.context.close()
    assert wide == []


def test_everything_is_reached_by_keyboard_and_seen(
    paths: list[str], browser: Browser, live_server: Any
) -> None:
    page = shown(browser, live_server, 1280)
    keys = Keyboard(page)
    for path in paths:
        come_to(page, f"/ar/{path}")
        keys.press("Tab")
        while not keys.here("node => node === document.body"):
            keys.see()
            keys.here("node => { node.dataset.reached = true }")
            keys.press("Tab")
        assert page.evaluate(NOT_REACHED) == [], path
    page.context.close()


def test_from_the_start_to_an_offer_in_another_language_by_keyboard(
    paths: list[str], browser: Browser, live_server: Any
) -> None:
    page = shown(browser, live_server, 390)
    keys = Keyboard(page)
    page.goto("/ar/")
    keys.reach("[name=q]")
    keys.write("سكن")
    keys.leave()
    keys.reach(".offer h3 a")
    keys.leave()
    offer = page.url.removeprefix(f"{live_server.url}/ar/")
    keys.reach(".lang summary", "Shift+Tab")
    keys.press("Enter")
    keys.reach(".lang a[lang=uk]")
    keys.leave()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    assert page.url == f"{live_server.url}/uk/{offer}"
    page.context.close()
