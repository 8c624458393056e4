"""No page takes a method that it was not written for: a walk over all addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ankommen.accounts.policy import POLICY
from ankommen.config.refusals import is_for_scripts
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
_NUMBER = str(UUID(int=7, version=4))
_SAMPLES = {"uuid": _NUMBER, "uuidstr": _NUMBER, "str": "de", "slug": "csv", "int": "1"}


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[tuple[str, str]]:
    """Every address of the program, with something in the place of what varies, and a role that may enter."""
    for pattern in patterns:
        route = re.sub(r"<(\w+):\w+>", lambda part: _SAMPLES[part[1]], prefix + str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            pair = getattr(pattern.callback, "policy", ("interview", "conduct"))
            yield route, next(iter(POLICY[pair]))


ADDRESSES = list(addresses(get_resolver().url_patterns))


@pytest.mark.parametrize(("path", "role"), ADDRESSES)
def test_an_odd_method_is_refused(path: str, role: str) -> None:
    client = Client()
    client.force_login(UserFactory(role=role))
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "BREW"):
        if method == "PUT" and path.endswith("/draft/"):
            continue
        response = client.generic(method, path)
        assert response.status_code == 405, method
        in_json = response.headers["Content-Type"] == "application/json"
        assert in_json == is_for_scripts(response.wsgi_request)


@pytest.mark.parametrize(("path", "role"), ADDRESSES)
def test_head_is_answered_like_get(path: str, role: str) -> None:
    client = Client()
    client.force_login(UserFactory(role=role))
    assert client.head(path).status_code == client.get(path).status_code
