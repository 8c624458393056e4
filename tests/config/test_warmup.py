"""What a server prepares before the first person comes."""

from __future__ import annotations

import logging

import pytest

from ankommen.config.warmup import warm_up
from ankommen.evaluation.projection import current
from ankommen.places.services import set_city
from ankommen.portal.asking import Searcher
from tests.evaluation.test_progress import FACTS, NOTICE, held, published_version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_here", None)


def test_the_figures_stand_in_memory_before_anybody_asks() -> None:
    version = published_version()
    set_city(slug="test", name="Teststadt", facts=FACTS, notice=NOTICE)
    held(version)
    warm_up()
    assert current._here is not None
    assert current._here[1].number == 1


def test_the_search_is_ready_before_anybody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = Searcher()
    monkeypatch.setattr("ankommen.portal.queries.searcher", fresh)
    warm_up()
    assert fresh._index is not None


def test_a_city_that_counts_nothing_yet_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        warm_up()
    assert not caplog.records


def test_a_fault_is_said_in_a_line_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("answers: harbour street 1")

    monkeypatch.setattr("ankommen.config.warmup.prepare_progress", broken)
    with caplog.at_level(logging.WARNING):
        warm_up()
    assert [record.getMessage() for record in caplog.records] == [
        "Not all was prepared at the start: RuntimeError."
    ]
