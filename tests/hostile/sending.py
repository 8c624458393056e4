"""Sends hostile values to an address and judges the answer: never trouble, and no refusal without a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any, TypeVar
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.utils import translation

SENT: Counter[str] = Counter()  # requests of this process, refusals and trouble among them
FORM = "application/x-www-form-urlencoded"
# What a refusal may write: who was let in, who guessed how often, who looked at what.
MAY_GROW = re.compile(r"django_session|accounts_guess|journal_", re.IGNORECASE)
_HEADING = re.compile(r"<h1[^>]*>(?:\s|<[^>]*>)*\w")
_WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


def encoded(fields: dict[str, str]) -> bytes:
    """A form as the wire carries it; half characters as their three bytes, which no encoder would write."""
    pairs = (
        "=".join(quote(part.encode("utf-8", "surrogatepass"), safe="") for part in pair)
        for pair in fields.items()
    )
    return "&".join(pairs).encode()


@contextmanager
def writes() -> Iterator[list[str]]:
    """The tables that are written to meanwhile and not rolled back."""
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.startswith("ROLLBACK"):
            written.clear()
        elif (found := _WRITES.match(sql)) and not MAY_GROW.match(found[2]):
            written.append(found[2])
        return result

    with connection.execute_wrapper(watch):
        yield written


def complaint(client: Client, method: str, path: str, body: bytes = b"", **options: Any) -> str:
    """What is wrong with the answer to a request; empty if nothing is."""
    with writes() as written:
        response = client.generic(method, path, body, **options)
        content = b"".join(response)  # type: ignore[arg-type]  # a file is closed when it is read to its end
    status = response.status_code
    SENT.update(requests=1, refused=400 <= status < 500, trouble=status >= 500)
    if status >= 500:
        return f"{status}"
    if written and (status >= 400 or method in ("GET", "HEAD")):
        return f"{status} and yet it wrote to {sorted(set(written))}"
    if status < 400:
        return _of_good_answer(response, content)
    if method == "HEAD":
        return ""
    asked_for = client.defaults.get("HTTP_ACCEPT_LANGUAGE", "de")
    of_address = translation.get_language_from_path(response.wsgi_request.path_info)
    return _of_refusal(response, content, of_address or asked_for)


def _of_good_answer(response: Any, content: bytes) -> str:
    target = response.headers.get("Location", "")
    if re.match(r"\s*(?://|/\\|[a-z]+:)", target, re.IGNORECASE) and not target.startswith(
        "http://testserver/"
    ):
        return f"leads away to {target[:80]}"
    if any("\n" in value or "\r" in value for value in response.headers.values()):
        return "a line end in a header"
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if is_page and any(
        planted in content for planted in (b"<script>alert(1)", b"<svg onload", b"<img src=x", b"<iframe ")
    ):
        return "markup comes back as it was sent"
    return ""


def _of_refusal(response: Any, content: bytes, language: str) -> str:
    """A sentence in this language; one in English would be found in the catalogue."""
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("application/json"):
        detail = response.json().get("detail")
        if not isinstance(detail, str) or not detail.strip():
            return f"{response.status_code} without a sentence"
        with translation.override(language):
            return "" if translation.gettext(detail) == detail else f"{detail!r} is not in {language}"
    is_page = kind.startswith("text/html") and f'<html lang="{language}"'.encode() in content
    if is_page and _HEADING.search(content.decode()):
        return _of_good_answer(response, content)
    return f"{response.status_code} without a sentence in {language}: {content[:80]!r}"


class Fields(HTMLParser):
    """The fields of all forms of a page by name, with what they hold at first."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.asked: dict[str, str] = {}
        self._now = self.asked
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        traits = dict(attrs)
        name = traits.get("name") or ""
        if tag == "form":
            self._now = self.sent if (traits.get("method") or "").lower() == "post" else self.asked
        elif tag in ("input", "select", "textarea", "button") and name and name != "csrfmiddlewaretoken":
            self._now.setdefault(name, traits.get("value") or "1")


Page = TypeVar("Page", bound=Fields)


def fields_of(client: Client, path: str, kind: type[Page] = Fields) -> Page:  # type: ignore[assignment]
    """The fields of the page at an address; none where it shows no page."""
    response = client.get(path)
    is_page = response.status_code in (200, 422) and response.headers["Content-Type"].startswith("text/html")
    content = b"".join(response)  # type: ignore[arg-type]
    return kind(content.decode() if is_page else "")
