"""The first login of a new colleague, and every one after it: app, passkey, paper, and out again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ankommen.accounts.models import User
from tests.accounts.factories import PASSWORD, UserFactory
from tests.accounts.logins import code_at, give_app

pytestmark = pytest.mark.django_db(transaction=True)
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
SUBMIT = "main form:has(input:not([type=hidden])) [type=submit]"


@pytest.fixture
def colleague(transactional_db: None) -> User:
    user: User = UserFactory(username="jana", full_name="Jana Brandt")
    return user


@pytest.fixture(params=[(390, "de-DE"), (1440, "de-DE"), (390, "ar"), (1440, "ar")], ids=str)
def page(request: Any, browser: Browser, live_server: Any, colleague: User, strict: None) -> Iterator[Page]:
    width, language = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=language, base_url=live_server.url
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert [text for text in complaints if "422" not in text] == []


@pytest.fixture
def strict(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


def fits(page: Page, name: str) -> None:
    """No finding of axe, nothing wider than the screen. With PICTURES set, a picture to look at."""
    if folder := os.environ.get("PICTURES"):
        width, language = page.viewport_size["width"], page.locator("html").get_attribute("lang")  # type: ignore[index]
        page.screenshot(path=Path(folder) / f"{name}-{language}-{width}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate(TOO_WIDE) <= 0


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.goto("/login/")
    page.locator("[name=username]").fill("jana")
    page.locator("[name=password]").fill(password)
    page.locator("form:has([name=password]) [type=submit]").click()


def type_code(page: Page, code: str) -> None:
    page.locator("[name=code]").fill(code)
    page.locator(SUBMIT).click()


def with_authenticator(context: BrowserContext, page: Page) -> None:
    """A device that keeps passkeys, with a finger that is always there."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_the_first_day(page: Page) -> None:
    log_in(page, "wrong")
    fits(page, "login-wrong")
    log_in(page)
    page.wait_for_url("**/access/set-up/")
    fits(page, "set-up")
    page.goto("/interviews/")
    page.wait_for_url("**/access/set-up/")
    page.locator("a[href='/access/app/']").click()
    secret = page.locator(".code").inner_text()
    expect(page.locator("svg.qrcode")).to_be_visible()
    type_code(page, "000000")
    fits(page, "app-wrong")
    assert page.locator(".code").inner_text() == secret
    type_code(page, code_at(timezone.now(), secret))
    page.wait_for_url("**/access/codes/")
    fits(page, "codes-before")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".codes li")).to_have_count(10)
    fits(page, "codes")
    page.goto("/access/")
    fits(page, "my-access")
    page.goto("/access/password/")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=new]").fill("passwordpassword")
    page.locator("[name=again]").fill("other")
    page.locator(SUBMIT).click()
    fits(page, "password-wrong")


def test_every_day(page: Page, colleague: User) -> None:
    page.goto("/login/")
    fits(page, "login")
    give_app(colleague)
    log_in(page)
    page.wait_for_url("**/login/second-factor/")
    type_code(page, "000000")
    fits(page, "second-wrong")
    type_code(page, code_at(timezone.now()))
    page.wait_for_url(lambda url: url.endswith("/desk/"))
    page.goto("/access/confirm/?next=/access/password/")
    fits(page, "confirm")


def test_a_passkey_from_the_first_to_the_last(page: Page) -> None:
    with_authenticator(page.context, page)
    log_in(page)
    page.locator("a[href='/access/passkey/']").click()
    expect(page.locator("[data-passkey]")).to_be_visible()
    fits(page, "passkey")
    page.locator("[name=name]").fill("Dienst-Laptop")
    page.locator("[data-passkey] button").click()
    page.wait_for_url("**/access/codes/")
    page.goto("/access/")
    expect(page.get_by_text("Dienst-Laptop").first).to_be_visible()
    fits(page, "my-access-passkey")
    page.locator("form[action='/logout/'] button").click()
    page.wait_for_url("**/login/")
    page.locator("[data-passkey] button").click()
    page.wait_for_url(lambda url: not url.endswith("/login/"))
    page.goto("/access/confirm/?next=/access/password/")
    fits(page, "confirm-passkey")
    page.locator("[data-passkey] button").click()
    page.wait_for_url(lambda url: "confirm" not in url)
    page.locator("form[action='/logout/'] button").click()
    page.wait_for_url("**/login/")
    log_in(page)
    page.wait_for_url("**/login/second-factor/")
    fits(page, "second-passkey")
    page.locator("[data-passkey] button").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto("/access/")
    expect(page.locator("h1")).to_be_visible()


def test_a_device_without_a_passkey_is_told(page: Page, live_server: Any) -> None:
    page.goto("/login/")
    refused = page.locator("[data-passkey]").get_attribute("data-refused")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.locator("[data-passkey] button").click()
    expect(page.locator("[data-passkey] [role=alert]")).to_have_text(refused or "?")
    fits(page, "passkey-refused")
