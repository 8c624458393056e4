"""A backup comes back whole or not at all; what was erased since does not come back with it."""

from __future__ import annotations

import gc
import io
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from ankommen.accounts.models import Invitation, Membership, Organisation, User
from ankommen.accounts.queries import invitation_by_code
from ankommen.accounts.services import Place, end_membership, invite, make_account
from ankommen.cases.models import Case, Client, Grant, InterviewLink, Note
from ankommen.cases.services import erase_case, unlink_interview, withdraw_grant
from ankommen.config.backup import BackupRefused, container, postgres, sqlite
from ankommen.config.backup.container import write_file
from ankommen.config.backup.manifest import Manifest
from ankommen.config.backup.restoring import is_empty
from ankommen.engines.sealing import KeyRing, new_key_entry
from ankommen.interviews.models import Interview
from ankommen.interviews.services import withdraw_interview
from ankommen.journal.erasures import FILE
from ankommen.journal.models import Erasure
from ankommen.vault.queries import ring
from tests.accounts.factories import UserFactory
from tests.cases.factories import CaseFactory, grant, organisation

pytestmark = [pytest.mark.django_db(transaction=True)]


def close_what_others_left_open() -> None:
    """Threads of earlier tests may hold connections, and a restore refuses while anybody does."""
    gc.collect()
    for one in gc.get_objects():
        if isinstance(one, sqlite3.Connection) and one is not connection.connection:
            one.close()


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    """The file of erasures lies in a folder of its own for each test."""
    ring()
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return tmp_path / "data"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def backup(file: Path) -> str:
    said = io.StringIO()
    call_command("backup", str(file), stdout=said)
    return said.getvalue()


def restore(file: Path, *options: str, alone: bool = True) -> str:
    """alone: nobody else holds the database, whatever threads of earlier tests do."""
    if alone:
        close_what_others_left_open()
    said = io.StringIO()
    call_command("restore", str(file), *options, stdout=said)
    return said.getvalue()


def lose_the_database() -> None:
    if connection.vendor == "sqlite":
        connection.close()
        name = Path(connection.settings_dict["NAME"])
        name.unlink()
        name.touch(mode=0o600)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def linked(case: Case) -> InterviewLink:
    link: InterviewLink = InterviewLink.objects.create(
        case=case, interview="x", valid_until=timezone.localdate() + timedelta(days=90)
    )
    return link


def interview() -> Interview:
    stored: Interview = Interview.objects.create(
        id=uuid4(), form_id="test", version="1", form_digest="0" * 64, week="2026-W47", language="ar",
        contact="desk", outcome="complete", consent_version="1", receipt_digest=secrets.token_hex(32),
        answers=b"answers",
    )  # fmt: skip
    return stored


def login() -> None:
    Session.objects.create(
        session_key=uuid4().hex, session_data="x", expire_date=timezone.now() + timedelta(hours=1)
    )


def account(role: str) -> User:
    user: User = UserFactory(role=role)
    Membership.objects.filter(user=user).update(organisation=organisation("home"))
    return User.objects.get(pk=user.pk)


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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="needs SQLite")
def test_what_others_left_open_does_not_stop_these_tests(file: Path) -> None:
    CaseFactory()
    backup(file)
    left = sqlite3.connect(connection.settings_dict["NAME"], check_same_thread=False)
    left.execute("SELECT count(*) FROM cases_case").fetchall()
    with pytest.raises(CommandError, match="still works with the database"):
        restore(file, "--replace", alone=False)
    restore(file, "--replace")


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


def test_an_erasure_of_an_unknown_kind_is_said(file: Path, data_folder: Path) -> None:
    backup(file)
    (data_folder / FILE).write_text(f"{uuid4()} cases.thing 1\n")
    with pytest.raises(CommandError, match=r"names cases\.thing"):
        restore(file, "--replace")


def test_the_file_tells_nothing_and_belongs_to_its_owner(file: Path) -> None:
    Organisation.objects.create(slug="canary", name="canary-in-the-clear", kind="city_office")
    said = backup(file)
    content = file.read_bytes()
    assert b"canary" not in content and b"django_migrations" not in content
    assert file.stat().st_mode & 0o077 == 0
    assert not any(entry.partition(":")[2] in said for entry in django_settings.SEALING_KEYS or [])
    assert [each for each in file.parent.iterdir() if each.is_file()] == [file], "nothing is left beside it"
    again = file.with_name("again")
    backup(again)
    assert again.read_bytes()[-64:] != content[-64:], "each file has a key of its own"


def test_nothing_is_overwritten(file: Path) -> None:
    file.write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        backup(file)
    assert file.read_text() == "mine"


def test_a_backup_that_breaks_off_leaves_no_file(file: Path) -> None:
    def broken() -> Any:
        yield b"x" * 100
        raise BackupRefused("pg_dump did not succeed")

    with pytest.raises(BackupRefused):
        write_file(file, Manifest.present(), broken())
    assert list(file.parent.glob("backup*")) == []


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


def flipped(place: int) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        at = place % len(content)
        return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]

    return change


