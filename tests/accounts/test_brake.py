"""Ten wrong passwords within ten minutes, and nobody gets in by that name for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from ankommen.accounts.access import TooManyGuesses, password_fits
from ankommen.accounts.brake import LIMIT
from ankommen.accounts.models import User, WrongGuesses
from ankommen.accounts.services import forget_guesses
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    user: User = UserFactory()
    return user


def log_in(name: str, password: str) -> Any:
    return Client(headers={"Accept-Language": "en"}).post("/login/", {"username": name, "password": password})


def guess(name: str, times: int) -> list[int]:
    return [log_in(name, f"wrong {number}").status_code for number in range(times)]


def later(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    then = timezone.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(timezone, "now", lambda: then)


def test_the_brake_says_when_to_come_back(user: User) -> None:
    assert guess(user.username, LIMIT) == [200] * LIMIT
    response = log_in(user.username, PASSWORD)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 600
    assert b"Please wait a few minutes" in response.content


def test_a_name_that_nobody_has_is_braked_alike() -> None:
    assert guess("nobody", LIMIT + 1)[-1] == 429


def test_others_are_not_braked(user: User) -> None:
    guess("nobody", LIMIT)
    assert log_in(user.username, PASSWORD).status_code == 302


def test_the_right_password_wipes_the_slate(user: User) -> None:
    guess(user.username, LIMIT - 1)
    assert log_in(user.username, PASSWORD).status_code == 302
    assert not WrongGuesses.objects.exists()


def test_the_brake_lets_go(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    guess(user.username, LIMIT)
    later(monkeypatch, 10)
    assert log_in(user.username, PASSWORD).status_code == 302


def test_guesses_that_lie_apart_do_not_add_up(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    guess(user.username, LIMIT - 1)
    later(monkeypatch, 10)
    assert guess(user.username, 2) == [200, 200]


def test_counts_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    guess("nobody", 1)
    forget_guesses()
    assert WrongGuesses.objects.exists()
    later(monkeypatch, 10)
    forget_guesses()
    assert not WrongGuesses.objects.exists()


def test_a_password_asked_once_more_is_braked_too(user: User) -> None:
    request = HttpRequest()
    request.user = AnonymousUser()
    assert password_fits(request, user, PASSWORD)
    assert [password_fits(request, user, "wrong") for _ in range(LIMIT)] == [False] * LIMIT
    with pytest.raises(TooManyGuesses):
        password_fits(request, user, PASSWORD)


def test_a_count_tells_neither_name_nor_second(user: User) -> None:
    guess(user.username, 1)
    row = WrongGuesses.objects.get()
    assert user.username not in row.account
    assert (row.until.second, row.until.microsecond) == (0, 0)
