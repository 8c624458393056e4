"""The interview screen in a browser without a server: files come from the package, answers from the test.

The screen runs under the product's own content security policy. What it saves and submits is collected here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.utils import build_policy
from playwright.sync_api import Page, Route

import ankommen
from ankommen.interviews.wording import wording

Json = dict[str, Any]
PACKAGE = Path(ankommen.__file__).parent
ORIGIN = "http://localhost:8999"  # a secure context, as HTTPS is
POLICY: str = build_policy()  # the product's own
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
UUID = "3f0c8a52-6a6e-4d6e-9b53-0a1c5f0b7d11"
DIRECTIONS = {"ar": "rtl", "fa": "rtl"}
NAMES = {"de": "Deutsch", "ar": "العربية", "tr": "Türkçe"}
REASONS = ("time", "wish", "language", "topic", "technical", "other")


@dataclass
class Server:
    """What the pretended server has got, and what it answers next. An answer is (status, body, headers)."""

    page: Page
    document: Json
    texts: dict[str, dict[str, str]]
    boot: Json = field(default_factory=dict)
    saved: list[Json] = field(default_factory=list)
    submitted: list[Json] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)  # the UUIDs of what was submitted
    posted: list[tuple[str, str]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    draft_answer: tuple[int, Json, dict[str, str]] = (204, {}, {})
    submit_answer: tuple[int, Json, dict[str, str]] = (201, {"status": "stored", "needs": []}, {})
    script: str = "screen.js"

    def open(self, *, drawn: str = "h1[tabindex]") -> None:
        """Load the screen and wait until it is drawn, that is until `drawn` is there."""
        self.page.route("**/*", self._answer)
        self.page.goto(f"{ORIGIN}/interview/")
        self.page.locator(drawn).first.wait_for()

    def languages(self) -> Json:
        """The languages of the boot object, for tests that change a part of them."""
        return dict(boot_of(self.document, self.texts)["languages"])

    def _answer(self, route: Route) -> None:
        request, address = route.request, urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" != ORIGIN:
            self.foreign.append(request.url)
            route.abort()
        elif address.path.startswith("/static/"):
            _static(route, address.path.removeprefix("/static/"))
        elif address.path == "/document.json":
            route.fulfill(json=self.document)
        elif address.path.startswith("/texts/"):
            route.fulfill(json=self.texts[address.path.removeprefix("/texts/")])
        elif request.method == "PUT":
            self._collect(route, self.saved, self.draft_answer)
        elif address.path.startswith("/submit/"):
            self.numbers.append(address.path.removeprefix("/submit/").strip("/"))
            self._collect(route, self.submitted, self.submit_answer)
        elif request.method == "POST":
            self.posted.append((address.path, request.post_data or ""))
            route.fulfill(content_type="text/html", body="<!doctype html><title>next</title><p>next</p>")
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(content_type="text/html", body=self._page(), headers=headers)

    def _collect(self, route: Route, kept: list[Json], answer: tuple[int, Json, dict[str, str]]) -> None:
        status, body, headers = answer
        if status == 0:
            route.abort()
            return
        kept.append(json.loads(route.request.post_data or "{}"))
        route.fulfill(status=status, json=body, headers=headers)

    def _page(self) -> str:
        boot = json.dumps({**boot_of(self.document, self.texts), **self.boot}).replace("<", "\\u003c")
        template = Path(__file__).with_name("page.html").read_text()
        return template.replace("SCRIPT", self.script).replace("BOOT", boot)


def words(name: str) -> str:
    """What the screen says in German, by the name of the sentence: tests do not depend on a catalogue."""
    return wording("de")[name]


def boot_of(document: Json, texts: dict[str, dict[str, str]]) -> Json:
    """The boot object as docs/decisions/0002 has it: German beside the first other language."""
    languages = ["de", *(code for code in texts if code != "de")]
    return {
        "interview": UUID,
        "form": {
            "id": document["form_id"],
            "version": document["version"],
            "hash": "0" * 64,
            "document": "/document.json",
            "texts": {code: f"/texts/{code}" for code in languages},
        },
        "languages": {"own": "de", "client": languages[1], "all": [_language(code) for code in languages]},
        "on": "2026-11-21",
        "handed_over": False,
        "interpreter": "none",
        "contact": "desk",
        "site": None,
        "consent": {"text_version": "1", "language": "ar"},
        "topics": {},
        "draft": None,
        "wording": {code: wording(code) for code in languages},
        "break_off_reasons": {code: {reason: reason for reason in REASONS} for code in languages},
        "urls": {
            "draft": "/draft/", "submit": f"/submit/{UUID}/", "needs": "/needs/", "hand_over": "/hand-over/",
            "take_back": "/take-back/", "discard": "/discard/", "login": "/login/", "end": "/end/",
        },
        "icons": "/static/ui/icons.svg",
        "csrf": "token",
    }  # fmt: skip


def _language(code: str) -> Json:
    return {"code": code, "name": NAMES[code], "direction": DIRECTIONS.get(code, "ltr")}


def _static(route: Route, name: str) -> None:
    file = PACKAGE / name.partition("/")[0] / "static" / name
    if not file.exists():
        file = PACKAGE / "ui" / "static" / name
    if file.exists():
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
    else:
        route.fulfill(status=404)
