"""The journal's page: who finds what, and in what words."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone

from ankommen.accounts.models import User
from ankommen.journal.models import Entry
from ankommen.journal.services import record
from tests.accounts.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
HERE = "/journal/"


def client_of(user: User, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


@pytest.fixture
def officer() -> User:
    return UserFactory(role="data_protection_officer", full_name="Dora Officer")


@pytest.fixture
def stranger() -> User:
    """Somebody of another organisation."""
    user = UserFactory(role="team_lead", full_name="Sami Stranger")
    user.memberships.all().delete()
    MembershipFactory(
        user=user, role="team_lead", organisation=OrganisationFactory(slug="church", name="Church")
    )
    return User.objects.get(pk=user.pk)


def purposes(client: Client, **wanted: str) -> list[str]:
    page = client.get(HERE, wanted)
    assert page.status_code == 200
    return [row.purpose for row in page.context["rows"] if row.purpose]


def done(user: User, purpose: str) -> None:
    record("accounts.created", user, by=user, purpose=purpose)


def test_everybody_finds_what_the_table_opens(officer: User, stranger: User) -> None:
    lead, worker = UserFactory(role="team_lead"), UserFactory()
    for user, purpose in ((lead, "lead"), (worker, "worker"), (stranger, "church")):
        done(user, purpose)
    assert purposes(client_of(officer)) == ["church", "worker", "lead"]
    assert purposes(client_of(lead)) == ["worker", "lead"]
    assert purposes(client_of(worker)) == ["worker"]
    assert purposes(client_of(stranger)) == ["church"]


def test_filters_open_nothing_more(stranger: User) -> None:
    worker = UserFactory()
    done(worker, "worker")
    done(stranger, "church")
    for wanted in (
        {"account": str(worker.pk)},
        {"organisation": "contact-point"},
        {"object_id": str(worker.pk)},
    ):
        assert purposes(client_of(stranger), **wanted) == []
        assert "worker" not in client_of(stranger).get(HERE, {**wanted, "as": "csv"}).content.decode()
    assert purposes(client_of(worker), account=str(stranger.pk)) == ["worker"], (
        "not a field of this person's form"
    )


def test_nobody_without_a_membership(officer: User) -> None:
    officer.memberships.all().delete()
    assert client_of(officer).get(HERE).status_code in (302, 404)
    assert Client().get(HERE).status_code == 302


def test_names_of_people_never_stand_there(officer: User) -> None:
    worker = UserFactory(full_name="Jana Canary", username="canary")
    done(worker, "worker")
    page = client_of(officer).get(HERE).content.decode()
    assert f"Account {worker.pk}" in page
    assert "anary" not in page


def test_each_look_into_the_journal_is_itself_written_down(officer: User) -> None:
    worker = UserFactory()
    for _time in range(60):
        done(worker, "worker")
    client = client_of(officer)
    client.get(HERE, {"account": str(worker.pk), "verb": "accounts.created"})
    client.get(HERE, {"account": str(worker.pk), "verb": "accounts.created", "page": "2"})
    client.get(HERE, {"account": str(worker.pk), "verb": "accounts.created", "page": "1", "as": "csv"})
    searches = Entry.objects.filter(verb="accounts.journal_searched")
    told = [(entry.actor, entry.facts) for entry in searches]
    assert told == [(str(officer.pk), {"fields": "verb+account"})] * 3
    client_of(worker).get(HERE)
    assert searches.count() == 3, "one's own acts are no search"


def test_pages_of_fifty(officer: User) -> None:
    worker = UserFactory()
    for _time in range(51):
        done(worker, "worker")
    client = client_of(officer)
    wanted = {"account": str(worker.pk)}
    assert len(client.get(HERE, wanted).context["rows"]) == 50
    assert len(client.get(HERE, {**wanted, "page": "2"}).context["rows"]) == 1


def test_a_list_is_shortened_on_the_page_and_whole_in_the_file(officer: User) -> None:
    people = UserFactory.create_batch(6)
    entry = Entry.objects.create(at=timezone.now(), verb="accounts.created", object_type="accounts.user")
    entry.several.bulk_create(
        [
            entry.several.model(entry=entry, object_type="accounts.user", object_id=f"n{person.pk}")
            for person in people
        ]
    )
    client = client_of(officer)
    page = client.get(HERE, {"object_id": f"n{people[5].pk}"}).content.decode()
    assert "and 2 more" in page
    file = client.get(HERE, {"object_id": f"n{people[5].pk}", "as": "csv"})
    (row,) = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert len(row["Objects"].split()) == 6
    assert row["What happened"] == "An account was created."


def test_no_cell_of_the_file_is_a_formula(officer: User) -> None:
    Entry.objects.create(at=timezone.now(), verb="accounts.created", purpose="=1+1", actor="-1")
    file = client_of(officer).get(HERE, {"as": "csv"})
    assert file.headers["Content-Disposition"] == 'attachment; filename="journal.csv"'
    cells = [
        cell
        for row in csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
        for cell in row
    ]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "-", "+", "@"))]


@pytest.mark.parametrize(
    "wanted",
    [
        {"since": "yesterday"}, {"until": "0001-01-01"}, {"since": "9999-12-31"}, {"verb": "drop.table"},
        {"organisation": "nowhere"}, {"role": "king"}, {"account": "x" * 65}, {"purpose": "no such"},
        {"since": "2026-11-03", "until": "2026-11-02"},
    ],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_said(officer: User, wanted: dict[str, str]) -> None:
    page = client_of(officer).get(HERE, wanted)
    assert page.status_code == 422
    assert "Please check your entries" in page.content.decode()
    assert page.content.decode().count("<table") == 0


def test_an_interview_shows_its_week_only(officer: User) -> None:
    entry = record("interviews.stored", by=None)
    (row,) = client_of(officer).get(HERE, {"verb": "interviews.stored"}).context["rows"]
    assert row.when == f"in the week of {timezone.localtime(entry.at):%m/%d/%Y}"


def test_nothing_found_says_what_to_do(officer: User) -> None:
    page = client_of(officer).get(HERE, {"account": "0"}).content.decode()
    assert "Leave a field empty" in page


def test_queries_do_not_grow_with_the_rows(officer: User, django_assert_max_num_queries) -> None:
    people = UserFactory.create_batch(3)
    for person in people * 10:
        done(person, "worker")
    client = client_of(officer)
    with django_assert_max_num_queries(16):
        client.get(HERE)


def test_what_was_seen_in_the_journal_is_not_seen_again(officer: User) -> None:
    """A page of the journal shows numbers of objects, not the objects."""
    client_of(officer).get(HERE)
    assert not Entry.objects.filter(verb__endswith=".seen").exists()
