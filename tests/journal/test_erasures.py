"""The file of erasures has each of them once, whoever commits beside whom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from ankommen.accounts.models import User
from ankommen.journal.erasures import FILE, Erasure, keep_erasure_file, note_erasure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    folder: Path = settings.DATA_DIR
    settings.DATA_DIR = tmp_path / folder.name
    return tmp_path / folder.name


def beside(work: Callable[[], object]) -> Thread:
    """Begin it in a thread with a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def numbers(folder: Path) -> list[str]:
    return sorted(line.split(" ")[0] for line in (folder / FILE).read_text().splitlines())


def stored() -> list[str]:
    return sorted(str(number) for number in Erasure.objects.values_list("pk", flat=True))


def test_who_comes_between_reading_and_writing_waits(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Erasure.objects.create(object_type="cases.case", object_id=str(uuid4()))
    others: list[Thread] = []
    usual = Erasure.__str__

    def interrupted(erasure: Erasure) -> str:
        if not others:  # the first has read what the file has, and is about to write
            others.append(beside(keep_erasure_file))
            others[0].join(timeout=0.5)
        return usual(erasure)

    monkeypatch.setattr(Erasure, "__str__", interrupted)
    keep_erasure_file()
    others[0].join()
    assert numbers(data_folder) == stored()


def test_commits_at_once_leave_each_line_once(data_folder: Path) -> None:
    users = [User.objects.create_user(f"user{number}") for number in range(12)]
    together = Barrier(4)

    def note(mine: list[User]) -> None:
        together.wait()
        for user in mine:
            with transaction.atomic():
                note_erasure(user)

    for thread in [beside(partial(note, users[start::4])) for start in range(4)]:
        thread.join()
    assert numbers(data_folder) == stored() and len(stored()) == 12
