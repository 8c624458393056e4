"""Pages in several hands at once, on a phone in Arabic and on a desk in German; none of them may complain."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page

from ankommen.accounts.models import User
from tests.accounts.logins import cookies_of
from tests.cases.factories import town

TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
Open = Callable[[User | None], Page]


@pytest.fixture(params=[(390, "ar"), (1440, "de-DE")], ids=str)
def opened(request: Any, browser: Browser, live_server: Any) -> Iterator[Open]:
    """Gives a page in the hands of an account, or of nobody; none of them may complain."""
    width, language = request.param
    contexts, complaints = [], list[str]()
    town()

    def open_for(user: User | None) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, base_url=live_server.url
        )
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            context.add_cookies(cookies_of(client, live_server.url))
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert [text for text in complaints if not any(code in text for code in ("422", "404"))] == []


def fits(page: Page, name: str) -> None:
    """No finding of axe, nothing wider than the screen. With PICTURES set, a picture to look at."""
    assert findings(page, name) == [], name


def findings(page: Page, name: str) -> list[tuple[str, list[str]]]:
    """What axe finds, and what is wider than the screen. With PICTURES set, a picture to look at."""
    if folder := os.environ.get("PICTURES"):
        width, language = page.viewport_size["width"], page.locator("html").get_attribute("lang")  # type: ignore[index]
        page.screenshot(path=Path(folder) / f"{name}-{language}-{width}.png", full_page=True)
    violations = Axe().run(page).response["violations"]
    found = [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations]
    too_wide = page.evaluate(TOO_WIDE)
    return found if too_wide <= 0 else [*found, ("wider than the screen", [f"{too_wide} px"])]
