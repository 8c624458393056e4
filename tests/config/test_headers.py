"""What every answer says to the browser: a walk over all addresses and all kinds of answers."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client

from ankommen.accounts.brake import TooManyGuesses
from ankommen.accounts.models import Role
from tests.accounts.factories import UserFactory
from tests.addresses import Route, routes

pytestmark = pytest.mark.django_db

SAID = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Referrer-Policy": "same-origin",
    "Reporting-Endpoints": 'csp="/csp-report/"',
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'",
    "font-src": "'self'", "connect-src": "'self'", "manifest-src": "'self'", "form-action": "'self'",
    "base-uri": "'none'", "frame-ancestors": "'none'", "require-trusted-types-for": "'script'",
    "trusted-types": "default", "report-uri": "/csp-report/", "report-to": "csp",
}  # fmt: skip
OF_QUESTIONNAIRES = "private, max-age=31536000, immutable"  # under their hash


def is_kept(response: Any) -> bool:
    """Whether a browser may keep the answer: files, and questionnaires under their hash."""
    kept = response.headers.get("Cache-Control", "")
    return kept == OF_QUESTIONNAIRES or "public" in kept


def complaints(response: Any) -> list[str]:
    """What an answer does not say as every answer should."""
    said = response.headers
    wrong = [f"{name}: {said.get(name)}" for name, value in SAID.items() if said.get(name) != value]
    policy = dict(
        part.strip().partition(" ")[::2] for part in said.get("Content-Security-Policy", "").split(";")
    )
    if policy != POLICY:
        wrong.append(f"Content-Security-Policy: {policy}")
    if "camera=()" not in said.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    if is_kept(response) == ("no-store" in said.get("Cache-Control", "")):
        wrong.append(f"Cache-Control: {said.get('Cache-Control')}")
    kind = said.get("Content-Type", "")
    if re.match(r"text/|[a-z]+/(?:[a-z.]+\+)?xml", kind) and "charset=utf-8" not in kind.replace('"', ""):
        wrong.append(f"Content-Type: {kind}")
    wrong += [name for name in said if name in ("Server", "X-Powered-By")]
    if said.get("Access-Control-Allow-Origin", "*") != "*" or "Access-Control-Allow-Credentials" in said:
        wrong.append("Access-Control")
    return wrong


def headers(path: str, **options: Any) -> Any:
    response = Client().get(path, **options)
    b"".join(response)  # read to its end, a file is closed
    return response.headers


def answers(route: Route, role: Role | None) -> Iterator[Any]:
    """All that an address says to a role: pages, redirects, refusals of every kind, trouble."""
    client = Client(raise_request_exception=False)
    strict = Client(raise_request_exception=False, enforce_csrf_checks=True)
    if role:
        user = UserFactory(role=role)
        client.force_login(user)
        strict.force_login(user)
    yield client.get(route.path)
    yield client.post(route.path, {})
    yield client.generic("BREW", route.path)  # 405
    yield client.get(route.path + "?a=%ED%A0%80")  # 400
    yield client.get(route.path, headers={"Transfer-Encoding": "chunked"})  # 411
    yield client.post(route.path, headers={"Content-Length": "99999999"})  # 413
    yield client.post(route.path, b"x", content_type="text/plain; charset=utf-16")  # 415
    yield strict.post(route.path, {})  # 403
    errors = (PermissionDenied(), TooManyGuesses(9), OperationalError("locked"), RuntimeError("planted"))
    for error in errors:  # 403, 429, 503, 500
        with patch("ankommen.interviews.access.is_handed_over", side_effect=error):
            yield client.get(route.path)


@pytest.mark.parametrize("route", routes(), ids=str)
def test_every_answer_of_an_address_says_the_same(route: Route) -> None:
    statuses = set()
    for role in (None, next(iter(route.roles), Role.SOCIAL_WORKER)):
        for response in answers(route, role):
            b"".join(response)
            statuses.add(response.status_code)
            assert complaints(response) == [], (response.status_code, role)
            any_site = "Access-Control-Allow-Origin" in response.headers
            assert not any_site or route.name.startswith("open:")
    assert statuses >= {400, 405, 411, 413, 429, 500, 503}
    assert statuses & {200, 302, 401, 403, 404}


def test_the_walk_meets_every_kind_of_answer() -> None:
    some = [
        route
        for route in routes()
        if route.pattern
        in ("/desk/", "/interviews/", "/interviews/needs/", "/api/schema/", "/api/interviews/<uuidstr:pk>/")
    ]
    walked = itertools.chain.from_iterable(
        answers(route, role) for route in some for role in (None, Role.SOCIAL_WORKER)
    )
    statuses = {response.status_code for response in walked}
    assert statuses >= {200, 302, 400, 401, 403, 404, 405, 411, 413, 415, 422, 429, 500, 503}


@pytest.mark.parametrize(
    "path",
    ["/static/ui/base.css", "/static/ui/mark.svg", "/static/nothing.css", "/nothing/", "/api/nothing/"],
)
def test_so_do_files_and_what_is_not_there(path: str) -> None:
    response = Client().get(path)
    b"".join(response)
    assert complaints(response) == []
    assert is_kept(response) == (response.status_code == 200)
    again = Client().get(path, headers={"If-Modified-Since": response.headers.get("Last-Modified", "")})
    b"".join(again)
    assert complaints(again) == []


def test_a_missing_header_would_be_seen() -> None:
    response = Client().get("/login/")
    assert complaints(response) == []
    del response.headers["Referrer-Policy"]
    response.headers["Content-Security-Policy"] += "; worker-src *"
    assert len(complaints(response)) == 2


def test_so_is_the_answer_to_a_foreign_host(settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["here"], True
    response = Client(headers={"Host": "evil.example"}).get("/login/")
    assert response.status_code == 400
    assert complaints(response) == []


@pytest.mark.parametrize("path", ["/login/", "/nothing/", "/static/ui/base.css", "/login/?a=%FF"])
def test_https_stays_https(path: str, settings: Any) -> None:
    assert "Strict-Transport-Security" not in headers(path, secure=True)
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    said = headers(path, secure=True)["Strict-Transport-Security"]
    assert said == "max-age=31536000; includeSubDomains; preload"
    assert "Strict-Transport-Security" not in headers(path)


def test_no_cookie_outlives_the_browser() -> None:
    response = Client().get("/login/")
    assert response.cookies["csrftoken"]["max-age"] == ""


def test_the_policy_of_the_screen_tests_is_the_product_s() -> None:
    """The browser tests without a server must not be milder than the server."""
    from tests.browser.screen.harness import POLICY as IN_TESTS

    assert dict(part.partition(" ")[::2] for part in IN_TESTS.split("; ")) == POLICY, json.dumps(POLICY)
