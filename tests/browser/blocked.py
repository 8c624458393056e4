"""What the content security policy blocks in a browser: nothing, in any test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext

_LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
    window.tellBlocked(`${event.effectiveDirective} ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`))"""

SAVING = {"Save-Data": "on"}


@contextmanager
def watched(browser: Browser) -> Iterator[list[str]]:
    """A list of what is blocked in pages that are opened meanwhile: the reports that the server would get.

    Devices save data unless a test says otherwise: they keep no offers, which would go on behind a page and
    outlast its test.
    """
    blocked: list[str] = []

    def new_context(**options: Any) -> BrowserContext:
        context = Browser.new_context(browser, **{"extra_http_headers": SAVING, **options})
        context.expose_binding("tellBlocked", lambda _source, what: blocked.append(what))
        context.add_init_script(_LISTEN)
        return context

    usual, browser.new_context = browser.new_context, new_context  # type: ignore[method-assign]
    try:
        yield blocked
    finally:
        browser.new_context = usual  # type: ignore[method-assign]
