"""A backup comes back whole or not at all; what was erased since does not come back with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone

from ankommen.accounts.login.factors import PASSKEY, codes_left, factors_of, make_codes, remove_factor
from ankommen.accounts.models import Invitation, Membership, User
from ankommen.accounts.queries import invitation_by_code
from ankommen.accounts.services import (
    Place,
    end_membership,
    invite,
    make_account,
    renew_password,
    set_new_password,
)
from ankommen.cases.models import Case, Client, Grant, InterviewLink, Note
from ankommen.cases.services import block_case, erase_case, unblock_case, unlink_interview, withdraw_grant
from ankommen.config.backup import RestoreUnfinished
from ankommen.config.backup.container import write_file
from ankommen.config.backup.manifest import Manifest
from ankommen.config.backup.restoring import is_empty
from ankommen.interviews.models import Interview
from ankommen.interviews.services import withdraw_interview
from ankommen.journal.erasures import FILE
from ankommen.journal.models import Erasure
from tests.accounts.factories import PASSWORD
from tests.accounts.logins import browser, give_app, log_in
from tests.cases.factories import CaseFactory, grant, organisation

from .backups import account, backup, interview, linked, login, lose_the_database, restore

pytestmark = [pytest.mark.usefixtures("own_database", "data_folder")]


NEW = "another-long-password-for-tests"


def logged_in(user: User) -> Browser:
    client = browser()
    client.force_login(user)
    return client


def test_the_drill(file: Path) -> None:
    """Everything is lost; the backup brings it back, but for what was erased and withdrawn after it."""
    stays, erased, shared, joined = CaseFactory(), CaseFactory(), CaseFactory(), CaseFactory()
    kept, withdrawn = grant(stays), grant(shared)
    linked(stays), linked(joined)
    answered, taken_back = interview(), interview()
    login()
    backup(file)
    late = CaseFactory()
    erase_case(erased, by=None)
    withdraw_grant(withdrawn, by=None)
    unlink_interview(joined, by=None)
    withdraw_interview(taken_back)
    lose_the_database()
    said = restore(file)
    assert "Repeated 4 erasures and withdrawals" in said and "Dropped 1 logins" in said
    assert {case.pk for case in Case.objects.all()} == {stays.pk, shared.pk, joined.pk}
    assert not Note.objects.filter(case=erased.pk).exists() and not Client.objects.filter(cases=None).exists()
    assert Case.objects.get(pk=stays.pk).client.name == stays.client.name, "it opens with the same keys"
    assert Grant.objects.get(pk=kept.pk).withdrawn_on is None
    assert Grant.objects.get(pk=withdrawn.pk).withdrawn_on == timezone.localdate()
    assert [link.case_id for link in InterviewLink.objects.all()] == [stays.pk]
    assert bytes(Interview.objects.get(pk=answered.pk).answers or b"") == b"answers"
    assert Interview.objects.get(pk=taken_back.pk).answers is None
    assert not Session.objects.exists() and not Case.objects.filter(pk=late.pk).exists()
    assert Erasure.objects.count() == 4
    CaseFactory()  # and it works


def test_who_has_left_since_does_not_come_back(file: Path) -> None:
    lead, leaver = account("team_lead"), account("social_worker")
    half = account("social_worker")
    second = Membership.objects.create(user=half, organisation=organisation("home"), role="reception")
    used, code = invite(Place("home", "reception"), by=lead)
    open_one, _code = invite(Place("home", "reception"), by=lead)
    backup(file)
    end_membership(leaver.memberships.get(), on=None, by=lead)
    end_membership(second, on=None, by=lead)
    make_account(used, username="new", full_name="New", password="long enough to be one")
    restore(file, "--replace")
    assert not User.objects.get(pk=leaver.pk).is_active and User.objects.get(pk=leaver.pk).membership is None
    assert [each.role for each in half.memberships.in_force(timezone.localdate())] == ["social_worker"]
    assert User.objects.get(pk=half.pk).is_active
    assert invitation_by_code(code) is None and Invitation.objects.get() == open_one


def test_a_last_day_set_since_is_set_again(file: Path) -> None:
    lead, today = account("team_lead"), timezone.localdate()
    near, far = today + timedelta(3), today + timedelta(30)
    set_since, moved, ended, known = (
        Membership.objects.create(user=account("social_worker"), organisation=organisation("home"), role="reception")
        for _ in range(4)
    )  # fmt: skip
    end_membership(known, on=near, by=lead)
    backup(file)
    end_membership(set_since, on=near, by=lead)
    end_membership(moved, on=near, by=lead)
    end_membership(moved, on=far, by=lead)
    end_membership(ended, on=far, by=lead)
    end_membership(ended, on=None, by=lead)
    end_membership(known, on=far, by=lead)
    restore(file, "--replace")
    days = [Membership.objects.get(pk=each.pk).ends_on for each in (set_since, moved, ended, known)]
    assert days == [near, far, today - timedelta(1), near], "a last day is moved forward by people only"
    assert not set_since.user.memberships.in_force(far).filter(role="reception").exists()


def test_a_password_given_up_since_opens_nothing(file: Path) -> None:
    lead, changed, renewed, kept = (account("team_lead"), *(account("social_worker") for _ in range(3)))
    first, second = file.with_name("first"), file.with_name("second")
    renewal, _code = renew_password(renewed, by=lead)
    backup(first)
    client = logged_in(changed)
    form = {"password": PASSWORD, "new": NEW, "again": NEW}
    assert client.post("/access/password/", form).url == "/access/"
    set_new_password(renewal, NEW)
    backup(second)
    restore(first, "--replace")
    people = [User.objects.get(pk=each.pk) for each in (changed, renewed, kept)]
    assert [each.has_usable_password() for each in people] == [False, False, True]
    assert log_in(browser(), changed.username).status_code == 422
    renew_password(people[0], by=lead)  # the way back
    restore(second, "--replace")
    assert all(User.objects.get(pk=each.pk).check_password(NEW) for each in (changed, renewed))


def test_a_second_factor_given_up_since_opens_nothing(file: Path) -> None:
    lead, owner, renewed, kept = (account("team_lead"), *(account("social_worker") for _ in range(3)))
    for each in (owner, renewed, kept):
        give_app(each)
        make_codes(each)
    renewal, _code = renew_password(renewed, by=lead)
    backup(file)
    make_codes(owner)
    client = logged_in(owner)
    assert client.post("/access/remove/", {"factor": factors_of(owner).get().pk}).url == "/access/"
    make_codes(kept)
    set_new_password(renewal, NEW)
    restore(file, "--replace")
    assert [each.user_id for each in Authenticator.objects.all()] == [kept.pk]
    assert factors_of(kept).exists() and codes_left(kept) is None


def test_without_its_second_factor_a_password_is_void_too(file: Path, settings: Any) -> None:
    owner = account("social_worker")
    give_app(owner)
    backup(file)
    old = factors_of(owner).get()
    Authenticator.objects.create(user=owner, type=PASSKEY, data={})
    remove_factor(old)
    settings.REQUIRE_SECOND_FACTOR = True
    restore(file, "--replace")
    assert not factors_of(owner).exists() and not User.objects.get(pk=owner.pk).has_usable_password()


def test_a_case_blocked_since_is_blocked_again(file: Path, data_folder: Path) -> None:
    by = account("data_protection_officer")
    blocked, lifted, twice, still, free = (CaseFactory() for _ in range(5))
    block_case(still, "why", by=by)
    block_case(free, "why", by=by)
    unblock_case(free, by=by)
    backup(file)
    for case in (blocked, lifted, twice):
        block_case(case, "why", by=by)
    for case in (lifted, twice, still):
        unblock_case(case, by=by)
    block_case(twice, "why", by=by)
    lines = (data_folder / FILE).read_text().splitlines(keepends=True)
    (data_folder / FILE).write_text("".join(reversed(lines)))  # their order says nothing
    restore(file, "--replace")
    shut = set(Case.objects.exclude(blocked_on=None))
    assert shut == {blocked, twice, still}, "a block that the backup has is lifted by people only"
    restored = Case.objects.get(pk=blocked.pk)
    assert (restored.blocked_on, restored.block_reason) == (timezone.localdate(), "")
    page = logged_in(account("team_lead")).get(f"/cases/{blocked.pk}/block/").content.decode()
    assert "The reason is lost" in page


def test_what_was_done_again_before_the_backup_is_not_undone(file: Path) -> None:
    case = CaseFactory()
    linked(case)
    unlink_interview(case, by=None)
    linked(case)
    backup(file)
    assert "Repeated 0 erasures" in restore(file, "--replace")
    assert InterviewLink.objects.filter(case=case).exists()


def test_a_second_restore_repeats_them_again(file: Path) -> None:
    case = CaseFactory()
    backup(file)
    erase_case(case, by=None)
    for _ in range(2):
        assert "Repeated 1 erasures" in restore(file, "--replace")
        assert not Case.objects.exists()


def test_on_another_machine_the_file_of_erasures_is_made_anew(file: Path, data_folder: Path) -> None:
    erase_case(CaseFactory(), by=None)
    backup(file)
    (data_folder / FILE).unlink()
    restore(file, "--replace")
    assert len((data_folder / FILE).read_text().splitlines()) == 1


def test_what_stands_in_the_file_twice_is_repeated_once(file: Path, data_folder: Path) -> None:
    case = CaseFactory()
    backup(file)
    erase_case(case, by=None)
    lines = (data_folder / FILE).read_text()
    (data_folder / FILE).write_text(lines + lines)
    assert "Repeated 1 erasures" in restore(file, "--replace")
    assert not Case.objects.exists() and Erasure.objects.count() == 1


def test_what_only_the_database_given_up_knows_is_repeated(file: Path, data_folder: Path) -> None:
    case = CaseFactory()
    backup(file)
    erase_case(case, by=None)
    (data_folder / FILE).unlink()
    assert "Repeated 1 erasures" in restore(file, "--replace")
    assert not Case.objects.exists()


def test_an_erasure_of_an_unknown_kind_is_said(file: Path, data_folder: Path) -> None:
    backup(file)
    (data_folder / FILE).write_text(f"{uuid4()} cases.thing 1\n")
    case = CaseFactory()
    with pytest.raises(CommandError, match=r"names cases\.thing") as refused:
        restore(file, "--replace")
    is_unfinished = connection.vendor == "postgresql"
    assert isinstance(refused.value.__cause__, RestoreUnfinished) == is_unfinished
    assert ("do not start the program" in str(refused.value)) == is_unfinished
    assert Case.objects.filter(pk=case.pk).exists() != is_unfinished


def test_what_is_stored_is_replaced_only_on_demand(file: Path) -> None:
    backup(file)
    case = CaseFactory()
    with pytest.raises(CommandError, match="With --replace it is lost"):
        restore(file)
    assert Case.objects.get() == case
    restore(file, "--replace")
    assert not Case.objects.exists()


def test_an_installation_just_made_is_empty() -> None:
    assert is_empty()
    organisation("home")
    assert not is_empty()


def test_the_program_must_be_stopped(file: Path) -> None:
    backup(file)
    case = CaseFactory()
    other = connection.copy()
    try:
        other.ensure_connection()
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_case")
        with pytest.raises(CommandError, match="stop the program first"):
            restore(file, "--replace")
        assert Case.objects.get() == case
    finally:
        other.close()
    restore(file, "--replace")
    assert not Case.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="this is the file of SQLite")
def test_a_file_that_is_no_database_any_more_is_replaced(file: Path) -> None:
    CaseFactory()
    backup(file)
    connection.close()
    Path(connection.settings_dict["NAME"]).write_bytes(b"rubbish" * 1000)
    with pytest.raises(CommandError, match="With --replace"):
        restore(file)
    restore(file, "--replace")
    assert Case.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_what_pg_restore_refuses_changes_nothing(file: Path) -> None:
    case = CaseFactory()
    write_file(file, Manifest.present(), [b"no dump"])
    with pytest.raises(CommandError, match="pg_restore did not succeed"):
        restore(file, "--replace")
    assert Case.objects.get() == case
