"""Without a network: after one visit the offers open, nothing else was kept, and it can be removed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ankommen.offers.facts import AtPlaceFacts
from ankommen.offers.services import store_entries, translate_records
from ankommen.portal import views
from ankommen.portal.found import found_offers
from tests.accounts.factories import UserFactory
from tests.accounts.logins import cookies_of
from tests.offers.entries import MORNINGS, OFFER_ID, PLACE_ID, RENT, a_city, entry, the_five

from .blocked import SAVING
from .opened import fits

pytestmark = pytest.mark.django_db(transaction=True)
RENT_AR = "فهم عقد الإيجار"
KEPT = """async () => { const all = []; for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) all.push(new URL(url).pathname); return all; }"""
STORED = "async (address) => (await caches.match(address, { ignoreVary: true }))?.text() ?? ''"
SCOPES = "async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname)"
SET_BACK = """async (address) => { for (const name of await caches.keys()) await (await caches.open(name)).put(
    address, new Response("2026-01-05T10:00:00Z")); }"""
Visit = Callable[..., Page]


@pytest.fixture(autouse=True)
def source() -> Any:
    source = a_city()
    school = replace(
        RENT,
        name="Schulplatz finden",
        summary="Anmeldung in der Schule",
        documents="",
        topics=("language",),
        cost="paid",
        cost_note="5 Euro",
        entry="appointment",
        at_places=(AtPlaceFacts(PLACE_ID, "nach Absprache", ()),),
    )
    store_entries([*the_five(), entry("offer", school, key="school")], source=source, by="import")
    translate_records(
        "ar",
        {f"offer/{OFFER_ID}/name": RENT_AR, f"offer/{OFFER_ID}/documents": "بطاقة الهوية\nرسائل المؤجر"},
        by="7",
    )
    return source


@pytest.fixture(params=[(390, "ar"), (320, "ar"), (1440, "de")], ids=str)
def size(request: Any) -> Any:
    return request.param


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=live_server.url, extra_http_headers={}
    )
    yield context
    context.close()


def until(page: Page, question: str, *given: Any, is_right: Callable[[Any], bool] = bool) -> Any:
    """The answer of the page's script as soon as it is right; within ten seconds."""
    for _round in range(100):
        answer = page.evaluate(question, *given)
        if is_right(answer):
            return answer
        page.wait_for_timeout(100)
    raise AssertionError(answer)


def visited(context: BrowserContext, language: str, path: str = "") -> Page:
    """A page that was opened once, and whose offers are kept now."""
    page = context.new_page()
    page.goto(f"/{language}/{path}")
    until(page, STORED, f"/{language}/offline/as-of")
    return page


