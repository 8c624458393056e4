"""Nobody guesses: what is counted, for whom it is shut, and for whom it stays open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client, RequestFactory

from ankommen.accounts.access import TooManyGuesses, braked, password_fits
from ankommen.accounts.brake import network_of, used_before
from ankommen.accounts.guesses import Guesses
from ankommen.accounts.models import User
from ankommen.accounts.retention import GUESSES
from tests.accounts.factories import PASSWORD
from tests.accounts.logins import Clock, browser, is_logged_in, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that is really looked at."""
    seen: list[str] = []

    def look(password: str, encoded: str, *rest: Any, **more: Any) -> bool:
        seen.append(password)
        return check_password(password, encoded, *rest, **more)

    monkeypatch.setattr("django.contrib.auth.base_user.check_password", look)
    return seen


def addresses() -> Iterator[str]:
    for number in range(1, 1000):
        yield f"10.0.{number // 250}.{number % 250}"


def guess(client: Client, name: str, times: int) -> list[int]:
    return [log_in(client, name, f"wrong {number}").status_code for number in range(times)]


def guess_from_everywhere(name: str, times: int) -> list[int]:
    return [
        log_in(browser(address), name, f"wrong {address}").status_code
        for address, _ in zip(addresses(), range(times), strict=False)
    ]


def test_the_brake_says_when_to_come_back(user: User) -> None:
    client = browser()
    assert guess(client, user.username, 10) == [422] * 10
    response = log_in(client, user.username)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 660
    assert b"Please wait a few minutes" in response.content


def test_the_right_password_is_not_even_looked_at(user: User, looks: list[str]) -> None:
    client = browser()
    guess(client, user.username, 10)
    log_in(client, user.username)
    assert (len(looks), PASSWORD in looks) == (10, False)


def test_of_three_hundred_guesses_from_everywhere_twenty_are_looked_at(user: User, looks: list[str]) -> None:
    answers = guess_from_everywhere(user.username, 300)
    assert (answers.count(422), answers.count(429)) == (20, 280)
    assert len(looks) == 20


def test_of_three_hundred_guesses_in_ten_minutes_twenty_are_looked_at(
    user: User, looks: list[str], clock: Clock
) -> None:
    for number in range(300):
        log_in(browser(f"10.0.0.{number % 250}"), user.username, f"wrong {number}")
        clock.pass_by(seconds=2)
    assert len(looks) == 20


def test_no_ten_minutes_have_more_than_twenty(user: User, looks: list[str], clock: Clock) -> None:
    guess_from_everywhere(user.username, 1)
    clock.pass_by(minutes=9.8)
    guess_from_everywhere(user.username, 25)
    clock.pass_by(minutes=1)
    guess_from_everywhere(user.username, 25)
    assert len(looks) <= 21, "one of the early one's place is free again, no more"


def test_one_address_has_ten_and_others_go_on(user: User) -> None:
    guess(browser("10.0.0.1"), user.username, 11)
    assert log_in(browser("10.0.0.2"), user.username).status_code == 302


def test_the_owner_gets_in_where_she_has_been_before(user: User) -> None:
    hers = browser("10.9.9.9")
    log_in(hers, user.username)
    hers.post("/logout/")
    guess_from_everywhere(user.username, 30)
    assert log_in(browser("10.9.9.9"), user.username).status_code == 429
    assert log_in(hers, user.username).status_code == 302
    assert is_logged_in(hers)


def test_in_a_known_browser_ten_are_looked_at(user: User, looks: list[str]) -> None:
    hers = browser()
    log_in(hers, user.username)
    hers.post("/logout/")
    looks.clear()
    assert guess(hers, user.username, 12).count(429) == 2
    assert len(looks) == 10
    assert log_in(browser("10.0.0.8"), user.username).status_code == 302


def test_a_known_browser_is_known_for_its_own_people_only(user: User, looks: list[str]) -> None:
    hers = browser("10.9.9.9")
    log_in(hers, user.username)
    hers.post("/logout/")
    guess(hers, "somebody else", 10)
    assert guess(hers, "somebody else", 1) == [429]
    assert guess(browser("10.9.9.9"), "somebody else", 1) == [429], "counted by address, as a stranger's"


@pytest.mark.parametrize("forged", ["", "x", "e30:x", '{"number": "1", "known": []}'])
def test_a_forged_browser_is_a_strangers(user: User, forged: str) -> None:
    client = browser()
    client.cookies["browser"] = forged
    guess(client, user.username, 10)
    client.cookies["browser"] = forged + "y"
    assert log_in(client, user.username).status_code == 429


