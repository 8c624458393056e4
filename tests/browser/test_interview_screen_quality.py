"""The screen for everybody, on weak devices: accessible in all its states, small, fast."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, expect

from ankommen.interviews.templatetags.modules import modules_of

from .screen.forms import large
from .screen.harness import Server

KILOBYTE = 1000
SMALL_TARGETS = """
  [...document.querySelectorAll("#screen :is(button, summary, a, select, input)")]
    .map(element => [(element.closest("label") || element).getBoundingClientRect(), element.outerHTML])
    .filter(([box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
    .map(([, html]) => html.slice(0, 120))"""


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", [None, "العربية"])
def test_no_state_of_the_screen_shuts_anybody_out(page, server, width, language):
    page.set_viewport_size({"width": width, "height": 900})
    server.open()
    if language:
        page.get_by_role("button", name=language).click()
    assert_accessible(page)
    page.locator("#q-flat [value=none]").check()
    page.locator("#q-persons-input").fill("45")
    page.locator("form .kern-btn--primary").click()
    expect(page.locator(".error-box")).to_be_visible()
    assert_accessible(page)
    page.locator(".sections a").nth(1).click()
    page.locator("#q-wish .option--add").first.click()
    assert_accessible(page)
    page.locator(".sections a").nth(2).click()
    page.locator("form .kern-btn--secondary").first.click()
    assert_accessible(page)
    page.locator(".sections a").last.click()
    assert_accessible(page)
    page.locator(".more summary").click()
    menu = page.locator(".more__menu").bounding_box()
    assert menu["x"] >= 0 and menu["x"] + menu["width"] <= width
    assert_accessible(page)
    page.locator(".more button").last.click()
    page.locator("dialog .kern-btn--danger").first.click()
    assert_accessible(page)


def test_the_box_that_asks_for_a_login_is_accessible(page, server):
    server.draft_answer = (401, {}, {})
    server.open()
    page.locator("#q-flat [value=none]").check()
    expect(page.locator("[data-login]")).to_be_visible()
    colours = page.locator(".kern-btn--primary").evaluate_all(
        "all => all.map(it => getComputedStyle(it).color)"
    )
    assert len(colours) == 2 and len(set(colours)) == 1
    assert_accessible(page)


def test_targets_are_large_enough_for_fingers(page, server):
    server.open()
    for number in range(4):
        page.locator(".sections a").nth(number).click()
        assert (
            page.evaluate(SMALL_TARGETS.replace("button, summary, a,", "button, summary, .sections a,")) == []
        )


def test_the_options_are_56_pixels_high(page, server):
    server.open()
    heights = page.locator("#q-flat .option").evaluate_all("all => all.map(option => option.offsetHeight)")
    assert min(heights) >= 56


@pytest.mark.parametrize("entry", ["interviews/screen.js", "interviews/keying.js"])
def test_all_javascript_together_is_under_60_kilobytes(entry):
    files = [Path(str(finders.find(name))).read_bytes() for name in modules_of(entry)]
    assert len(files) > 20
    assert sum(len(gzip.compress(content, 9)) for content in files) < 60 * KILOBYTE


def test_no_module_is_long_and_none_is_left_over():
    used = {name for entry in ("screen", "keying") for name in modules_of(f"interviews/{entry}.js")}
    folder = Path(str(finders.find("interviews/screen.js"))).parent
    written = {f"interviews/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*.js")}
    assert written - {"interviews/watch.js"} == used  # which is no module: it watches them arrive
    assert max(len(Path(str(finders.find(name))).read_text().splitlines()) for name in used) <= 400


def test_the_modules_touch_no_storage_and_make_no_markup():
    forbidden = re.compile(
        r"localStorage|sessionStorage|indexedDB|innerHTML|insertAdjacentHTML|\beval\(|new Function"
    )
    for name in modules_of("interviews/screen.js") + modules_of("interviews/keying.js"):
        assert not forbidden.search(Path(str(finders.find(name))).read_text()), name


def test_only_the_present_section_is_in_the_page(page):
    form = large(600)
    assert form.document is not None
    Server(page, form.document, {**form.texts, "ar": {}}).open()
    assert page.locator(".qset").count() <= 10


@pytest.mark.long
def test_answers_are_quick_on_a_slow_device(page):
    form = large(600)
    Server(page, form.document, {**form.texts, "ar": {}}).open()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    answered = page.evaluate("""() => new Promise(resolve => {
        const start = performance.now();
        document.querySelector("input[type=radio]").click();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    })""")
    assert answered < 300  # milliseconds
