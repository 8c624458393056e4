"""A part of the screen that does not arrive leaves nobody before an empty page: a sentence in both languages, and a way to try again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

import ankommen

from .test_interview_story import begin, log_in, town  # noqa: F401  (town is a fixture)

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "Der Fragebogen konnte nicht geladen werden."
AT_ONCE = 3000  # milliseconds; the page's own patience is far longer
STATIC = Path(ankommen.__file__).parent / "interviews/static/interviews"


@pytest.fixture
def page(browser: Browser, live_server, town):  # noqa: F811
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        locale="de-DE",
        base_url=live_server.url,
        reduced_motion="reduce",
    )
    page = context.new_page()
    log_in(page)
    yield page
    context.close()


def lost(route: Route) -> None:
    route.abort()


def missing(route: Route) -> None:
    route.fulfill(status=404)


def broken(route: Route) -> None:
    route.fulfill(body="throw new Error('broken')", content_type="text/javascript")


@pytest.mark.parametrize("happens", [lost, pytest.param(missing, marks=pytest.mark.long), broken])
@pytest.mark.parametrize("part", ["questions/rank.js", "screen.js", "document.json", "texts/ar.json"])
def test_a_part_that_does_not_come_is_said_at_once_in_both_languages(
    page: Page, part: str, happens: Callable[[Route], None]
) -> None:
    begin(page)
    page.route(f"**/{part}*", happens)
    page.reload(wait_until="commit")
    box = page.locator(".late .error-box")
    expect(box).to_be_visible(timeout=AT_ONCE)
    expect(box.locator("p [lang=de]")).to_contain_text(SENTENCE)
    expect(box.locator("p [lang=ar][dir=rtl]")).not_to_be_empty()
    page.unroute(f"**/{part}*")
    box.get_by_role("link").click()
    expect(page.locator(".qset").first).to_be_visible()
    expect(box).to_have_count(0)


def test_nothing_is_said_while_the_screen_is_on_its_way(page: Page) -> None:
    begin(page)
    held: list[Route] = []
    page.route("**/document.json*", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.wait_for_timeout(1000)
    expect(page.locator(".late .error-box")).to_have_count(1)
    expect(page.locator(".late .error-box")).to_be_hidden()
    for route in held:
        route.continue_()
    expect(page.locator(".qset").first).to_be_visible()


def test_without_any_script_it_is_said_after_a_while(page: Page) -> None:
    begin(page)
    page.route("**/*.js", lost)
    page.reload()
    box = page.locator(".late .error-box")
    expect(box).to_be_hidden()
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
    expect(box).to_be_visible()


def test_the_keying_screen_says_it_too(page: Page) -> None:
    page.route("**/keying/line.js", missing)
    page.goto("/interviews/keying/")
    expect(page.locator(".late .error-box")).to_contain_text(SENTENCE, timeout=AT_ONCE)
