"""The first interview as it really goes: log in, begin, consent, ask, finish, needs, withdraw, on the demo questionnaire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

import ankommen
from ankommen.accounts.services import create_member
from ankommen.interviews.models import Draft, Interview
from ankommen.interviews.queries import answers_of, interview_by_receipt
from ankommen.questionnaires.services import publish_version, read_upload, store_draft

from .screen.forms import large_workbook

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long enough password"
DEMO = Path(ankommen.__file__).parent / "cities" / "dortmund" / "questionnaires" / "needs-1.xlsx"
CODE = re.compile("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")


@pytest.fixture
def town() -> None:
    """The city with its published demo questionnaire and a social worker."""
    call_command("load_city", "dortmund", verbosity=0)
    call_command("publish_questionnaire", str(DEMO), release_all=True, verbosity=0)
    create_member(
        username="jana",
        full_name="Jana Brandt",
        password=PASSWORD,
        organisation="migrado",
        role="social_worker",
        by=None,
    )


PHONE = pytest.param((390, 844), id="phone")


@pytest.fixture(params=[PHONE, pytest.param((1280, 900), id="desktop", marks=pytest.mark.long)])
def desk(request, browser: Browser, live_server, town) -> Iterator[Page]:
    """A logged-in social worker on the start page, on a phone and on a desktop. Any complaint fails the test."""
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="de-DE", base_url=live_server.url
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda sent: (
            complaints.append(sent.url)
            if not sent.url.startswith((live_server.url, "data:", "blob:"))
            else None
        ),
    )
    log_in(page)
    yield page
    context.close()
    assert [text for text in complaints if "401" not in text] == []  # a lost login is one of the stories


def log_in(page: Page) -> None:
    page.goto("/interviews/")
    page.locator("[name=username]").fill("jana")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) [type=submit]").click()
    page.wait_for_url("**/interviews/")


def begin(page: Page, language: str = "ar") -> None:
    page.locator(f"input[name=language][value={language}]").check()
    page.locator("input[name=interpreter][value=none]").check()
    page.locator("input[name=contact][value=desk]").check()
    page.locator("main form [type=submit]").last.click()
    page.locator("[name=decision][value=consent]").click()
    page.locator("h1[tabindex]").wait_for()


def accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def decline_the_rest_here(page: Page) -> None:
    """Choose "no answer" wherever a question of this section is open."""
    still_open = page.locator(".qset:not(:has(:checked)) .option--quiet:visible")
    while still_open.count():
        still_open.first.click()


def go_through(page: Page) -> None:
    """Decline section by section until the review is there."""
    review = page.locator(".sections a").last
    while not review.get_attribute("aria-current"):
        decline_the_rest_here(page)
        page.locator("form .kern-btn--primary").click()
        page.wait_for_timeout(50)


@pytest.mark.parametrize("desk", [PHONE, pytest.param((1280, 900), id="desktop")], indirect=True)
def test_an_interview_in_german_and_arabic_from_login_to_withdrawal(desk):
    page = desk
    accessible(page)
    begin(page)
    expect(page.locator("h1 [lang=ar][dir=rtl]")).to_be_visible()
    page.locator("form .kern-btn--primary").click()
    expect(page.locator(".error-box")).to_be_focused()
    accessible(page)
    go_through(page)
    accessible(page)
    page.locator("form .kern-btn--primary").click()
    page.wait_for_url("**/needs/")
    accessible(page)
    assert page.locator(".receipt").bounding_box()["height"] < 80  # the code stands in one line
    receipt = CODE.search(page.locator(".receipt").inner_text())[0]
    stored = interview_by_receipt(receipt)
    assert (stored.outcome, stored.language, stored.contact) == ("complete", "ar", "desk")
    answers = answers_of(stored)
    assert "third_country" in answers and answers["third_country"] is None
    assert not Draft.objects.exists()

    page.emulate_media(media="print")
    expect(page.locator(".receipt")).to_be_visible()
    expect(page.locator(".ibar, .no-print").first).to_be_hidden()
    page.emulate_media(media="screen")

    page.goto("/interviews/withdraw/")
    page.locator("[name=receipt]").fill(receipt.lower())
    page.locator("main form [type=submit]").last.click()
    page.locator("[name=sure]").click()
    page.wait_for_load_state()
    assert interview_by_receipt(receipt) is None
    assert Interview.objects.get().answers is None


def test_needs_on_paper_keep_the_bars_of_their_urgency(desk):
    page = desk
    begin(page)
    page.locator("#q-third_country input").first.check()
    page.locator("#q-district input").first.check()
    page.locator(".sections a").nth(3).click()
    page.locator("#q-help_housing input").nth(1).check()
    page.locator(".sections a").last.click()
    page.locator("form .kern-btn--primary").click()
    page.wait_for_url("**/needs/")
    bars = page.locator(".urgency .on")
    assert bars.count() > 0
    expect(bars.first).to_have_css("print-color-adjust", "exact")  # browsers leave backgrounds out otherwise


def test_a_reload_finds_the_draft_where_it_was(desk):
    page = desk
    begin(page)
    page.locator(".qset .option").first.click()
    page.locator(".sections a").nth(3).click()
    title = page.locator("h1").inner_text()
    expect(page.locator(".ibar .state--done")).to_be_visible()
    page.wait_for_timeout(700)
    page.reload()
    expect(page.locator("h1")).to_have_text(title, use_inner_text=True)
    page.locator(".sections a").first.click()
    expect(page.locator(".qset .option input").first).to_be_checked()


def test_the_start_page_first_of_all_offers_to_go_on(desk):
    page = desk
    begin(page)
    page.locator(".qset .option").first.click()
    page.wait_for_timeout(700)
    page.goto("/interviews/")
    accessible(page)
    expect(page.locator(".panel--sand [lang=ar][dir=rtl]")).to_have_text("العربية")
    primary = page.locator("main .kern-btn--primary")
    expect(primary).to_have_count(1)
    primary.click()
    expect(page.locator(".qset .option input").first).to_be_checked()


def test_after_a_lost_login_the_interview_goes_on_in_the_new_window(desk):
    page = desk
    begin(page)
    page.context.clear_cookies(name="sessionid")
    page.locator(".qset .option").first.click()
    box = page.locator("[data-login]")
    with page.context.expect_page() as opened:
        box.get_by_role("link").click()
    later = opened.value
    later.locator("[name=username]").fill("jana")
    later.locator("[name=password]").fill(PASSWORD)
    later.locator("form:has([name=password]) [type=submit]").click()
    expect(later.locator(".qset .option input").first).to_be_checked()
    expect(later.locator(".ibar .state--done")).to_be_visible()
    expect(page.locator("form")).to_have_count(0)


def test_in_the_clients_hands_nothing_else_opens_until_the_password(desk):
    page = desk
    begin(page)
    page.locator(".qset .option").first.click()
    page.locator(".more summary").click()
    page.locator(".more button").first.click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".more")).to_have_count(0)
    expect(page.locator(".qset .option input").first).to_be_checked()
    accessible(page)
    screen = page.url
    page.goto("/questionnaires/")
    page.wait_for_url("**/take-back/")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form [type=submit]").click()
    expect(page.locator(".more")).to_be_visible()
    assert page.url == screen


def test_the_client_may_have_all_that_was_said_deleted(desk):
    page = desk
    begin(page)
    page.locator(".qset .option").first.click()
    page.locator(".more summary").click()
    page.locator(".more button").first.click()
    page.locator(".tools > button").click()
    page.locator("dialog .kern-btn--danger:visible").click()
    page.locator("dialog .kern-btn--danger:visible").click()
    page.wait_for_url("**/take-back/")
    accessible(page)
    expect(page.locator(".notice--success")).to_be_visible()
    assert not Draft.objects.exists() and not Interview.objects.exists()
    page.goto("/interviews/")
    page.wait_for_url("**/take-back/")


def test_breaking_off_stores_what_was_said(desk):
    page = desk
    begin(page)
    page.locator(".qset .option").first.click()
    page.locator(".more summary").click()
    page.locator(".more button").last.click()
    page.locator("dialog [value=time]").check()
    page.locator("dialog .kern-btn--primary").click()
    page.wait_for_url("**/needs/")
    stored = Interview.objects.get()
    assert (stored.outcome, stored.break_off) == ("partial", "time")
    assert answers_of(stored)["third_country"] == "yes"


def test_paper_is_keyed_in(desk):
    page = desk
    page.goto("/interviews/keying/")
    page.locator(".keyline:visible").first.wait_for()
    page.locator("#sheet-day").fill("2.1.2026")
    page.locator("#sheet-language").select_option("ar")
    page.locator("#sheet-interpreter").select_option("none")
    page.locator("#sheet-consent").check()
    page.locator("form.keying [type=submit]").click()
    expect(page.locator(".error-box")).to_be_visible()
    accessible(page)
    page.locator(".error-box button").click()
    expect(page.locator(".notice--success")).to_be_visible()
    stored = interview_by_receipt(CODE.search(page.locator(".notice--success").inner_text())[0])
    assert (stored.contact, stored.week, stored.outcome) == ("paper", "2026-W01", "partial")


@pytest.mark.long  # a time, not a behaviour: for a quiet machine
def test_a_form_of_600_questions_is_drawn_in_time_on_a_slow_device(desk):
    page = desk
    upload = read_upload(large_workbook(600), "large.xlsx")
    publish_version(store_draft(upload, by=None), by=None)
    page.reload()
    page.locator("input[name=version]").last.check()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
    begin(page, "de")
    assert page.locator(".ibar nav option").count() == 61
    drawn = page.evaluate("performance.getEntriesByName('interview drawn')[0].startTime")
    assert drawn < 1500  # milliseconds, the server runs on the same machine
