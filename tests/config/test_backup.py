"""What a backup holds, and that a changed or foreign one is refused."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.db import connection

from ankommen.accounts.models import Organisation
from ankommen.cases.models import Case, Note
from ankommen.cases.services import erase_case
from ankommen.config.backup import BackupRefused, container, postgres, sqlite
from ankommen.config.backup.container import write_file
from ankommen.config.backup.manifest import Manifest
from ankommen.engines.sealing import KeyRing, new_key_entry
from ankommen.interviews.models import Interview
from ankommen.vault.queries import ring
from tests.cases.factories import CaseFactory

from .backups import backup, interview, login, restore

pytestmark = [pytest.mark.usefixtures("own_database", "data_folder")]


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


def folder_of_the_database() -> set[str]:
    if connection.vendor != "sqlite":
        return set()
    connection.close()
    name = Path(connection.settings_dict["NAME"])
    return {each.name for each in name.parent.glob("*") if not each.name.startswith(name.name + "-")}


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


def test_without_the_programs_of_postgresql_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres.shutil, "which", lambda _name: None)
    with pytest.raises(BackupRefused, match=r"pg_dump is not installed.*postgresql-client"):
        list(postgres.dumped())


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_the_password_stands_in_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "hush")
    assert postgres._environment()["PGPASSWORD"] == "hush"
    assert not any("hush" in word for word in (*postgres._DUMP, *postgres._RESTORE))
