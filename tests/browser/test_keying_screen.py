"""Keying questionnaires from paper: one screen, the keyboard alone, one sheet after the other."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .screen.harness import Server

UUID = re.compile("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
ZERO = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def keying(server: Server) -> Server:
    languages = [
        {"code": "de", "name": "Deutsch", "direction": "ltr"},
        {"code": "ar", "name": "العربية", "direction": "rtl"},
    ]
    server.script = "keying.js"
    server.boot = {
        "keying": True,
        "consent": {"text_version": "1"},
        "consent_languages": ["ar", "de"],
        "sites": [{"slug": "nord", "name": "Nord"}],
        "interpreters": [{"value": "mediator", "label": "Sprachmittlung"}],
        "languages": {"own": "de", "client": "de", "all": languages},
        "client_languages": languages,
        "urls": {"submit": f"/submit/{ZERO}/", "login": "/login/", "end": "/end/"},
    }
    server.open(drawn=".keyline")
    return server


def type_in(page: Page, *entries: str) -> None:
    """Type each entry and go on with Enter."""
    for entry in entries:
        page.keyboard.type(entry)
        page.keyboard.press("Enter")
        page.wait_for_timeout(20)


def fill_head(page: Page) -> None:
    page.locator("#sheet-week").fill("46")
    page.locator("#sheet-language").select_option("ar")
    page.locator("#sheet-interpreter").select_option("mediator")
    page.locator("#sheet-consent").check()


def store(page: Page) -> None:
    page.locator("form [type=submit]").click()


def test_a_sheet_is_keyed_without_the_mouse(page, keying):
    type_in(page, "17.11.2026", "")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    type_in(page, "")
    page.keyboard.press("ArrowDown")
    type_in(page, "", "", "")
    page.keyboard.press("Space")
    type_in(page, "")
    type_in(
        page,
        "2",
        "4",
        "17",
        "-",
        "30.4.1990",
        "5.2024",
        "3",
        "3 1",
        "2 1",
        "1",
        "8:30",
        "51,5 7,4",
        "1",
        "Danke",
    )
    type_in(page, "2", "9", "1", "3")
    page.keyboard.press("Enter")
    expect(page.locator(".notice--success")).to_be_visible()
    (sent,) = keying.submitted
    assert sent["answers"] == {
        "flat": "none", "persons": 4, "district": "d17", "rent": None, "born": "1990-04-30", "arrived": "2024-05-01",
        "german": 3, "languages": ["ar", "uk"], "wish": ["work", "flat"], "work": "yes", "call": "08:30",
        "here": "51.5 7.4 0 0", "read": "OK", "remark": "Danke", "children": [{"age": 9, "school": "yes"}, {"age": 3}],
    }  # fmt: skip
    assert (sent["on"], sent["language"], sent["interpreter"], sent["contact"]) == (
        "2026-11-17",
        "ar",
        "mediator",
        "paper",
    )
    assert (sent["outcome"], sent["site"], sent["consent"]) == (
        "complete",
        None,
        {"text_version": "1", "language": "ar"},
    )


def test_after_storing_the_next_sheet_lies_there_with_a_number_of_its_own(page, keying):
    for _ in range(2):
        fill_head(page)
        page.locator("#k-flat").fill("3")
        store(page)
        expect(page.locator("#k-flat")).to_have_value("")
    first, second = keying.numbers
    assert UUID.match(first) and UUID.match(second) and first != second != ZERO
    assert keying.submitted[0]["receipt"] != keying.submitted[1]["receipt"]
    expect(page.locator("#sheet-week")).to_have_value("46")
    expect(page.locator("#sheet-language")).to_have_value("")
    expect(page.locator("#sheet-consent")).not_to_be_checked()
    expect(page.locator("#sheet-language")).to_be_focused()
    expect(page.locator(".notice--success")).to_contain_text(keying.submitted[1]["receipt"])


@pytest.mark.parametrize(
    ("typed", "on"), [("46", "2026-11-09"), ("2026-W01", "2025-12-29"), ("2020-W53", "2020-12-28")]
)
def test_the_week_of_the_interview_is_enough(page, keying, typed, on):
    fill_head(page)
    page.locator("#sheet-week").fill(typed)
    page.locator("#k-flat").fill("3")
    store(page)
    expect(page.locator(".notice--success")).to_be_visible()
    assert keying.submitted[0]["on"] == on


@pytest.mark.parametrize("typed", ["0", "54", "2021-W53", "31.2.2026", "heute"])
def test_a_week_or_day_that_does_not_exist_is_refused(page, keying, typed):
    fill_head(page)
    page.locator("#sheet-week").fill("")
    page.locator("#sheet-day" if "." in typed else "#sheet-week").fill(typed)
    page.locator("#k-flat").fill("3")
    store(page)
    expect(page.locator("#sheet-day-error")).to_be_visible()
    assert keying.submitted == []


def test_without_consent_nothing_is_stored(page, keying):
    fill_head(page)
    page.locator("#sheet-consent").uncheck()
    page.locator("#k-flat").fill("3")
    store(page)
    expect(page.locator("#sheet-consent-error")).to_be_visible()
    assert keying.submitted == []


def test_the_code_of_the_sheet_is_used_as_people_write_it(page, keying):
    fill_head(page)
    page.locator("#k-flat").fill("3")
    page.locator("#sheet-code").fill("k7qf 3zxh")
    store(page)
    expect(page.locator("#sheet-code-error")).to_be_visible()
    page.locator("#sheet-code").fill("k7qf 3zxh 9mtb 4c2o")
    store(page)
    expect(page.locator(".notice--success")).to_be_visible()
    assert keying.submitted[0]["receipt"] == "K7QF-3ZXH-9MTB-4C20"


def test_a_number_that_no_choice_has_is_said_at_once(page, keying):
    page.locator("#k-flat").fill("7")
    page.keyboard.press("Enter")
    expect(page.locator("#k-flat-error")).to_be_visible()
    expect(page.locator("#k-flat")).to_have_attribute("aria-invalid", "true")


def test_gaps_of_a_sheet_can_be_stored_as_incomplete_but_nothing_false(page, keying):
    fill_head(page)
    page.locator("#k-born").fill("31.2.1990")
    store(page)
    expect(page.locator(".error-box")).to_be_visible()
    expect(page.locator(".error-box button")).to_have_count(0)
    page.locator("#k-born").fill("")
    store(page)
    page.locator(".error-box button").click()
    expect(page.locator(".notice--success")).to_be_visible()
    assert (keying.submitted[0]["outcome"], keying.submitted[0]["break_off_reason"]) == ("partial", "other")


def test_a_lost_answer_is_repaired_by_the_same_bytes(page, keying):
    fill_head(page)
    page.locator("#k-flat").fill("3")
    keying.submit_answer = (503, {"detail": "x"}, {"Retry-After": "60"})
    store(page)
    expect(page.locator("#k-flat")).to_have_value("3")
    keying.submit_answer = (200, {"status": "stored", "needs": []}, {})
    page.locator(".error-box button").click()
    expect(page.locator(".notice--success")).to_be_visible()
    assert keying.submitted[0] == keying.submitted[1]
    assert keying.numbers[0] == keying.numbers[1]


def test_questions_that_do_not_apply_are_skipped(page, keying):
    expect(page.locator("#k-persons")).to_be_hidden()
    page.locator("#k-flat").fill("2")
    expect(page.locator("#k-persons")).to_be_visible()
    page.locator("#k-flat").fill("3")
    expect(page.locator("#k-persons")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keying_screen_shuts_nobody_out(page, keying, width):
    page.set_viewport_size({"width": width, "height": 900})
    store(page)
    found = Axe().run(
        page, context="#screen", options={"rules": {"region": {"enabled": False}}}
    )  # no frame around
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
