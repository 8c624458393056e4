"""A university gets data: proposed by one person, released by another, made, fetched and opened."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pyreadstat
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from ankommen.accounts.models import User
from ankommen.evaluation.models import ResearchProject
from tests.accounts.logins import cookies_of
from tests.evaluation.research import CANARY, Town, hold_interviews, linked_town

pytestmark = pytest.mark.django_db(transaction=True)
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
WIDTHS = (390, 1280)


@pytest.fixture
def town(live_server) -> Town:
    town = linked_town()
    hold_interviews(town)
    return town


def page_of(user: User, browser: Browser, address: str, *, scripts: bool = True) -> Page:
    client = Client()
    client.force_login(user)
    context = browser.new_context(locale="de-DE", base_url=address, java_script_enabled=scripts)
    context.add_cookies(cookies_of(client, address))
    return context.new_page()


def look_at(page: Page) -> None:
    """Fits on a phone and on a desk, and says what it is to everybody; then as wide as it was."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        assert page.evaluate(TOO_WIDE) <= 0, (page.url, width)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def fill_in(page: Page) -> None:
    """What the form asks for, one thing wrong."""
    page.fill("[name=title]", "Wohnen nach der Ankunft")
    page.fill("[name=institution]", "Universität")
    page.fill("[name=purpose]", "Wer findet Hilfe bei der Wohnungssuche?")
    page.fill("[name=name]", "wohnen")
    page.fill("[name=ends_on]", (timezone.localdate() + timedelta(days=100)).isoformat())
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    for key, use in (
        ("interview:language", "quasi"),
        ("home_now", "sensitive"),
        ("people", "plain"),
        ("age", "plain"),
    ):
        page.locator(f'[name="use:{key}"]').select_option(use)
    page.locator('[name="bands:age"]').fill("12; 6")


def test_from_the_proposal_to_the_opened_file(
    browser: Browser, live_server, town: Town, tmp_path: Path
) -> None:
    editor = page_of(town.editor, browser, live_server.url)
    editor.goto("/results/research/")
    look_at(editor)
    editor.locator("main a.kern-btn--primary").click()
    fill_in(editor)
    editor.locator("main form .kern-btn--primary").click()
    expect(editor.locator(".error-box a")).to_have_attribute("href", "#id_bands:age")
    look_at(editor)
    editor.locator('[name="bands:age"]').fill("6; 12")
    editor.locator("main form .kern-btn--primary").click()
    editor.wait_for_url("**/results/research/wohnen/")
    expect(editor.locator(".state--soon")).to_be_visible()
    assert editor.locator("form[action$='/release/']").count() == 0

    lead = page_of(town.lead, browser, live_server.url)
    complaints: list[str] = []
    lead.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    lead.goto("/results/research/wohnen/")
    look_at(lead)
    lead.locator("form[action$='/release/'] button").click()
    expect(lead.locator(".state--open")).to_be_visible()
    look_at(lead)
    lead.locator("#id_file_format").select_option("sav")
    lead.locator("#id_language").select_option("de")
    lead.locator("#export form button").click()
    fetch = lead.locator("form[action$='/fetch/'] button")
    fetch.wait_for(timeout=30_000)  # nobody reloads: the page asks by itself
    look_at(lead)
    with lead.expect_download() as download:
        fetch.click()
    assert complaints == []
    download.value.save_as(tmp_path / "wohnen.zip")
    opened_in_spss(tmp_path)
    lead.goto("/results/research/wohnen/end/")
    look_at(lead)
    lead.locator("main form .kern-btn--danger").click()
    expect(lead.locator(".state--idle")).to_be_visible()
    for page in (editor, lead):
        page.context.close()


def opened_in_spss(folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO((folder / "wohnen.zip").read_bytes())) as archive:
        assert not [name for name in archive.namelist() if CANARY.encode() in archive.read(name)]
        archive.extractall(folder)
    frame, facts = pyreadstat.read_sav(folder / "wohnen" / "interviews.sav", user_missing=True)
    assert facts.column_names_to_labels["home_now"] == "Brauchen Sie Hilfe?"
    assert facts.missing_ranges["home_now"] == [{"lo": -4, "hi": -1}]
    assert len(frame) > 100 and frame.groupby("interview_language").size().min() >= 10
    rows, facts = pyreadstat.read_sav(folder / "wohnen" / "repeat_children.sav")
    assert facts.variable_value_labels["age"][1] == "6 bis unter 12" and set(rows["id"]) <= set(frame["id"])


def test_without_a_script_it_goes_the_same_way(browser: Browser, live_server, town: Town) -> None:
    editor = page_of(town.editor, browser, live_server.url, scripts=False)
    editor.goto("/results/research-proposal/")
    summaries = editor.locator("main summary")
    for place in range(1, summaries.count()):
        summaries.nth(place).click()
    for name, text in (("title", "T"), ("institution", "U"), ("purpose", "P"), ("name", "still")):
        editor.fill(f"[name={name}]", text)
    editor.fill("[name=ends_on]", (timezone.localdate() + timedelta(days=100)).isoformat())
    for key, use in (("interview:language", "quasi"), ("home_now", "sensitive")):
        editor.locator(f'[name="use:{key}"]').select_option(use)
    editor.locator("main form .kern-btn--primary").click()
    lead = page_of(town.lead, browser, live_server.url, scripts=False)
    lead.goto("/results/research/still/")
    lead.locator("form[action$='/release/'] button").click()
    lead.locator("#id_file_format").select_option("csv")
    lead.locator("#id_language").select_option("en")
    lead.locator("#export form button").click()
    fetch = lead.locator("form[action$='/fetch/'] button")
    fetch.wait_for(timeout=30_000)  # the page loads itself again
    with lead.expect_download() as download:
        fetch.click()
    assert download.value.suggested_filename.startswith("still-")
    assert ResearchProject.objects.get().state == "released"
    for page in (editor, lead):
        page.context.close()
