"""A login leaves no second behind, ends in time, and its row alone opens nothing."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ankommen.accounts.models import User
from ankommen.accounts.sessions import SessionStore
from tests.accounts.logins import Clock, browser, code_at, give_app, is_logged_in, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(user: User) -> Client:
    client = browser()
    assert log_in(client, user.username).status_code == 302
    return client


@pytest.fixture
def morning(clock: Clock) -> Clock:
    clock.now = datetime(2026, 11, 21, 9, 10, 31, 417, tzinfo=UTC)
    return clock


def writes(client: Client, path: str = "/desk/") -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [sql for query in queries if (sql := query["sql"]).startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_row_ends_on_the_full_hour(morning: Clock, client: Client) -> None:
    assert Session.objects.get().expire_date == datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_input_writes_once_an_hour(morning: Clock, client: Client) -> None:
    for _ in range(3):
        morning.pass_by(minutes=10)
        assert writes(client) == []
    morning.pass_by(minutes=10)  # 9:50, and the login may last into the next hour
    assert any("django_session" in sql for sql in writes(client))
    morning.pass_by(minutes=9)
    assert writes(client) == []
    assert Session.objects.get().expire_date == datetime(2026, 11, 21, 11, tzinfo=UTC)


def test_a_slow_request_does_not_undo_what_another_one_wrote(morning: Clock, client: Client) -> None:
    slow, quick = (SessionStore(Session.objects.get().session_key) for _ in range(2))
    assert not slow.get("handed_over")  # read before the other one writes
    quick["handed_over"] = True
    quick.save()
    morning.pass_by(minutes=40)
    slow.save()
    row = Session.objects.get()
    assert row.expire_date == datetime(2026, 11, 21, 11, tzinfo=UTC)
    assert SessionStore().decode(row.session_data)["handed_over"] is True


def test_a_login_ends_after_fifteen_minutes_without_input(clock: Clock, client: Client) -> None:
    clock.pass_by(minutes=14)
    assert is_logged_in(client)
    clock.pass_by(minutes=14)
    assert is_logged_in(client)
    clock.pass_by(minutes=15, seconds=1)
    response = client.get("/access/", follow=True)
    assert response.redirect_chain[0][0] == "/login/?next=/access/"
    assert b"Your login is over." in response.content
    assert not is_logged_in(client)


def test_saving_a_draft_counts_as_input_even_where_it_is_refused(clock: Clock, client: Client) -> None:
    for _ in range(3):
        clock.pass_by(minutes=14)
        client.put("/interviews/00000000-0000-4000-8000-000000000001/draft/", "{}", "application/json")
    assert is_logged_in(client)


def test_a_login_ends_after_ten_hours_of_work(clock: Clock, client: Client) -> None:
    for _ in range(59):
        clock.pass_by(minutes=10)
        assert is_logged_in(client)
    clock.pass_by(minutes=10, seconds=1)
    assert not is_logged_in(client)


def test_a_login_ends_with_the_cookie(client: Client) -> None:
    del client.cookies["login"]
    assert not is_logged_in(client)
    assert "_auth_user_id" not in SessionStore(client.cookies["sessionid"].value).load()


def test_the_cookie_of_another_login_does_not_do(clock: Clock, client: Client, user: User) -> None:
    clock.pass_by(minutes=16)
    later = browser()
    log_in(later, user.username)
    client.cookies["login"] = later.cookies["login"].value
    assert not is_logged_in(client)
    assert is_logged_in(later)


@pytest.mark.parametrize("part", [0, 1])
def test_a_changed_cookie_does_not_do(client: Client, part: int) -> None:
    parts = client.cookies["login"].value.split(":")
    parts[part] = parts[part][:-2] + ("AA" if parts[part][-2:] != "AA" else "BB")
    client.cookies["login"] = ":".join(parts)
    assert not is_logged_in(client)


def test_the_cookie_ends_with_the_browser_and_is_no_scripts(client: Client) -> None:
    cookie = client.get("/desk/").cookies["login"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", True)


def test_the_browser_forgets_the_row_after_fifteen_minutes(client: Client) -> None:
    assert client.get("/desk/").cookies["sessionid"]["max-age"] == 15 * 60


def test_who_works_here_no_more_is_out_at_the_next_request(client: Client, user: User) -> None:
    yesterday = timezone.localdate() - timedelta(1)
    user.memberships.update(begins_on=yesterday, ends_on=yesterday)
    response = client.get("/access/", follow=True)
    assert b"Your access has ended." in response.content
    assert b"Your access has ended." in client.post(
        "/login/", {"username": user.username, "password": "a-long-password-for-tests"}, follow=True
    ).content  # fmt: skip
    assert not is_logged_in(client)


def test_a_locked_account_is_out_at_the_next_request(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_logged_in(client)


def test_logging_out_leaves_nothing(client: Client) -> None:
    key = client.cookies["sessionid"].value
    response = client.post("/logout/")
    assert not Session.objects.filter(session_key=key).exists()
    assert all(response.cookies[name].value == "" for name in ("sessionid", "login", "csrftoken"))
    assert "browser" not in response.cookies
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.headers["Cache-Control"] == "no-store"


def numbers_in(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers_in(part)]
    if isinstance(value, list):
        return [number for part in value for number in numbers_in(part)]
    return [value] if isinstance(value, (int, float)) else []


def test_a_row_tells_no_second_at_any_step(user: User, clock: Clock) -> None:
    give_app(user)
    client = browser()
    log_in(client, user.username)
    steps = [SessionStore().decode(Session.objects.get().session_data)]
    client.post("/login/second-factor/", {"code": code_at(clock.now)})
    assert is_logged_in(client)
    steps.append(SessionStore().decode(Session.objects.get().session_data))
    clock.pass_by(minutes=3)
    assert client.post("/access/confirm/", {"code": code_at(clock.now)}).status_code == 302
    steps.append(SessionStore().decode(Session.objects.get().session_data))
    times = [number for step in steps for number in numbers_in(step) if number > 10**9]
    assert len(times) > 3, "allauth notes times, and this test sees them"
    assert {number % 3600 for number in times} == {0}


def test_a_factor_keeps_days(user: User, clock: Clock) -> None:
    give_app(user)
    client = browser()
    log_in(client, user.username)
    client.post("/login/second-factor/", {"code": code_at(clock.now)})
    [factor] = user.authenticator_set.all()  # type: ignore[attr-defined]
    for moment in (factor.created_at, factor.last_used_at):
        assert (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)


def test_a_row_is_sealed(client: Client, user: User) -> None:
    row = base64.b64decode(Session.objects.get().session_data)
    assert b"_auth_user_id" not in row
    assert SessionStore().decode(Session.objects.get().session_data)["_auth_user_id"] == str(user.pk)


def test_a_row_that_is_not_ours_is_an_empty_login() -> None:
    store = SessionStore()
    forged = base64.b64encode(json.dumps({"_auth_user_id": "1"}).encode()).decode()
    for data in ("", "x", forged, f"{forged}:signature", "é"):
        assert store.decode(data) == {}
    assert store.decode(store.encode({"a": 1})) == {"a": 1}


def test_a_cookie_that_no_login_has_is_nobodys(client: Client) -> None:
    client.cookies["sessionid"] = "\x00" * 32
    assert SessionStore("\x00" * 32).session_key is None
    assert client.get("/desk/").status_code == 302


def test_the_last_login_keeps_its_day(client: Client, user: User) -> None:
    [day] = User.objects.filter(pk=user.pk).values_list("last_login", flat=True)
    assert day == timezone.localdate()
    assert not isinstance(day, datetime)
