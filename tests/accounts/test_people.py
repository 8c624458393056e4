"""Who works here: who sees whom, who may give what, and what happens when a membership ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ankommen.accounts.models import Invitation, Membership, Role, User
from ankommen.accounts.people.rules import READS_CASES, may_give, needs_second_person, roles_given_by
from ankommen.accounts.services import Place, Refused, end_membership, invite
from ankommen.journal.models import Entry

from .factories import MembershipFactory, OrganisationFactory
from .people import browser_of, code_on, colleague, invited, page_of, the_invitation

pytestmark = pytest.mark.django_db
CASEWORK = {"reception", "social_worker", "team_lead", "partner", "school_placement"}


@pytest.fixture
def lead() -> User:
    return colleague("team_lead", full_name="Lea Lead")


@pytest.fixture
def administrator() -> User:
    return colleague("system_administrator", full_name="Ada Admin")


@pytest.fixture
def officer() -> User:
    return colleague("data_protection_officer", full_name="Dora Officer")


def test_the_roles_that_reach_cases_are_these() -> None:
    assert CASEWORK | {"data_protection_officer"} == READS_CASES


def test_a_team_lead_gives_case_work_in_the_own_organisation_only(lead: User) -> None:
    assert set(roles_given_by(lead)) == CASEWORK
    assert may_give(lead, "reception", "home") and not may_give(lead, "reception", "church")
    assert not needs_second_person(lead, "social_worker")


def test_an_administrator_gives_all_and_for_cases_and_answers_a_second_person_agrees(
    administrator: User,
) -> None:
    assert set(roles_given_by(administrator)) == set(Role.values)
    assert may_give(administrator, "reception", "church")
    alone = {role for role in Role.values if not needs_second_person(administrator, role)}
    assert alone == set(Role.values) - CASEWORK - {"data_protection_officer", "project_lead"}


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"team_lead", "system_administrator"}))
def test_nobody_else_gives_anything(role: str) -> None:
    user = colleague(role)
    assert roles_given_by(user) == ()
    assert browser_of(user).get("/people/invite/").status_code == 404
    with pytest.raises(Refused):
        invite(Place("home", "translator"), by=user)


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("team_lead", {"Home"}),
        ("system_administrator", {"Home", "Church"}),
        ("data_protection_officer", {"Home", "Church"}),
        ("social_worker", None),
        ("project_lead", None),
    ],
)
def test_the_list_ends_where_the_scope_ends(role: str, seen: set[str] | None) -> None:
    user = colleague(role, full_name="Myself")
    colleague("reception", full_name="Worker Home")
    far = colleague("reception", at="church", full_name="Worker Church")
    invite(Place("church", "translator"), by=colleague("system_administrator", at="other", full_name="Z"))
    answer = browser_of(user).get("/people/")
    assert answer.status_code == (404 if seen is None else 200)
    page = answer.content.decode()
    assert {name for name in ("Home", "Church") if f"Worker {name}" in page} == (seen or set())
    assert ("Translation" in page) == (seen == {"Home", "Church"})
    found = browser_of(user).post("/people/search/", {"text": "WORKER"}).content.decode()
    assert {name for name in ("Home", "Church") if f"Worker {name}" in found} == (seen or set())
    one = browser_of(user).get(f"/people/{page_of(far)}/")
    assert one.status_code == (200 if seen == {"Home", "Church"} else 404)


def test_a_name_is_found_in_whatever_case_and_never_stands_in_an_address(lead: User) -> None:
    colleague("reception", full_name="Öykü Çelik", username="oeykue")
    for text in ("öykü", "ÇELIK".lower(), "OEYKUE"):
        answer = browser_of(lead).post("/people/search/", {"text": text})
        assert "Öykü Çelik" in answer.content.decode(), text
    assert browser_of(lead).get("/people/search/?text=oeykue").status_code == 405


def test_what_is_shown_is_journalled(lead: User) -> None:
    worker = colleague("reception")
    browser_of(lead).get(f"/people/{page_of(worker)}/")
    entry = Entry.objects.get(verb="accounts.seen", object_id=str(page_of(worker)))
    assert (entry.actor, entry.purpose) == (str(lead.pk), "people")


def test_states_stand_in_words(lead: User) -> None:
    today = timezone.localdate()
    ending, gone, locked = (
        colleague("reception", full_name=name) for name in ("En Ding", "Go Ne", "Lo Cked")
    )
    ending.memberships.update(ends_on=today + timedelta(3))
    gone.memberships.update(begins_on=today - timedelta(9), ends_on=today - timedelta(1))
    User.objects.filter(pk=locked.pk).update(is_active=False)
    now = browser_of(lead).get("/people/").content.decode()
    assert "ends on" in now and "En Ding" in now and ">locked<" in now and "Go Ne" not in now
    ended = browser_of(lead).get("/people/?state=ended").content.decode()
    assert "Go Ne" in ended and ">ended<" in ended and "En Ding" not in ended


def test_a_lead_invites_into_the_own_organisation_whatever_is_sent(lead: User) -> None:
    OrganisationFactory(slug="church", name="Church")
    invited(lead, organisation="church")
    one = the_invitation()
    assert (one.organisation_id, one.invited_by, one.is_waiting) == ("home", lead, False)
    assert one.valid_until == timezone.localdate() + timedelta(7)
    for role in ("data_protection_officer", "system_administrator", "project_lead"):
        answer = browser_of(lead).post("/people/invite/", {"kind": "account", "role": role})
        assert answer.status_code == 422, role
    assert Invitation.objects.count() == 1


def test_only_a_keyed_digest_of_the_code_is_stored(lead: User) -> None:
    code = invited(lead)
    for row in (*Invitation.objects.values(), *Entry.objects.values()):
        assert code not in str(row) and code.replace("-", "") not in str(row)
    assert code not in browser_of(lead).get("/people/").content.decode()


def test_the_page_says_that_a_second_person_is_needed(administrator: User) -> None:
    browser = browser_of(administrator)
    assert "the code works only when" in browser.get("/people/invite/").content.decode()
    wanted = {"kind": "account", "role": "reception", "organisation": "home"}
    answer = browser.post("/people/invite/", wanted)
    assert code_on(answer) and "until the data protection officer has confirmed it" in answer.content.decode()
    assert the_invitation().is_waiting


def test_an_invitation_is_withdrawn_within_the_scope_only(lead: User, officer: User) -> None:
    invited(lead)
    address = f"/people/invitations/{the_invitation().pk}/withdraw/"
    for stranger in (colleague("team_lead", at="church"), officer, colleague("social_worker")):
        assert browser_of(stranger).post(address).status_code == 404
    assert browser_of(lead).post(address).status_code == 302
    assert not Invitation.objects.exists()
    assert Entry.objects.filter(verb="accounts.invitation_withdrawn", actor=str(lead.pk)).count() == 1
    assert browser_of(lead).post(address).status_code == 404


def test_at_once_means_the_next_request_is_refused(lead: User) -> None:
    worker = colleague("social_worker")
    hers = browser_of(worker)
    assert hers.get("/cases/").status_code == 200
    answer = browser_of(lead).post(f"/people/{page_of(worker)}/end/", {"when": "now"})
    assert answer.status_code == 302
    refused = hers.get("/cases/")
    assert refused.status_code == 302 and refused.headers["Location"].startswith("/login/")
    worker.refresh_from_db()
    assert not worker.is_active
    assert Entry.objects.filter(verb="accounts.locked", object_id=str(worker.pk)).count() == 1


def test_another_membership_goes_on_when_one_ends(lead: User) -> None:
    worker = colleague("social_worker")
    ending = page_of(worker)
    MembershipFactory(user=worker, role="reception", organisation=OrganisationFactory(slug="church"))
    hers = browser_of(worker)
    browser_of(lead).post(f"/people/{ending}/end/", {"when": "now"})
    worker = User.objects.get(pk=worker.pk)
    assert worker.is_active and worker.membership and worker.membership.organisation_id == "church"
    assert hers.get("/desk/").status_code == 200


def test_a_day_to_come_lets_her_work_until_then(lead: User, monkeypatch: pytest.MonkeyPatch) -> None:
    worker, day = colleague("social_worker"), timezone.localdate() + timedelta(2)
    browser_of(lead).post(f"/people/{page_of(worker)}/end/", {"when": "on", "day": day.isoformat()})
    hers = browser_of(worker)
    assert hers.get("/cases/").status_code == 200
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    assert hers.get("/cases/").status_code == 200
    monkeypatch.setattr(timezone, "localdate", lambda *_: day + timedelta(1))
    assert hers.get("/cases/").status_code == 302


@pytest.mark.parametrize(
    "sent", [{"when": "on"}, {"when": "on", "day": "2020-01-01"}, {}, {"when": "on", "day": "9999-01-01"}]
)
def test_a_day_that_is_none_is_refused_with_a_sentence(lead: User, sent: dict[str, str]) -> None:
    worker = colleague("reception")
    assert browser_of(lead).post(f"/people/{page_of(worker)}/end/", sent).status_code == 422
    assert worker.memberships.get().ends_on is None


def test_nobody_ends_the_own_access_without_being_told(lead: User) -> None:
    browser, address = browser_of(lead), f"/people/{page_of(lead)}/end/"
    assert "This is your own access" in browser.get(address).content.decode()
    assert browser.post(address, {"when": "now"}).status_code == 422
    assert lead.memberships.get().ends_on is None
    browser.post(address, {"when": "now", "own": "on"})
    assert browser.get("/people/").status_code == 302


def test_the_last_administrator_stays(administrator: User) -> None:
    address, mine = f"/people/{page_of(administrator)}/end/", {"when": "now", "own": "on"}
    assert browser_of(administrator).post(address, mine).status_code == 409
    other = colleague("system_administrator")
    other.memberships.update(ends_on=timezone.localdate() + timedelta(1))  # leaves tomorrow: no help
    assert browser_of(administrator).post(address, mine).status_code == 409
    other.memberships.update(ends_on=None)
    assert browser_of(administrator).post(address, mine).status_code == 302
    with pytest.raises(Refused):
        end_membership(other.memberships.get(), on=None, by=other)


@pytest.mark.parametrize("role", ["data_protection_officer", "system_administrator", "project_lead"])
def test_a_lead_does_not_end_those_above_her(lead: User, role: str) -> None:
    other = colleague(role)
    assert browser_of(lead).post(f"/people/{page_of(other)}/end/", {"when": "now"}).status_code == 409
    assert browser_of(lead).post(f"/people/{page_of(other)}/renew/").status_code == 409
    assert Membership.objects.get(user=other).ends_on is None and not Invitation.objects.exists()


def test_what_has_ended_does_not_end_again(lead: User) -> None:
    worker = colleague("reception")
    membership = worker.memberships.get()
    end_membership(membership, on=None, by=lead)
    with pytest.raises(Refused):
        end_membership(membership, on=timezone.localdate() + timedelta(9), by=lead)


def test_strangers_find_no_page_to_end_or_renew(officer: User) -> None:
    worker = colleague("reception")
    for user in (officer, colleague("team_lead", at="church"), colleague("social_worker")):
        for page in ("end", "renew"):
            assert (
                browser_of(user).post(f"/people/{page_of(worker)}/{page}/", {"when": "now"}).status_code
                == 404
            )
    assert worker.memberships.get().ends_on is None
