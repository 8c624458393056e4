"""A page of a real browser that may load the scripts of the package, under the policy of the product."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route

import ankommen

SCRIPTS = Path(ankommen.__file__).parent / "interviews" / "static" / "interviews"
ORIGIN = "http://localhost:8998"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"


@contextmanager
def rules_page(browser: Browser) -> Iterator[Page]:
    """A blank page; everything it asks for comes from here."""
    page = browser.new_page()
    page.route("**/*", _answer)
    page.goto(ORIGIN)
    yield page
    page.close()


def _answer(route: Route) -> None:
    name = route.request.url.removeprefix(ORIGIN).lstrip("/")
    if name:
        route.fulfill(path=SCRIPTS / name, content_type="text/javascript")
    else:
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(body="<!doctype html><title>rules</title>", content_type="text/html", headers=headers)


def run(page: Page, script: str, argument: Any) -> Any:
    """What `script` makes of /cases.json, which it fetches: as an argument it would be too much to hand over."""
    page.route("**/cases.json", lambda route: route.fulfill(json=argument))
    return json.loads(page.evaluate(script))
