"""A backup comes back whole or not at all; what was erased since does not come back with it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from ankommen.accounts.models import Invitation, Membership, User
from ankommen.accounts.queries import invitation_by_code
from ankommen.accounts.services import Place, end_membership, invite, make_account
from ankommen.cases.models import Case, Client, Grant, InterviewLink, Note
from ankommen.cases.services import erase_case, unlink_interview, withdraw_grant
from ankommen.config.backup import RestoreUnfinished
from ankommen.config.backup.container import write_file
from ankommen.config.backup.manifest import Manifest
from ankommen.config.backup.restoring import is_empty
from ankommen.interviews.models import Interview
from ankommen.interviews.services import withdraw_interview
from ankommen.journal.erasures import FILE
from ankommen.journal.models import Erasure
from tests.cases.factories import CaseFactory, grant, organisation

from .backups import account, backup, interview, linked, login, lose_the_database, restore

pytestmark = [pytest.mark.usefixtures("own_database", "data_folder")]


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
