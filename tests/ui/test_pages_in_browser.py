"""The pieces in a real browser: accessible, never too wide, in both directions, under our CSP."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Page

from tests.ui.pages import served

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]
NAMES = ("desk", "form", "charts", "interview", "public", "login", "404")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """
  [...document.querySelectorAll("button, summary, input:not([type=hidden]), select, .kern-btn, .rail a")]
    .map(element => [(element.closest("label") || element).getBoundingClientRect(), element.outerHTML])
    .filter(([box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
    .map(([, html]) => html.slice(0, 90))"""


@pytest.fixture(scope="module")
def address():
    with override_settings(ROOT_URLCONF="tests.ui.urls"), served() as address:
        yield address


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.complaints = []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    page.on(
        "response", lambda response: page.complaints.append(response.url) if response.status >= 400 else None
    )
    yield page
    context.close()


def settled(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible_and_fits_every_screen(page, address, name, language):
    settled(page, f"{address}/{language}/{name}")
    for width in (320, 390, 820, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) <= 0, width
        if width in (390, 1440):
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
    assert page.complaints == []


@pytest.mark.parametrize("name", NAMES)
def test_targets_are_large_enough_for_fingers(page, address, name):
    settled(page, f"{address}/de/{name}")
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("scale", ["scale-1", "scale-2", "scale-3"])
def test_text_grows_without_leaving_the_screen(page, address, scale):
    settled(page, f"{address}/de/interview")
    before = page.evaluate("document.querySelector('.q').getBoundingClientRect().height")
    page.evaluate(f"document.documentElement.classList.add('{scale}')")
    assert page.evaluate("document.querySelector('.q').getBoundingClientRect().height") > before
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_newcomers_language_comes_first_on_a_phone_and_second_on_a_tablet(page, address, language):
    settled(page, f"{address}/{language}/interview")
    box = "document.querySelector('legend .bi > [{}]').getBoundingClientRect()"
    own, client = box.format("data-own"), box.format("data-client")
    assert page.evaluate(f"{client}.top < {own}.top")
    page.set_viewport_size({"width": 820, "height": 1180})
    assert page.evaluate(f"{client}.left > {own}.right - 1 && {client}.top === {own}.top")
    page.evaluate("document.body.dataset.first = 'client'")
    assert page.evaluate(f"{client}.left < {own}.left")
    page.evaluate("document.body.dataset.show = 'client'")
    assert page.evaluate(f"{own}.width === 0 && {client}.width > 600")


def test_a_page_loads_only_the_fonts_it_shows(page, address):
    fonts: list[str] = []
    page.on("response", lambda response: fonts.append(response.url) if "woff2" in response.url else None)
    settled(page, f"{address}/de/404")
    assert fonts and all("fira-sans-latin-" in font and "-ext-" not in font for font in fonts)
    settled(page, f"{address}/de/login")  # its language menu is closed
    assert all("fira-sans-latin-" in font for font in fonts)


def test_keyboards_reach_the_content_first(page, address):
    settled(page, f"{address}/de/desk")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_paper_shows_the_content_without_the_frame(page, address):
    settled(page, f"{address}/de/desk")
    page.emulate_media(media="print")
    assert not page.locator(".rail").is_visible() and not page.locator(".deskbar").is_visible()
    assert page.locator("table").is_visible()
