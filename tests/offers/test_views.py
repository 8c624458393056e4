"""Looks at offers are counted by language and day; no page waits for it, none fails by it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from ankommen.offers.models import ViewCount
from ankommen.offers.services import count_view, views, write_views

from .desk import kept_town
from .entries import OFFER_ID

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    views._seen.clear()
    yield
    views._seen.clear()


def look(language: str, times: int = 1) -> Client:
    browser = Client()
    for _each in range(times):
        assert browser.get(f"/{language}/offers/{OFFER_ID}/").status_code == 200
    return browser


def counts() -> dict[str, int]:
    return {each.language: each.number for each in ViewCount.objects.filter(on=timezone.localdate())}


def test_looks_are_added_by_language_and_day():
    kept_town()
    look("ar", 3)
    look("de")
    assert counts() == {}
    assert write_views() == 4
    look("ar")
    write_views()
    assert counts() == {"ar": 4, "de": 1}
    assert write_views() == 0


def test_nobody_gets_a_cookie_and_a_head_does_not_count():
    kept_town()
    assert not look("de").cookies
    Client().head(f"/de/offers/{OFFER_ID}/")
    Client().get(f"/de/offers/{uuid4()}/")
    assert write_views() == 1


def test_what_cannot_be_written_is_written_later(monkeypatch):
    kept_town()
    look("de", 2)
    with monkeypatch.context() as locked:

        def write(taken):
            raise OperationalError("database is locked")

        locked.setattr(views, "_write", write)
        look("de")
        with pytest.raises(OperationalError):
            write_views()
    assert write_views() == 3
    assert counts() == {"de": 3}


def test_offers_that_are_gone_are_not_counted():
    kept_town()
    count_view(uuid4(), "de")
    count_view(UUID(OFFER_ID), "de")
    assert write_views() == 1


def test_memory_is_bounded(monkeypatch):
    kept_town()
    monkeypatch.setattr(views, "MOST", 2)
    for _each in range(5):
        count_view(uuid4(), "de")
    assert len(views._seen) == 2


def test_one_timer_waits_and_writes_at_most_once_in_its_time(settings, monkeypatch):
    kept_town()
    settings.SECONDS_UNTIL_VIEWS_ARE_WRITTEN = 3600
    look("de", 3)
    timer = views._timer
    assert timer is not None
    assert timer.interval == 3600
    assert timer.daemon
    timer.cancel()
    monkeypatch.setattr(views, "_timer", None)
