"""Guessing at every page that checks a secret; the long one makes the 3,000 guesses of ten minutes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from re import findall

import pytest
from django.db import connection
from django.test import RequestFactory

import ankommen
from ankommen.accounts.access import TooManyGuesses, braked
from ankommen.accounts.guesses import Guesses
from ankommen.accounts.models import User
from tests.accounts.guessing import TARGETS, Outcome, Scene, attack
from tests.accounts.logins import Clock

SOURCE = Path(ankommen.__file__).parent


@pytest.fixture
def scene(user: User, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Scene:
    return Scene(user, clock, monkeypatch)


def holds(outcome: Outcome) -> bool:
    return outcome.opened == 0 and 0 < outcome.looked_at <= 20 and outcome.owner_gets_in


@pytest.mark.django_db
@pytest.mark.parametrize("target", TARGETS)
def test_of_hundred_guesses_at_most_twenty_are_looked_at(target: str, scene: Scene) -> None:
    outcome = attack(target, scene, 100)
    assert holds(outcome), outcome


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("target", TARGETS)
def test_of_three_thousand_guesses_in_ten_minutes_at_most_twenty_are_looked_at(
    target: str, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = attack(target, scene, 3000)
    with capsys.disabled():
        print(
            f"\n{target:28} {outcome.guesses} guesses, {outcome.looked_at} looked at, {outcome.opened} opened"
        )
    assert holds(outcome), outcome


@pytest.mark.django_db
def test_without_the_brake_this_would_be_seen(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ankommen.accounts.brake._reserve", lambda buckets: 0)
    assert not holds(attack("/login/", scene, 30))


@pytest.fixture
def place(transactional_db: None) -> Iterator[None]:
    yield
    connection.close()


def test_fifty_at_the_same_moment_do_not_pass(place: None) -> None:
    looked_at: list[int] = []

    def guess(number: int) -> bool:
        request = RequestFactory(REMOTE_ADDR=f"10.0.0.{number}").get("/")
        try:
            with braked(request, "password", "jana"):
                looked_at.append(number)
        except TooManyGuesses:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(50) as pool:
        passed = list(pool.map(guess, range(50)))
    assert (sum(passed), len(looked_at)) == (20, 20)
    assert max(len(row.minutes) for row in Guesses.objects.all()) == 20


def test_whoever_checks_a_secret_does_it_behind_the_brake() -> None:
    """The names of all functions that check one, and the files that may call them: a new one is noticed."""
    checks = r"\b(?:check_password|validate_code|validate_totp_code|interview_by_receipt)\("
    callers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if findall(checks, path.read_text())
    }
    assert callers - {"interviews/queries.py"} == {
        "accounts/login/factors.py",
        "cases/services/linking.py",  # called inside `braked` by cases.views.counselling
        "interviews/views/receipt.py",
    }
