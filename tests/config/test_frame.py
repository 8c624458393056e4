"""The menu: what the role may enter, and one place to be."""

import pytest
from django.test import Client

from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/desk/", "/interviews/", "/interviews/keying/", "/questionnaires/"])
def test_one_entry_of_the_menu_is_where_one_is(path: str) -> None:
    client = Client()
    client.force_login(UserFactory())
    response = client.get(path)
    current = [entry["url"] for entry in response.context["menu"] if entry["current"]]
    assert current == [path]


def test_the_menu_shows_what_the_role_may_enter() -> None:
    client = Client()
    client.force_login(UserFactory(role="translator"))
    open_to_them = ["/desk/", "/desk/translations/", "/questionnaires/"]
    assert [entry["url"] for entry in client.get("/desk/").context["menu"]] == open_to_them


@pytest.mark.parametrize(
    ("role", "people", "journal"),
    [
        ("team_lead", True, True),
        ("data_protection_officer", True, True),
        ("system_administrator", True, False),
        ("social_worker", False, False),
    ],
)
def test_people_and_journal_stand_where_they_are_about_others(role: str, people: bool, journal: bool) -> None:
    client = Client()
    client.force_login(UserFactory(role=role))
    menu = {entry["url"] for entry in client.get("/desk/").context["menu"]}
    assert ("/people/" in menu, "/journal/" in menu) == (people, journal)


def test_a_long_menu_is_in_the_page_twice_for_screens_of_two_sizes() -> None:
    """A phone shows four entries and "More" with the others; a wide screen shows all and no "More"."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(UserFactory(role="team_lead"))
    page = client.get("/desk/").content.decode()
    shown, more = page.split('<li class="rail__more">')
    urls = [entry["url"] for entry in client.get("/desk/").context["menu"]]
    assert len(urls) > 5
    assert [shown.count(f'<a href="{url}"') for url in urls[1:]] == [1] * (len(urls) - 1)
    assert [more.partition("</nav>")[0].count(f'<a href="{url}"') for url in urls] == [0] * 4 + [1] * (
        len(urls) - 4
    )