BROKEN = {
    "mark": (flipped(3), "is no backup"),
    "length of the key": (flipped(18), "was changed|is sealed under"),
    "name of the key": (flipped(21), "is sealed under|was changed"),
    "sealed key": (flipped(50), "was changed"),
    "first chunk": (flipped(300), "was changed or is cut off"),
    "last byte": (flipped(-1), "was changed or is cut off"),
    "cut off": (lambda content: content[:-1000], "was changed or is cut off"),
    "nothing but the head": (lambda content: content[:90], "was changed or is cut off"),
    "cut in the head": (lambda content: content[:30], "was changed"),
    "empty": (lambda _content: b"", "is no backup"),
    "more at the end": (lambda content: content + b"x", "was changed or is cut off"),
    "two in one": (lambda content: content + content, "was changed or is cut off"),
}


@pytest.mark.parametrize("how", list(BROKEN))
def test_what_was_changed_is_refused_and_nothing_is_touched(file: Path, how: str) -> None:
    change, sentence = BROKEN[how]
    case = CaseFactory()
    backup(file)
    erase_case(case, by=None)
    login()
    newer = CaseFactory()
    beside = folder_of_the_database()
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(CommandError, match=sentence):
        restore(file, "--replace")
    assert Case.objects.get() == newer and Session.objects.count() == 1
    assert folder_of_the_database() == beside


def test_a_long_file_that_is_cut_between_chunks_is_refused(file: Path) -> None:
    """Its first chunks are genuine: the database program has them before the end is known to be missing."""
    case = CaseFactory()
    for _ in range(3):
        Note.objects.create(case=case, text=secrets.token_hex(4000), organisation=case.organisation)
    blob = Interview.objects.get(pk=interview().pk)
    blob.answers = secrets.token_bytes(3 << 20)
    blob.save()
    backup(file)
    Case.objects.filter(pk=case.pk).update(number="newer")
    content = file.read_bytes()
    head = len(content) % ((1 << 20) + 16)
    file.write_bytes(content[: -(head - 200) if head > 200 else -head])
    with pytest.raises(CommandError, match="cut off"):
        restore(file, "--replace")
    assert Case.objects.get().number == "newer"


def folder_of_the_database() -> set[str]:
    if connection.vendor != "sqlite":
        return set()
    connection.close()
    name = Path(connection.settings_dict["NAME"])
    return {each.name for each in name.parent.glob("*") if not each.name.startswith(name.name + "-")}


def test_another_key_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup(file)
    newest = ring().newest
    for name, sentence in (("elsewhere", "not among"), (newest, "is another one")):
        other = KeyRing.parse([new_key_entry(name)])
        monkeypatch.setattr(container, "ring", lambda other=other: other)
        with pytest.raises(CommandError, match=f'the key "{newest}".*{sentence}') as refused:
            restore(file, "--replace")
        assert other.keys[name].hex() not in str(refused.value)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda _now: {"vendor": "other"}, "This is a backup of other; this installation uses"),
        (lambda now: {"migrations": [*now.migrations, "cases.9999_future"]}, "by a newer version"),
        (lambda now: {"migrations": now.migrations[:-1]}, "by an older version"),
        (lambda _now: {"keys": ["lost"]}, 'needs the sealing key "lost"'),
    ],
)
def test_what_does_not_fit_here_is_refused(
    file: Path, change: Callable[[Manifest], dict[str, Any]], sentence: str
) -> None:
    case, now = CaseFactory(), Manifest.present()
    content = sqlite.content_of_file() if connection.vendor == "sqlite" else postgres.dumped()
    write_file(file, replace(now, **change(now)), content)
    Case.objects.filter(pk=case.pk).update(number="newer")
    with pytest.raises(CommandError, match=sentence):
        restore(file, "--replace")
    assert Case.objects.get().number == "newer"


def test_the_program_must_be_stopped(file: Path) -> None:
    backup(file)
    case = CaseFactory()
    other = connection.copy()
    try:
        other.ensure_connection()
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_case")
        with pytest.raises(CommandError, match="stop the program first"):
            restore(file, "--replace", alone=False)
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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="this is the file of SQLite")
def test_a_backup_is_taken_while_others_write(file: Path) -> None:
    case = CaseFactory()
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE cases_case SET number = 'half'")
    backup(file)
    other.rollback()
    other.close()
    restore(file, "--replace")
    assert Case.objects.get().number == case.number


def test_without_the_programs_of_postgresql_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres.shutil, "which", lambda _name: None)
    with pytest.raises(BackupRefused, match=r"pg_dump is not installed.*postgresql-client"):
        list(postgres.dumped())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_the_password_stands_in_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "hush")
    assert postgres._environment()["PGPASSWORD"] == "hush"
    assert not any("hush" in word for word in (*postgres._DUMP, *postgres._RESTORE))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_what_pg_restore_refuses_changes_nothing(file: Path) -> None:
    case = CaseFactory()
    write_file(file, Manifest.present(), [b"no dump"])
    with pytest.raises(CommandError, match="pg_restore did not succeed"):
        restore(file, "--replace")
    assert Case.objects.get() == case
