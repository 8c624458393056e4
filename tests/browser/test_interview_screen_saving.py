"""Saving, finishing and breaking off: what reaches the server, and what happens when it does not answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .screen.harness import Server, words

PAUSE = 700  # milliseconds: a little more than the screen waits after a change
CODE = re.compile("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$")


def state(page: Page) -> str:
    return page.locator(".ibar .state").inner_text()


def answer_all_that_is_required(page: Page) -> None:
    page.locator("#q-flat [value=got]").check()


def finish(page: Page) -> None:
    page.locator(".sections a").last.click()
    page.get_by_role("button", name=words("finish")).click()


def break_off(page: Page) -> None:
    page.locator(".more summary").click()
    page.get_by_role("button", name=words("break_off")).click()


def test_a_change_is_saved_once_it_has_settled(page, server):
    server.open()
    page.locator("#q-rent-input").press_sequentially("450", delay=50)
    assert server.saved == []
    page.wait_for_timeout(PAUSE)
    assert [draft["answers"] for draft in server.saved] == [{"rent": 450}]
    expect(page.locator(".ibar .state--done")).to_be_visible()


def test_answers_without_a_pause_are_saved_all_the_same(page, server):
    server.open()
    page.locator("#q-rent-input").press_sequentially("4" * 14, delay=450)
    assert server.saved


def test_nothing_is_kept_in_the_browser(page, server):
    server.open()
    answer_all_that_is_required(page)
    page.wait_for_timeout(PAUSE)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("caches.keys()") == []
    fields = "form, input, select, textarea"
    assert (
        page.locator(fields).evaluate_all(
            "fields => fields.filter(field => field.autocomplete !== 'off').length"
        )
        == 0
    )
    assert server.foreign == []


def test_a_failed_saving_is_said_and_tried_again(page, server):
    server.draft_answer = (503, {"detail": "busy"}, {"Retry-After": "1"})
    server.open()
    answer_all_that_is_required(page)
    expect(page.locator(".ibar .state--late")).to_be_visible()
    server.draft_answer = (204, {}, {})
    expect(page.locator(".ibar .state--done")).to_be_visible(timeout=4000)
    assert server.saved[-1]["answers"] == {"flat": "got"}


def test_leaving_is_warned_of_only_while_something_is_unsaved(page, server):
    server.open()
    leaving = "window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"  # false: somebody objects
    assert page.evaluate(leaving)
    server.draft_answer = (0, {}, {})
    answer_all_that_is_required(page)
    expect(page.locator(".ibar .state--late")).to_be_visible()
    assert not page.evaluate(leaving)


def test_a_lost_login_is_asked_for_in_both_languages_and_loses_nothing(page, server):
    server.draft_answer = (401, {"detail": "login"}, {})
    server.open()
    answer_all_that_is_required(page)
    box = page.locator("[data-login]")
    expect(box.locator("[data-own]").first).to_be_visible()
    expect(box.get_by_role("link")).to_have_attribute("href", "/login/")
    expect(box.get_by_role("link")).to_have_attribute("target", "_blank")
    server.draft_answer = (204, {}, {})
    box.get_by_role("button").click()
    expect(box).to_have_count(0)
    assert server.saved[-1]["answers"] == {"flat": "got"}


def test_a_later_window_takes_over_what_could_not_be_saved(page, server):
    server.draft_answer = (401, {"detail": "login"}, {})
    server.open()
    answer_all_that_is_required(page)
    expect(page.locator("[data-login]")).to_be_visible()
    later = page.context.new_page()
    other = Server(later, server.document, server.texts)
    other.open()
    expect(later.locator("#q-flat [value=got]")).to_be_checked()
    expect(page.locator("form")).to_have_count(0)
    later.wait_for_timeout(PAUSE)
    assert other.saved[-1]["answers"] == {"flat": "got"}


def test_finishing_sends_what_the_protocol_asks_for_and_opens_the_needs(page, server):
    server.open()
    page.locator("#q-flat [value=none]").check()
    page.locator("#q-persons-input").fill("3")
    page.locator("#q-rent .option--quiet").click()
    finish(page)
    page.wait_for_url("**/needs/")
    (sent,) = server.submitted
    receipt = sent.pop("receipt")
    assert CODE.match(receipt)
    assert sent == {
        "form_id": "needs", "version": "1", "hash": "0" * 64, "language": "ar", "interpreter": "none",
        "contact": "desk", "site": None, "on": "2026-11-21", "outcome": "complete", "break_off_reason": "",
        "consent": {"text_version": "1", "language": "ar"},
        "answers": {"flat": "none", "persons": 3, "rent": None},
    }  # fmt: skip
    assert server.posted == [("/needs/", f"csrfmiddlewaretoken=token&receipt={receipt}")]


def test_answers_that_no_longer_apply_stay_behind(page, server):
    server.open()
    page.locator("#q-flat [value=none]").check()
    page.locator("#q-persons-input").fill("3")
    page.locator("#q-flat [value=no]").check()
    finish(page)
    page.wait_for_url("**/needs/")
    assert server.submitted[0]["answers"] == {"flat": "no"}


def test_the_review_lists_what_is_missing_and_leads_there(page, server):
    server.open()
    page.locator(".sections a").last.click()
    needed = page.locator(".error-box a")
    expect(needed).to_have_count(1)
    expect(page.locator(".panel a").first).to_be_visible()
    needed.click()
    expect(page.locator("#q-flat input").first).to_be_focused()


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((409, {"detail": "x"}, {}), words("conflict")),
        ((413, {"detail": "x"}, {}), words("too_big_to_send")),
        ((500, {"detail": "Ein Satz des Servers."}, {}), "Ein Satz des Servers."),
        ((503, {"detail": "x"}, {"Retry-After": "60"}), words("busy")),
        ((401, {"detail": "x"}, {}), words("login_needed")),
        ((0, {}, {}), words("offline")),
    ],
)
def test_whatever_the_server_says_nothing_is_lost(page, server, answer, sentence):
    server.open()
    answer_all_that_is_required(page)
    server.submit_answer = answer
    finish(page)
    expect(page.locator(".error-box[role=alert]").last).to_contain_text(sentence)
    page.locator(".sections a").first.click()
    expect(page.locator("#q-flat [value=got]")).to_be_checked()


def test_the_same_bytes_go_again_after_a_lost_answer(page, server):
    server.open()
    answer_all_that_is_required(page)
    server.submit_answer = (500, {}, {})
    finish(page)
    page.get_by_role("button", name=words("try_again")).click()
    page.wait_for_timeout(100)
    server.submit_answer = (200, {"status": "stored", "needs": []}, {})
    page.get_by_role("button", name=words("try_again")).click()
    page.wait_for_url("**/needs/")
    assert len(server.submitted) == 3
    assert server.submitted[0] == server.submitted[1] == server.submitted[2]


def test_a_busy_server_is_asked_again_when_it_said_so(page, server):
    server.open()
    answer_all_that_is_required(page)
    server.submit_answer = (503, {"detail": "x"}, {"Retry-After": "1"})
    finish(page)
    expect(page.get_by_role("button", name=words("try_again"))).to_be_visible()
    server.submit_answer = (201, {"status": "stored", "needs": []}, {})
    page.wait_for_url("**/needs/", timeout=4000)


def test_what_the_server_refuses_stands_at_its_question(page, server):
    server.open()
    answer_all_that_is_required(page)
    message = {"de": "Dieser Bezirk ist geschlossen.", "ar": "هذا الحي مغلق."}
    problem = {"key": "district", "row": [], "code": "constraint", "message": message}
    server.submit_answer = (422, {"detail": "x", "problems": [problem]}, {})
    finish(page)
    expect(page.locator("#q-district-error [lang=de]")).to_have_text(message["de"])
    expect(page.locator("#q-district-error [lang=ar]")).to_have_text(message["ar"])


def test_a_refusal_that_belongs_to_no_question_is_said_as_well(page, server):
    server.open()
    answer_all_that_is_required(page)
    message = {"de": "Der Tag liegt in der Zukunft.", "ar": "هذا اليوم في المستقبل."}
    problem = {"key": "on", "row": [], "code": "bad_day", "message": message}
    server.submit_answer = (422, {"detail": "x", "problems": [problem]}, {})
    finish(page)
    expect(page.locator(".error-box[role=alert]").last).to_contain_text(message["de"])


def test_breaking_off_asks_why_and_keeps_what_was_said(page, server):
    server.open()
    page.locator("#q-rent-input").fill("400")
    break_off(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=words("keep_partial")).click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    assert server.submitted == []
    dialog.locator("[value=time]").check()
    dialog.get_by_role("button", name=words("keep_partial")).click()
    page.wait_for_url("**/needs/")
    (sent,) = server.submitted
    assert (sent["outcome"], sent["break_off_reason"], sent["answers"]) == ("partial", "time", {"rent": 400})


def test_breaking_off_names_the_entries_that_cannot_be_kept(page, server):
    server.open()
    page.locator("#q-flat [value=none]").check()
    page.locator("#q-persons-input").fill("99")
    break_off(page)
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".notice--warning li")).to_have_count(1)
    dialog.locator("[value=wish]").check()
    dialog.get_by_role("button", name=words("keep_partial")).click()
    page.wait_for_url("**/needs/")
    assert server.submitted[0]["answers"] == {"flat": "none"}


@pytest.mark.parametrize("handed_over", [False, True], ids=["staff", "client"])
def test_discarding_names_what_is_lost_and_asks_twice(page, server, handed_over):
    server.boot = {"handed_over": handed_over}
    server.open()
    answer_all_that_is_required(page)
    if handed_over:
        page.locator(".tools > button").click()
    else:
        break_off(page)
    dialog = page.get_by_role("dialog")
    dialog.locator(".kern-btn--danger:visible").click()
    expect(dialog.locator(".notice--error")).to_contain_text("1")
    assert server.posted == []
    dialog.locator(".kern-btn--danger:visible").click()
    page.wait_for_url("**/discard/")
    assert [path for path, _ in server.posted] == ["/discard/"]


def test_escape_goes_on_with_the_interview(page, server):
    server.open()
    break_off(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    answer_all_that_is_required(page)
