"""A login leaves no second behind, and a tablet that saves leaves nothing of its login."""

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

from ankommen.accounts.sessions import SessionStore
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    def show(hour: int, minute: int) -> None:
        now = datetime(2026, 11, 21, hour, minute, 31, 417, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)

    show(9, 10)
    return show


def logged_in() -> Client:
    user, client = UserFactory(), Client()
    assert client.post("/login/", {"username": user.username, "password": PASSWORD}).status_code == 302
    return client


def writes(client: Client, path: str = "/") -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]


def test_a_login_ends_on_the_full_hour(clock: Any) -> None:
    logged_in()
    assert Session.objects.get().expire_date == datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_input_keeps_a_login_and_writes_once_an_hour(clock: Any) -> None:
    client = logged_in()
    clock(9, 29)
    assert writes(client) == []
    clock(9, 31)
    assert any("django_session" in sql for sql in writes(client))
    clock(9, 59)
    assert writes(client) == []
    assert Session.objects.get().expire_date == datetime(2026, 11, 21, 11, tzinfo=UTC)


def test_a_slow_request_does_not_undo_what_another_one_wrote(clock: Any) -> None:
    logged_in()
    slow, quick = (SessionStore(Session.objects.get().session_key) for _ in range(2))
    assert not slow.get("handed_over")  # read before the other one writes
    quick["handed_over"] = True
    quick.save()
    clock(9, 31)
    slow.save()
    row = Session.objects.get()
    assert row.expire_date == datetime(2026, 11, 21, 11, tzinfo=UTC)
    assert SessionStore().decode(row.session_data)["handed_over"] is True


def test_a_login_without_input_is_over(clock: Any) -> None:
    client = logged_in()
    clock(10, 1)
    assert client.get("/").status_code == 302


def test_the_cookie_is_renewed_at_every_input(clock: Any) -> None:
    client = logged_in()
    assert client.get("/").cookies["sessionid"]["max-age"] == 30 * 60


def test_a_row_tells_no_second() -> None:
    logged_in()
    data = Session.objects.get().session_data
    assert data.count(":") == 1, "content and signature, no time between them"


def test_a_row_that_is_not_ours_is_an_empty_login() -> None:
    store = SessionStore()
    forged = base64.urlsafe_b64encode(json.dumps({"_auth_user_id": "1"}).encode()).decode()
    for data in ("", "x", f"{forged}:signature", f"{forged}:time:signature"):
        assert store.decode(data) == {}
    assert store.decode(store.encode({"a": 1})) == {"a": 1}


def test_a_cookie_that_no_login_has_is_nobodys() -> None:
    client = logged_in()
    assert client.get("/").status_code == 200
    client.cookies["sessionid"] = "\x00" * 32
    assert SessionStore("\x00" * 32).session_key is None
    assert client.get("/").status_code == 302


def test_the_last_login_keeps_its_day() -> None:
    client = logged_in()
    [day] = type(client.get("/").context["user"]._wrapped).objects.values_list("last_login", flat=True)
    assert day == timezone.localdate()
    assert not isinstance(day, datetime)
    assert timezone.localdate() - day < timedelta(days=1)
