"""The menu: what the role may enter, and one place to be."""

import pytest
from django.test import Client

from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/interviews/", "/interviews/keying/", "/questionnaires/"])
def test_one_entry_of_the_menu_is_where_one_is(path: str) -> None:
    client = Client()
    client.force_login(UserFactory())
    response = client.get(path)
    current = [entry["url"] for entry in response.context["menu"] if entry["current"]]
    assert current == [path]


def test_the_menu_shows_what_the_role_may_enter() -> None:
    client = Client()
    client.force_login(UserFactory(role="translator"))
    assert [entry["url"] for entry in client.get("/").context["menu"]] == ["/", "/questionnaires/"]
