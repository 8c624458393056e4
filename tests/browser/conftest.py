"""A real Chromium for the stories of this folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .screen.forms import every_kind
from .screen.harness import Server

# Playwright's loop runs in this thread; Django would take a test's own queries for queries of a coroutine.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


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
