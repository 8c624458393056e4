"""No page takes a method that it was not written for: a walk over all addresses."""

from __future__ import annotations

import pytest
from django.test import Client

from ankommen.accounts.models import Role
from ankommen.config.refusals import is_for_scripts
from tests.accounts.factories import UserFactory
from tests.addresses import Route, routes

pytestmark = pytest.mark.django_db


def client_of(route: Route) -> Client:
    """A browser of somebody who may enter."""
    client = Client()
    client.force_login(UserFactory(role=next(iter(route.roles), Role.SOCIAL_WORKER)))
    return client


@pytest.mark.parametrize("route", routes(), ids=str)
def test_an_odd_method_is_refused(route: Route) -> None:
    client = client_of(route)
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "BREW"):
        if method == "PUT" and route.path.endswith("/draft/"):
            continue
        response = client.generic(method, route.path)
        assert response.status_code == 405, method
        in_json = response.headers["Content-Type"] == "application/json"
        assert in_json == is_for_scripts(response.wsgi_request)


@pytest.mark.parametrize("route", routes(), ids=str)
def test_head_is_answered_like_get(route: Route) -> None:
    client = client_of(route)
    assert client.head(route.path).status_code == client.get(route.path).status_code
