"""What all tests share: one real Chromium a worker. Playwright runs once in a process, so nobody else starts it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django.utils import translation
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# Playwright's loop runs in this thread; Django would take a test's own queries for queries of a coroutine.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Whether a change may land is no matter of luck: laws are tried on the same examples each time, and on new ones
# in `make long`.
settings.register_profile("same", derandomize=True)
settings.register_profile("new", derandomize=False)
settings.load_profile(os.environ.get("EXAMPLES", "same"))
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the browser is marked, and left out where there is none."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have counted, a line each: they say it with `record_property("counted", …)`."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "teardown":
                lines = [line for name, line in report.user_properties if name == "counted"]
                for line in lines:
                    terminalreporter.write_line(str(line))


@pytest.fixture(scope="session", autouse=True)
def journal_steps_aside_between_tests() -> Iterator[None]:
    """Tests with transactions empty the database after them. The journal's triggers refuse that, as they should:
    they are taken away for this one moment.
    """
    empty = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        aside, back = _triggers_aside_and_back()
        empty(operations, [*aside, *statements, *back])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield


def _triggers_aside_and_back() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            tables = [f"ALTER TABLE {table} %s TRIGGER USER" for (table,) in cursor.fetchall()]
            return [table % "DISABLE" for table in tables], [table % "ENABLE" for table in tables]
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]


@pytest.fixture(scope="session", autouse=True)
def whoever_is_let_in_carries_both_cookies() -> Iterator[None]:
    """A login is a session and the cookie that says when it ends; Django's `force_login` knows of the first."""
    let_in = Client.force_login

    def force_login(client: Client, *args: Any, **kwargs: Any) -> None:
        let_in(client, *args, **kwargs)
        from ankommen.accounts.access import cookie_of_login  # can be imported when Django has started

        client.cookies["login"] = cookie_of_login(client.session)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", force_login)
        yield


@pytest.fixture(autouse=True)
def every_test_begins_in_english() -> Iterator[None]:
    """A page leaves its language active in the thread; the next test would read sentences in it."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def nothing_is_blocked(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page that would make the browser report a breach of the content security policy fails its test."""
    if "browser" not in request.fixturenames:
        yield
        return
    from .browser.blocked import watched

    with watched(request.getfixturevalue("browser")) as blocked:
        yield
    assert blocked == []