def test_an_offer_is_found_and_opened_in_arabic(phone: BrowserContext) -> None:
    page = visited(phone, "ar")
    phone.set_offline(True)
    page.goto("/ar/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("[data-part=without]")).to_be_visible()
    expect(page.locator("[data-part=without] time")).to_contain_text("20")
    expect(page.locator(".offer")).to_have_count(2)
    page.get_by_role("searchbox").fill("ايجار")  # without the signs of the name
    page.keyboard.press("Enter")
    expect(page.locator(".offer")).to_have_count(1)
    page.get_by_role("link", name=RENT_AR).click()
    expect(page.locator("h1:visible")).to_have_text(RENT_AR)
    assert page.url.endswith(f"/ar/offers/{OFFER_ID}/")
    for said in ("بطاقة الهوية", "Lindenstraße 14", "44145 Dortmund", "الاثنين إلى الجمعة", "Deutsch"):
        expect(page.locator("[data-part=offer]")).to_contain_text(said)
    expect(page.locator("[data-part=offer] [lang=de]").first).to_have_text(RENT.summary)  # marked
    expect(page.get_by_text("Euro")).to_have_count(0)
    page.go_back()
    expect(page.locator(".offer")).to_have_count(1)


def test_a_link_that_was_kept_opens_and_topics_and_words_narrow_the_list(phone: BrowserContext) -> None:
    page = visited(phone, "de", f"offers/{OFFER_ID}/")
    phone.set_offline(True)
    page.goto(f"/de/offers/{OFFER_ID}/sheet/")
    expect(page.locator("h1:visible")).to_have_text(RENT.name)
    for path, names in {
        "topics/language/": ["Schulplatz finden"],
        "offers/?topic=money&q=": [RENT.name],
        "offers/?q=schule+anmeldung": ["Schulplatz finden"],
        "offers/?q=türkisch+miete": [RENT.name],
        "offers/?q=TURKISCH": [RENT.name, "Schulplatz finden"],
        "offers/?q=zzz": [],
        "events/": [RENT.name, "Schulplatz finden"],
        "offers/00000000-0000-4000-8000-000000000000/": [RENT.name, "Schulplatz finden"],
    }.items():
        page.goto(f"/de/{path}")
        expect(page.locator(".offer h3")).to_have_text(names)
        expect(page.locator("[data-part=none]")).to_be_visible(visible=not names)


def test_with_the_network_back_the_same_link_opens_the_newest(phone: BrowserContext) -> None:
    page = visited(phone, "de")
    phone.set_offline(True)
    page.goto(f"/de/offers/{OFFER_ID}/")
    expect(page.locator("[data-part=without]")).to_be_visible()
    phone.set_offline(False)
    page.locator("[data-part=without] a").click()
    expect(page.locator("[data-offline]")).to_have_count(0)
    expect(page.locator("h1")).to_have_text(RENT.name)


def test_a_network_that_does_not_answer_is_not_waited_for(
    phone: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visited(phone, "de")
    come_back = Event()
    monkeypatch.setattr(views, "found_offers", lambda *given: come_back.wait(30) and found_offers(*given))
    page.goto("/de/offers/?q=miete", timeout=12_000)
    expect(page.locator("[data-part=without]")).to_be_visible()
    expect(page.locator(".offer")).to_have_count(1)
    come_back.set()
    page.goto("/de/offers/?q=miete")
    expect(page.locator("[data-offline]")).to_have_count(0)


def test_only_the_offers_of_one_language_are_kept(phone: BrowserContext) -> None:
    page = visited(phone, "ar")
    page = visited(phone, "de")
    assert page.evaluate(SCOPES) == ["/de/"]
    kept = page.evaluate(KEPT)
    assert {path for path in kept if not path.startswith("/static/")} == {
        "/de/offline/", "/de/offline.json", "/de/offline/as-of",
    }  # fmt: skip
    assert len(kept) == len(set(kept))


def test_nothing_of_the_desk_or_of_a_person_is_kept(phone: BrowserContext, live_server: Any) -> None:
    client = Client()
    client.force_login(UserFactory(role="project_lead"))
    phone.add_cookies(cookies_of(client, live_server.url))
    page = visited(phone, "ar")
    for path in (
        "/desk/", "/desk/offers/", "/desk/suggestions/", "/journal/", "/my-access/", "/login/", "/my-case/",
        "/interviews/needs/", "/figures/", "/privacy/",
    ):  # fmt: skip
        page.goto(path)
        assert page.evaluate("navigator.serviceWorker.controller") is None, path
    for path in (
        "/ar/suggestions/",
        f"/ar/offers/{OFFER_ID}/report/",
        f"/ar/offers/{OFFER_ID}/",
        "/ar/guides/",
    ):
        page.goto(path)
        assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("/ar/offline-worker.js")
    outside = {path for path in page.evaluate(KEPT) if not path.startswith("/static/")}
    assert outside == {"/ar/offline/", "/ar/offline.json", "/ar/offline/as-of"}
    assert page.evaluate(SCOPES) == ["/ar/"]
    host = urlsplit(page.url).netloc
    as_sent = Client(headers={"Host": host}).get("/ar/offline/").content.decode()
    assert page.evaluate(STORED, "/ar/offline/") == as_sent
    phone.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/desk/")


def test_a_change_reaches_what_is_kept_at_the_next_visit(phone: BrowserContext, source: Any) -> None:
    page = visited(phone, "de")
    before = page.evaluate(KEPT)
    store_entries([entry("offer", replace(RENT, name="Mieten ganz neu"))], source=source, by="7")
    page.reload()
    page.wait_for_timeout(500)
    assert "Mieten ganz neu" not in page.evaluate(STORED, "/de/offline.json")  # asked a moment ago
    page.evaluate(SET_BACK, "/de/offline/as-of")
    page.reload()
    until(page, STORED, "/de/offline.json", is_right=lambda said: "Mieten ganz neu" in said)
    until(page, KEPT, is_right=lambda kept: sorted(kept) == sorted(before))  # the old ones are gone
    phone.set_offline(True)
    page.goto("/de/offers/?q=neu")
    expect(page.locator(".offer h3")).to_have_text(["Mieten ganz neu"])


def test_what_is_not_new_is_only_dated_anew(phone: BrowserContext) -> None:
    page = visited(phone, "de")
    kept = page.evaluate(KEPT)
    page.evaluate(SET_BACK, "/de/offline/as-of")
    page.reload()
    until(page, STORED, "/de/offline/as-of", is_right=lambda said: "2026-01-05" not in said)
    assert page.evaluate(KEPT) == kept


def test_it_is_removed_stays_away_and_comes_back_when_wanted(phone: BrowserContext) -> None:
    page = visited(phone, "de")
    page.goto("/de/offline/")
    expect(page.locator("[data-part=kept]")).to_be_visible()
    page.locator("[data-act=remove]").click()
    expect(page.locator("[data-part=removed]")).to_be_focused()
    assert (page.evaluate(KEPT), page.evaluate(SCOPES)) == ([], [])
    page.goto("/de/offers/")
    page.goto("/en/")
    page.wait_for_timeout(1_000)
    assert (page.evaluate(KEPT), page.evaluate(SCOPES)) == ([], [])
    page.goto("/de/offline/")
    page.locator("[data-act=keep]").click()
    expect(page.locator("[data-part=kept]")).to_be_visible()
    assert "/de/offline.json" in page.evaluate(KEPT)


def test_who_saves_data_is_asked_first(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, extra_http_headers=SAVING)
    page = context.new_page()
    page.goto("/de/")
    page.wait_for_timeout(1_000)
    assert (page.evaluate(KEPT), page.evaluate(SCOPES)) == ([], [])
    page.goto("/de/offline/")
    page.locator("[data-act=keep]").click()
    expect(page.locator("[data-part=kept]")).to_be_visible()
    context.close()


def test_the_page_is_free_of_barriers(size: Any, browser: Browser, live_server: Any) -> None:
    width, language = size
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=live_server.url, extra_http_headers={}
    )
    page = context.new_page()
    page.goto(f"/{language}/offline/")
    expect(page.locator("[data-part=nothing]")).to_be_visible()
    fits(page, "offline-nothing")
    until(page, STORED, f"/{language}/offline/as-of")
    page.reload()
    expect(page.locator("[data-part=kept]")).to_be_visible()
    fits(page, "offline-kept")
    context.set_offline(True)
    for name, path in {"list": "", "offer": f"offers/{OFFER_ID}/", "none": "offers/?q=zzz"}.items():
        page.goto(f"/{language}/{path}")
        expect(page.locator("[data-part=without]")).to_be_visible()
        page.evaluate("document.fonts.ready.then(() => true)")
        fits(page, f"offline-{name}")
    context.close()


def test_more_is_shown_when_asked_for(phone: BrowserContext, source: Any) -> None:
    many = [
        entry(
            "offer",
            replace(RENT, name=f"Angebot {n:02}", at_places=(AtPlaceFacts(PLACE_ID, "", (MORNINGS,)),)),
            key=f"n{n}",
        )
        for n in range(60)
    ]
    store_entries(many, source=source, by="import")
    page = visited(phone, "de")
    phone.set_offline(True)
    page.goto("/de/offers/")
    more = page.locator("[data-part=more]")
    for number in (25, 50):
        expect(page.locator(".offer")).to_have_count(number)
        more.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".offer a").nth(number)).to_be_focused()
    expect(page.locator(".offer")).to_have_count(62)
    expect(more).to_be_hidden()


def test_without_a_script_it_says_what_is_needed(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/en/offline/")
    expect(page.get_by_text("For this it needs JavaScript.")).to_be_visible()
    page.get_by_role("link", name="All offers").click()
    expect(page.locator(".offer")).to_have_count(2)
    context.close()