def test_the_cookie_of_a_browser_names_nobody(user: User) -> None:
    client = browser()
    log_in(client, user.username)
    cookie = client.cookies["browser"]
    assert user.username not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_name_that_nobody_has_is_braked_alike(db: None) -> None:
    assert guess(browser(), "nobody", 11) == [422] * 10 + [429]


def test_a_right_one_in_between_gives_nobody_new_tries(user: User, looks: list[str]) -> None:
    guess(browser("10.0.0.1"), user.username, 9)
    assert log_in(browser("10.0.0.1"), user.username).status_code == 302
    assert guess(browser("10.0.0.1"), user.username, 2) == [422, 429]


def test_the_brake_lets_go(user: User, clock: Clock) -> None:
    client = browser()
    guess(client, user.username, 10)
    clock.pass_by(minutes=11)
    assert log_in(client, user.username).status_code == 302


def test_counts_are_forgotten(user: User, clock: Clock) -> None:
    guess(browser(), user.username, 1)
    GUESSES.erase(10)
    assert Guesses.objects.count() == 2
    clock.pass_by(minutes=11)
    GUESSES.erase(10)
    assert not Guesses.objects.exists()


def test_a_right_password_leaves_nothing(user: User) -> None:
    log_in(browser(), user.username)
    assert not Guesses.objects.exists()


def test_a_count_tells_neither_name_nor_address_nor_second(user: User) -> None:
    guess(browser("10.1.2.3"), user.username, 1)
    for row in Guesses.objects.all():
        assert user.username not in row.bucket
        assert "10.1.2.3" not in row.bucket
        assert (row.until.second, row.until.microsecond) == (0, 0)


def test_a_password_asked_once_more_counts_with_the_login(user: User, looks: list[str]) -> None:
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/desk/")
    assert password_fits(request, user, PASSWORD)
    assert [password_fits(request, user, "wrong") for _ in range(10)] == [False] * 10
    with pytest.raises(TooManyGuesses):
        password_fits(request, user, PASSWORD)
    assert log_in(browser(), user.username).status_code == 429


def test_a_secret_without_a_name_is_counted_by_address() -> None:
    here = RequestFactory(REMOTE_ADDR="2001:db8:1:2::3").get("/desk/")
    beside = RequestFactory(REMOTE_ADDR="2001:db8:1:2:ffff::9").get("/desk/")
    elsewhere = RequestFactory(REMOTE_ADDR="2001:db8:1:3::3").get("/desk/")
    for _ in range(20):
        with braked(here, "receipt"):
            pass
    for request in (here, beside):
        with pytest.raises(TooManyGuesses), braked(request, "receipt"):
            raise AssertionError("looked at")
    with braked(elsewhere, "receipt") as guess:
        guess.was_right()
    with braked(here, "invitation"):
        pass


def test_what_fails_in_the_middle_is_counted() -> None:
    request = RequestFactory().get("/desk/")
    for _ in range(20):
        with pytest.raises(ZeroDivisionError), braked(request, "receipt"):
            raise ZeroDivisionError
    with pytest.raises(TooManyGuesses), braked(request, "receipt"):
        pass


def test_a_code_of_one_use_is_used_once(clock: Clock) -> None:
    assert not used_before("code", "jana", "123456")
    assert used_before("code", "jana", "123456")
    assert not used_before("code", "emre", "123456")
    clock.pass_by(minutes=11)
    assert not used_before("code", "jana", "123456")


@pytest.mark.parametrize(
    ("peer", "forwarded", "behind_proxy", "network"),
    [
        ("192.0.2.7", "", False, "192.0.2.7"),
        ("192.0.2.7", "203.0.113.5", False, "192.0.2.7"),
        ("127.0.0.1", "203.0.113.5", True, "203.0.113.5"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.5", True, "203.0.113.5"),
        ("127.0.0.1", "", True, "127.0.0.1"),
        ("::ffff:192.0.2.7", "", False, "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::"),
        ("fe80::1%eth0", "", False, "fe80::"),
        ("a socket", "", False, ""),
        ("127.0.0.1", "no address", True, ""),
    ],
)
def test_where_a_request_comes_from(
    peer: str, forwarded: str, behind_proxy: bool, network: str, settings: Any
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert network_of(RequestFactory(REMOTE_ADDR=peer).get("/", **headers)) == network
