"""Whoever takes the files of the embedded database finds nothing of what was deleted (decision 0004)."""

from __future__ import annotations

import io
import secrets
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from ankommen.interviews.models import Draft, Interview
from ankommen.interviews.services import withdraw_interview
from tests.accounts.factories import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="these are the files of SQLite"),
]


def found(canary: bytes) -> int:
    """How often the canary lies in the database's file and in its journal."""
    file = Path(connection.settings_dict["NAME"])
    return sum(part.read_bytes().count(canary) for part in (file, Path(f"{file}-wal")) if part.exists())


def one_more_change() -> None:
    """The journal is emptied by whatever is written next: here a login that ends."""
    Session.objects.create(session_key=uuid4().hex, session_data="", expire_date=timezone.now()).delete()


def stored(answers: bytes, free_text: bytes = b"") -> Interview:
    interview: Interview = Interview.objects.create(
        id=uuid4(), form_id="test", version="1", form_digest="0" * 64, week="2026-W47", language="ar",
        contact="desk", outcome="complete", consent_version="1", receipt_digest=secrets.token_hex(32),
        answers=answers, free_text=free_text,
    )  # fmt: skip
    return interview


def test_nothing_is_left_of_a_draft() -> None:
    canaries = [secrets.token_bytes(16) for _ in range(5)]
    draft = Draft(owner=UserFactory(), browser="", expires_at=timezone.now())
    for canary in canaries:
        draft.sealed = canary + secrets.token_bytes(9000)  # longer than a page
        draft.save()
    assert found(canaries[-1]) > 0, "the search finds what is there"
    assert [found(canary) for canary in canaries[:-1]] == [0, 0, 0, 0]
    draft.delete()
    one_more_change()
    assert found(canaries[-1]) == 0


def test_nothing_is_left_of_a_withdrawn_interview() -> None:
    answers, free_text = secrets.token_bytes(16), secrets.token_bytes(16)
    interview = stored(answers + secrets.token_bytes(6000), free_text + secrets.token_bytes(100))
    receipt = interview.receipt_digest.encode()
    assert found(answers) * found(free_text) * found(receipt) > 0
    withdraw_interview(interview)
    one_more_change()
    assert (found(answers), found(free_text), found(receipt)) == (0, 0, 0)


def test_an_ended_login_is_gone() -> None:
    canary = secrets.token_hex(16)
    session = Session.objects.create(
        session_key=uuid4().hex, session_data=canary + "x" * 5000, expire_date=timezone.now()
    )
    assert found(canary.encode()) > 0
    session.delete()
    one_more_change()
    assert found(canary.encode()) == 0


def in_order_of_arrival(marks: list[bytes]) -> float:
    """The share of neighbours that lie in the file as they came: 1 tells the order, 0.5 tells nothing."""
    file = Path(connection.settings_dict["NAME"]).read_bytes()
    places = [file.find(mark) for mark in marks]
    return sum(earlier < later for earlier, later in pairwise(places)) / (len(marks) - 1)


def test_the_order_of_arrival_is_forgotten_every_hour() -> None:
    call_command("erase_expired", stdout=io.StringIO())  # no free pages: other tests leave some behind
    marks = [secrets.token_bytes(16) for _ in range(200)]
    for mark in marks:
        stored(secrets.token_bytes(6000) + mark)  # its end lies on a page of its own
    assert in_order_of_arrival(marks) > 0.9
    call_command("erase_expired", stdout=io.StringIO())
    assert 0.3 < in_order_of_arrival(marks) < 0.7
