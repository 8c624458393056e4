"""A real Chromium for the stories of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .screen.forms import every_kind
from .screen.harness import Server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of 820 x 1180, a tablet, that must not complain: errors in its console fail the test."""
    context = browser.new_context(viewport={"width": 820, "height": 1180}, locale="de-DE")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    answered = [
        text for text in complaints if "Failed to load resource" not in text
    ]  # the test asked for that
    assert answered == []


@pytest.fixture
def server(page: Page) -> Server:
    """The screen with a questionnaire of every kind, German beside Arabic; not opened yet."""
    form = every_kind()
    assert form.document is not None
    return Server(page, form.document, form.texts)
