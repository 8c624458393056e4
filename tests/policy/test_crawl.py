"""Canaries: every field of every case holds a word that stands nowhere else. Every kind of actor follows each
link, opens each address with each number, sends each form and searches for each name; no page, file, message
or line of the log holds the word of a field that the table in `expected` does not open to it.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections import deque
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urljoin, urlsplit

import pypdf
import pytest
from django.core import mail
from django.http import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from lxml import html

from ankommen.accounts.models import Role
from ankommen.accounts.policy import POLICY, Allowed
from ankommen.cases import queries
from ankommen.cases.models import Case
from tests.addresses import routes, undone
from tests.cases.factories import town

from .expected import RELATIONS, ROLES, WITHOUT_ROLE, expected_fields
from .world import browser_of, canary, cases_around

pytestmark = pytest.mark.django_db
IN_SHORT = {"reception", "team_lead", "partner", "data_protection_officer", "anonymous", "tablet"}
ACTORS = [
    actor if actor in IN_SHORT else pytest.param(actor, marks=pytest.mark.long)
    for actor in (*ROLES, *WITHOUT_ROLE)
]
GROUPS = ("stub", "contact", "notes", "special")
CANARIES = {canary(relation, group): (relation, group) for relation in RELATIONS for group in GROUPS}
_LEFT_OUT = ("/logout/", "/language/", "/static/")  # nothing to read, and the crawl would stand outside


class Crawl:
    """One actor in a house full of canaries, and the words that it came to read."""

    def __init__(self, actor: str) -> None:
        town()
        self.actor = actor
        self.browser, user = browser_of(actor)
        self.cases = cases_around(user)
        self.waiting = deque(self._addresses())
        self.known = set(self.waiting)
        self.read: dict[str, set[str]] = {}
        self.answers = 0

    def run(self) -> list[str]:
        """Read everything; the words that should not have been there, and where they stood."""
        while self.waiting:
            address = self.waiting.popleft()
            self._take(f"GET {address}", address, self._ask("GET", address))
        for address, text in self._searches():
            self._take(f"POST {address}", address, self._ask("POST", address, {"text": text}), onward=False)
        shown = expected_fields()
        return [
            f"{self.actor} {where}: {word}"
            for word, (relation, group) in CANARIES.items()
            for where in self.read.get(word, ())
            if group not in shown.get((self.actor, relation), frozenset())
        ]

    def _addresses(self) -> Iterator[str]:
        """Every address of the house that can be made, with the number of each case where it asks for one."""
        for route in routes():
            if not route.arguments:
                yield reverse(route.name)
            for case in self.cases.values() if "pk" in route.arguments else ():
                try:
                    yield reverse(route.name, args=[case.pk, *[""] * (len(route.arguments) - 1)])
                except NoReverseMatch:
                    break

    def _searches(self) -> Iterator[tuple[str, str]]:
        """Each name in capitals, so that an answer that repeats the question holds no canary; each number."""
        for case in self.cases.values():
            yield reverse("cases:search"), case.client.name.upper()
            yield reverse("cases:search"), case.number

    def _ask(self, method: str, address: str, fields: dict[str, Any] | None = None) -> HttpResponseBase:
        """The answer; what asking changed is undone."""
        cookies = deepcopy(self.browser.cookies)
        with undone():
            answer: HttpResponseBase = getattr(self.browser, method.lower())(address, fields or {})
        self.browser.cookies = cookies
        self.answers += 1
        return answer

    def _take(self, asked: str, address: str, answer: HttpResponseBase, *, onward: bool = True) -> None:
        """Note the canaries of an answer, and where it leads."""
        assert answer.status_code < 500, asked
        kind, body = answer.headers.get("Content-Type", ""), body_of(answer)
        texts = "\n".join([str(answer.headers), *texts_of(kind, body)])
        for word in CANARIES:
            if word in texts:
                self.read.setdefault(word, set()).add(asked)
        if onward:
            self._follow(address, answer.headers.get("Location", ""))
        if onward and body and kind.startswith("text/html"):
            page = html.fromstring(body)
            for link in page.iter("a", "link"):
                self._follow(address, link.get("href", ""))
            for form in page.iter("form"):
                self._send(address, form)

    def _follow(self, address: str, link: str) -> None:
        onward = urlsplit(urljoin(f"http://testserver{address}", link))
        target = f"{onward.path}?{onward.query}" if onward.query else onward.path
        if onward.netloc == "testserver" and target not in self.known and not target.startswith(_LEFT_OUT):
            self.known.add(target)
            self.waiting.append(target)

    def _send(self, address: str, form: Any) -> None:
        """Send a form as it stands, with something in what is empty; the same form once."""
        target = urlsplit(urljoin(f"http://testserver{address}", form.get("action") or "")).path
        fields = {field.name: _filled(field) for field in form.inputs if field.name}
        fields.pop("csrfmiddlewaretoken", None)
        asked = f"POST {target} {sorted(fields)}"
        if form.method != "POST" or asked in self.known or target.startswith(_LEFT_OUT):
            return
        self.known.add(asked)
        self._take(asked, target, self._ask("POST", target, fields), onward=False)


def _filled(field: Any) -> str:
    options = [value for value in getattr(field, "value_options", ()) if value]
    return field.value or (options[0] if options else "1")


def body_of(answer: HttpResponseBase) -> bytes:
    if getattr(answer, "streaming", False):
        return b"".join(answer)  # type: ignore[call-overload]
    return bytes(answer.content)  # type: ignore[attr-defined]


def texts_of(kind: str, body: bytes) -> Iterator[str]:
    """What can be read in a file, whatever it is packed in."""
    yield body.decode("utf-8", "replace")
    if body.startswith(b"%PDF"):
        yield from (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK"):
        packed = zipfile.ZipFile(io.BytesIO(body))
        yield from (packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


@pytest.mark.parametrize("actor", ACTORS)
def test_nobody_reads_what_is_not_open(actor: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        crawl = Crawl(actor)
        assert crawl.run() == []
    lines = "\n".join([*(record.getMessage() for record in caplog.records), caplog.text])
    letters = "\n".join(str(letter.message()) for letter in mail.outbox)
    assert not [word for word in CANARIES if word in lines or word in letters]


def test_the_crawl_reads_what_is_open() -> None:
    """A crawl that reads nothing would find nothing."""
    crawl = Crawl("social_worker")
    crawl.run()
    shown = expected_fields()
    wanted = {
        word
        for word, (relation, group) in CANARIES.items()
        if group in shown.get(("social_worker", relation), frozenset())
    }
    assert set(crawl.read) == wanted
    assert any("copy" in where for places in crawl.read.values() for where in places)


@pytest.mark.long
def test_a_wider_entry_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    wider = {**POLICY["case", "read"], Role.RECEPTION: (Allowed("organisation"),)}
    monkeypatch.setitem(POLICY, ("case", "read"), wider)
    assert any("organisationcanarynotes" in where for where in Crawl("reception").run())


@pytest.mark.long
def test_a_search_without_scope_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = Case.objects.select_related("client", "organisation", "responsible")
    monkeypatch.setattr(queries, "cases_of", lambda user: everything)
    found = Crawl("partner").run()
    assert any("POST /cases/search/" in where and "xforeigncanarystub" in where for where in found)


def test_a_file_with_too_much_is_found() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.xml", canary("foreign", "notes"))
    assert any(canary("foreign", "notes") in text for text in texts_of("", packed.getvalue()))
