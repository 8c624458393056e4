"""Results in a real browser: accessible and inside every screen, German and Arabic, open rows and without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from ankommen.evaluation.projection import current
from ankommen.evaluation.services import release_figures
from ankommen.places.services import set_city
from tests.accounts.factories import UserFactory
from tests.accounts.logins import cookies_of
from tests.evaluation.factories import held
from tests.evaluation.test_progress import FACTS
from tests.evaluation.test_results_page import FIGURES
from tests.interviews.factories import NOTICE, published_version

pytestmark = pytest.mark.django_db(transaction=True)
SMALL = """[...document.querySelectorAll("main :is(a, button, summary, select)")]
  .map(one => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 43.5 || box.height < 43.5)).map(([words]) => words)"""
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def lead(live_server, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Two versions' worth of town with one release, and a project lead who is logged in."""
    monkeypatch.setattr(current, "_here", None)
    version = published_version()
    set_city(slug="test", name="Teststadt", facts={**FACTS, "figures": FIGURES}, notice=NOTICE)
    for flat, language, number in (
        ("none", "ar", 20),
        ("got", "ar", 12),
        ("no", "ar", 11),
        ("none", "de", 3),
    ):
        for _ in range(number):
            held(version, answers={"flat": flat, "town": "a"}, language=language)
    client = Client()
    client.force_login(UserFactory(role="project_lead"))
    release_figures(by=None)
    return client


@pytest.fixture(params=["de", "ar"])
def page(request, browser: Browser, live_server, lead: Client) -> Iterator[Page]:
    context = browser.new_context(locale=request.param, base_url=live_server.url)
    context.add_cookies(cookies_of(lead, live_server.url))
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("path", ["/results/", "/results/?subject=towns", "/figures/", "/results/links/"])
def test_the_pages_are_for_everybody(page: Page, path: str) -> None:
    page.goto(path)
    for width in (390, 720, 1440):  # 720 is 1440 at 200 percent
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        assert page.evaluate(TOO_WIDE) <= 0, width
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_numbers_stand_with_their_units_below_units_in_every_direction(page: Page) -> None:
    page.goto("/results/?by=language")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    edges = page.evaluate(
        """[...document.querySelectorAll(".scroll tr")].map(row => {
             const range = document.createRange();
             const cell = [...row.querySelectorAll(".n")].at(-2);  // N
             range.selectNodeContents(cell.querySelector(".withheld") ?? cell);
             return Math.round(range.getBoundingClientRect().right);
           })"""
    )
    assert len(edges) > 2 and max(edges) - min(edges) <= 1


def test_everything_to_press_is_large_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    for path in ("/results/", "/figures/", "/results/links/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        assert page.evaluate(SMALL) == [], path


def test_choosing_shows_at_once_and_keeps_rows_open(page: Page) -> None:
    page.goto("/results/?by=language")
    page.locator("details.bar > summary").first.press("Enter")
    page.locator("#by").select_option("town")
    page.wait_for_url("**by=town**")
    expect(page.locator("details.bar").first).to_have_attribute("open", "")


def test_print_opens_all_rows(page: Page) -> None:
    page.goto("/results/?by=language")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.bar:not([open])").count() == 0
