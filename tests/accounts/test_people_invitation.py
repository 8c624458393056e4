"""From a code on paper to an account, a membership or a new password; and who has to agree."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ankommen.accounts.models import Invitation, User
from ankommen.accounts.queries import invitation_by_code
from ankommen.accounts.services import (
    Place,
    Refused,
    confirm_invitation,
    invite,
    join,
    make_account,
    renew_password,
)
from ankommen.journal.models import Entry

from .factories import PASSWORD, MembershipFactory, OrganisationFactory
from .logins import Clock, give_app, log_in
from .people import STRONG, browser_of, code_on, colleague, invited, opens, page_of, take, the_invitation

pytestmark = pytest.mark.django_db
NOTHING = "This code opens nothing."
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def lead() -> User:
    return colleague("team_lead", full_name="Lea Lead")


@pytest.fixture
def administrator() -> User:
    return colleague("system_administrator", full_name="Ada Admin")


@pytest.fixture
def officer() -> User:
    return colleague("data_protection_officer", full_name="Dora Officer")


def renewal_of(user: User, *, by: User) -> str:
    return code_on(browser_of(by).post(f"/people/{page_of(user)}/renew/"))


def decide(officer: User, answer: str = "yes") -> int:
    page = f"/people/invitations/{the_invitation().pk}/confirm/"
    return browser_of(officer).post(page, {"answer": answer}).status_code


def test_a_code_makes_an_account_that_logs_in_and_sets_up_a_second_step(lead: User, strict: None) -> None:
    _, code = invite(Place("home", "reception"), by=lead)
    client = browser_of()
    assert (
        "Reception" in client.post("/invitation/", {"code": code.lower().replace("-", " ")}).content.decode()
    )
    assert take(client, code).headers["Location"] == "/login/"
    user = User.objects.get(username="nina.neu")
    assert user.membership and (user.membership.role, user.membership.organisation_id) == (
        "reception",
        "home",
    )
    log_in(client, "nina.neu", STRONG)
    assert client.get("/desk/").headers["Location"] == "/access/set-up/"
    verbs = Entry.objects.filter(object_id=str(user.pk)).values_list("verb", flat=True)
    assert {"accounts.created", "accounts.membership_begun"} <= set(verbs)


def test_a_giver_who_changes_roles_needs_the_second_person_then(lead: User) -> None:
    code = invited(lead)
    assert opens(code)
    lead.memberships.all().delete()
    MembershipFactory(user=lead, role="system_administrator", organisation=OrganisationFactory(slug="home"))
    assert not opens(code)


def test_all_codes_that_do_not_open_are_answered_alike(lead: User, administrator: User, clock: Clock) -> None:
    used, withdrawn, old = invited(lead), invited(lead), invited(lead)
    waiting = invited(administrator, "partner", organisation="home")
    take(browser_of(), used)
    by_code = {code: invitation_by_code(code) for code in (withdrawn, old)}
    assert all(by_code.values())
    browser_of(lead).post(f"/people/invitations/{by_code[withdrawn].pk}/withdraw/")  # type: ignore[union-attr]
    Invitation.objects.filter(pk=by_code[old].pk).update(valid_until=timezone.localdate() - timedelta(1))  # type: ignore[union-attr]
    codes = (used, withdrawn, old, waiting, "0000-0000-0000-0000", "none")
    answers = [browser_of().post("/invitation/", {"code": code}) for code in codes]
    assert {answer.status_code for answer in answers} == {422}
    texts = {
        TOKEN.sub("", answer.content.decode()).replace(f'value="{code}"', "")
        for answer, code in zip(answers, codes, strict=True)
    }
    assert len(texts) == 1 and NOTHING in texts.pop()


def test_a_code_opens_for_seven_days(lead: User, clock: Clock) -> None:
    code = invited(lead)
    clock.pass_by(days=7)
    assert opens(code)
    clock.pass_by(days=1)
    assert not opens(code)


def test_a_code_opens_once_even_twice_at_the_same_moment(lead: User) -> None:
    code = invited(lead)
    first, second = invitation_by_code(code), invitation_by_code(code)
    assert first and second
    make_account(first, username="one", full_name="One", password=STRONG)
    with pytest.raises(Refused, match=NOTHING):
        make_account(second, username="two", full_name="Two", password=STRONG)
    assert not User.objects.filter(username="two").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"new": "short", "again": "short"},
        {"new": "passwordpassword", "again": "passwordpassword"},
        {"again": "something else"},
        {"username": "TAKEN"},
        {"username": "nina@example.org"},
        {"username": "nina neu"},
        {"full_name": ""},
        {"full_name": "Zbxqor Wvnutek", "new": "ZbxqorWvnutek", "again": "ZbxqorWvnutek"},
    ],
)
def test_names_and_password_are_as_good_as_elsewhere(lead: User, wrong: dict[str, str]) -> None:
    colleague("reception", username="taken")
    code = invited(lead)
    assert take(browser_of(), code, **wrong).status_code == 422
    assert opens(code) and not User.objects.filter(full_name="Nina Neu").exists()


def test_a_code_dies_with_the_right_of_whoever_gave_it(lead: User) -> None:
    code = invited(lead)
    lead.memberships.update(role="reception")
    assert not opens(code)
    lead.memberships.update(role="team_lead")
    assert opens(code)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert not opens(code)


def test_no_administrator_makes_a_door_to_cases_alone(administrator: User, officer: User) -> None:
    code = invited(administrator, "social_worker", organisation="home")
    assert not opens(code) and take(browser_of(), code).status_code == 422
    for user in (administrator, colleague("team_lead"), colleague("social_worker")):
        assert decide(user) == 404
    with pytest.raises(Refused):
        confirm_invitation(the_invitation().pk, by=administrator)
    assert not opens(code)
    assert decide(officer) == 302
    assert opens(code) and take(browser_of(), code).status_code == 302
    assert User.objects.get(username="nina.neu").membership.role == "social_worker"  # type: ignore[union-attr]


def test_an_officer_can_say_no(administrator: User, officer: User) -> None:
    code = invited(administrator, "partner", organisation="home")
    assert decide(officer, "no") == 302
    assert not opens(code) and not Invitation.objects.exists()


def test_other_roles_need_nobody_else(administrator: User) -> None:
    assert opens(invited(administrator, "translator", organisation="home"))


def test_nobody_gives_a_role_to_themselves(administrator: User, officer: User, lead: User) -> None:
    code = invited(lead, "reception", kind="membership")
    assert (
        "Nobody gives a role"
        in browser_of(lead).post("/invitation/", {"code": code, "take": "yes"}).content.decode()
    )
    assert (
        "is logged in here" in browser_of(lead).post("/invitation/", {"code": invited(lead)}).content.decode()
    )
    Invitation.objects.all().delete()
    code = invited(administrator, "social_worker", kind="membership", organisation="home")
    decide(officer)
    for user in (administrator, officer):
        browser_of(user).post("/invitation/", {"code": code, "take": "yes"})
        assert user.memberships.count() == 1
        with pytest.raises(Refused):
            join(the_invitation(), user)


def test_somebody_with_an_account_takes_a_second_role_when_logged_in(lead: User) -> None:
    worker = colleague("reception", at="church")
    code = invited(lead, kind="membership")
    assert "log in first" in browser_of().post("/invitation/", {"code": code, "take": "yes"}).content.decode()
    client = browser_of(worker)
    assert "Begin in this role" in client.post("/invitation/", {"code": code}).content.decode()
    assert client.post("/invitation/", {"code": code, "take": "yes"}).headers["Location"] == "/desk/"
    assert set(worker.memberships.values_list("organisation", "role")) == {
        ("church", "reception"),
        ("home", "social_worker"),
    }


def test_a_last_day_goes_into_the_membership(lead: User) -> None:
    day = timezone.localdate() + timedelta(3)
    code = invited(lead, ends_on=day.isoformat())
    assert the_invitation().valid_until == day
    take(browser_of(), code)
    assert User.objects.get(username="nina.neu").memberships.get().ends_on == day


def test_a_renewal_ends_logins_and_the_old_factors_with_its_use(lead: User) -> None:
    worker = colleague("social_worker", username="jana")
    give_app(worker)
    hers = browser_of(worker)
    code = renewal_of(worker, by=lead)
    assert hers.get("/desk/").status_code == 302
    assert (
        log_in(browser_of(), "jana", PASSWORD).headers["Location"] == "/login/second-factor/"
    )  # holds still
    assert "jana" in browser_of().post("/invitation/", {"code": code}).content.decode()
    assert take(browser_of(), code).headers["Location"] == "/login/"
    assert log_in(browser_of(), "jana", PASSWORD).status_code == 422
    assert (
        log_in(browser_of(), "jana", STRONG).headers["Location"] == "/desk/"
    )  # no factor is asked for any more
    assert not opens(code)


def test_its_owner_sees_a_renewal_and_stops_it(lead: User) -> None:
    worker = colleague("social_worker")
    code = renewal_of(worker, by=lead)
    hers = browser_of(User.objects.get(pk=worker.pk))
    page = hers.get("/access/").content.decode()
    assert "Lea Lead has made a code" in page and "The renewal of a password began" in page
    hers.post("/access/renewal/")
    assert not opens(code) and "has made a code" not in hers.get("/access/").content.decode()


def test_the_officer_sees_a_renewal(lead: User, officer: User) -> None:
    worker = colleague("social_worker", full_name="Jana Brandt")
    renewal_of(worker, by=lead)
    assert "New password for Jana Brandt" in browser_of(officer).get("/people/").content.decode()
    entry = Entry.objects.get(verb="accounts.renewal_begun")
    assert (entry.object_id, entry.actor) == (str(worker.pk), str(lead.pk))


def test_no_administrator_takes_over_a_case_role_alone(administrator: User, officer: User) -> None:
    code = renewal_of(colleague("social_worker", username="jana"), by=administrator)
    assert not opens(code)
    decide(officer)
    assert opens(code)
    Invitation.objects.all().delete()
    assert opens(renewal_of(colleague("translator"), by=administrator))


def test_a_case_role_that_came_later_needs_the_second_person_too(administrator: User) -> None:
    worker = colleague("translator")
    code = renewal_of(worker, by=administrator)
    assert opens(code)
    MembershipFactory(user=worker, role="social_worker", organisation=OrganisationFactory(slug="church"))
    assert not opens(code)


def test_an_officer_does_not_confirm_her_own_renewal(administrator: User, officer: User) -> None:
    code = renewal_of(officer, by=administrator)
    officer.refresh_from_db()
    assert decide(officer) == 409
    assert not opens(code)
    assert decide(colleague("data_protection_officer")) == 302
    assert opens(code)


def test_a_lead_renews_only_whom_she_alone_is_responsible_for(lead: User) -> None:
    worker = colleague("reception")
    mine = page_of(worker)
    MembershipFactory(user=worker, role="reception", organisation=OrganisationFactory(slug="church"))
    assert browser_of(lead).post(f"/people/{mine}/renew/").status_code == 409
    assert browser_of(lead).post(f"/people/{page_of(lead)}/renew/").status_code == 409  # her own
    assert not Invitation.objects.exists()


def test_a_locked_account_is_not_renewed(lead: User) -> None:
    worker = colleague("reception")
    code = renewal_of(worker, by=lead)
    worker.memberships.update(
        begins_on=timezone.localdate() - timedelta(9), ends_on=timezone.localdate() - timedelta(1)
    )
    assert not opens(code)
    with pytest.raises(Refused):
        renew_password(worker, by=lead)


def test_a_second_renewal_makes_the_first_worthless(lead: User) -> None:
    worker = colleague("reception")
    first, second = renewal_of(worker, by=lead), renewal_of(worker, by=lead)
    assert not opens(first) and opens(second)


def test_the_first_administrator_comes_from_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    OrganisationFactory(slug="home")
    call_command("invite", organisation="home")
    code = capsys.readouterr().out.split()[0]
    assert take(browser_of(), code).status_code == 302
    first = User.objects.get(username="nina.neu")
    assert first.membership and first.membership.role == "system_administrator"
    assert browser_of(first).get("/people/invite/").status_code == 200
    call_command("invite", renew="nina.neu")
    assert opens(capsys.readouterr().out.split()[0])


def test_the_server_gives_no_role_that_works_on_cases() -> None:
    OrganisationFactory(slug="home")
    with pytest.raises(CommandError):
        call_command("invite", "--organisation", "home", "--role", "social_worker")
    with pytest.raises(CommandError, match="home"):
        call_command("invite", organisation="nowhere")
    with pytest.raises(CommandError):
        call_command("invite", renew="nobody")
    with pytest.raises(CommandError, match="Only system administration"):
        call_command("invite", renew=colleague("social_worker").username)
    assert not Invitation.objects.exists()
