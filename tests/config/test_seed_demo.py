"""`seed_demo`: once, through the doors, carried on where it was interrupted."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ankommen.config import demo
from ankommen.evaluation.releases import NotSafe, refused
from ankommen.interviews.intake import NotAcceptable
from ankommen.interviews.models import Interview
from ankommen.interviews.queries import answers_of, demo_number
from ankommen.interviews.services import DemoInterview, store_demo_interviews
from ankommen.journal.models import Entry
from ankommen.questionnaires.models import Version
from tests.interviews.factories import published_version

pytestmark = pytest.mark.django_db
WRITTEN = {"dortmund": 8, "musterau": 2}


def seeded(city: str = "musterau", **wishes: Any) -> str:
    out = io.StringIO()
    call_command("seed_demo", city=city, stdout=out, **wishes)
    return out.getvalue()


def a_copy(folder: Path) -> Path:
    """The folder of a city that a test may change."""
    return Path(shutil.copytree(demo.folder_of("musterau"), folder / "musterau"))


def stored() -> list[tuple[Any, ...]]:
    """All that is told of the interviews but their numbers, in an order that no order of storing made."""
    rows = [
        (i.version, i.week, i.language, i.contact, i.site_id, i.outcome, i.break_off, str(answers_of(i)))
        for i in Interview.objects.all()
    ]
    return sorted(rows, key=str)


@pytest.mark.parametrize("city", ["musterau", pytest.param("dortmund", marks=pytest.mark.long)])
def test_as_many_interviews_stand_as_were_wished_for(city: str) -> None:
    assert f"{60 - WRITTEN[city]} of {60 - WRITTEN[city]} interviews" in seeded(city, interviews=60)
    assert Interview.objects.count() == 60
    assert set(Interview.objects.values_list("is_demo", flat=True)) == {True}


def test_without_a_number_only_the_written_ones_stand() -> None:
    seeded()
    assert demo_number() == WRITTEN["musterau"]


def test_a_second_run_adds_nothing() -> None:
    seeded(interviews=40)
    before = stored()
    assert "0 invented interviews added" in seeded(interviews=40)
    assert stored() == before


def test_an_interrupted_run_is_carried_on_to_the_same_interviews(monkeypatch: pytest.MonkeyPatch) -> None:
    seeded(interviews=40)
    whole = stored()
    Interview.objects.all().delete()
    monkeypatch.setattr(demo, "BATCH", 7)

    def stopped(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(demo.seed_demo("musterau", interviews=40, progress=stopped))
    assert 2 < demo_number() < 40
    seeded(interviews=40)
    assert stored() == whole


def test_what_fails_in_a_batch_leaves_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(demo, "withdraw_interview", _fails)
        with pytest.raises(RuntimeError):
            seeded(interviews=120)
    assert demo_number() == WRITTEN["musterau"]


def _fails(*_: Any, **__: Any) -> None:
    raise RuntimeError


def test_a_withdrawn_interview_does_not_come_back() -> None:
    seeded(interviews=120)
    withdrawn = Interview.objects.filter(outcome="withdrawn")
    assert withdrawn.exists()
    assert {(row.answers, row.receipt_digest, row.language) for row in withdrawn} == {(None, "", "")}


def test_the_journal_counts_each_of_them() -> None:
    seeded(interviews=120)
    outcomes = Counter(Interview.objects.values_list("outcome", flat=True))
    entries = Counter(Entry.objects.values_list("verb", flat=True))
    assert entries["interviews.refused"] == outcomes["refused"] > 0
    assert entries["interviews.withdrawn"] == outcomes["withdrawn"]
    assert entries["interviews.stored"] == 120 - outcomes["refused"]


def test_progress_ends_at_the_whole() -> None:
    shown: list[tuple[int, int]] = []
    list(demo.seed_demo("musterau", interviews=30, progress=lambda *numbers: shown.append(numbers)))
    assert shown[-1] == (28, 28)


@pytest.mark.parametrize("number", [-1, 100_001])
def test_numbers_out_of_bounds_are_refused(number: int) -> None:
    with pytest.raises(CommandError, match="100,000"):
        seeded(interviews=number)
    assert not Interview.objects.exists()


def test_the_usual_number_is_the_citys() -> None:
    assert (demo.usual_number("dortmund"), demo.usual_number("musterau")) == (7000, 120)


def test_figures_that_are_not_safe_stop_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so once, and tries again only when interviews came in since."""
    tried, city = [], a_copy(tmp_path)
    (city / "figures.toml").touch()

    def unsafe(*_: Any, **__: Any) -> None:
        tried.append(1)
        refused()
        raise NotSafe

    monkeypatch.setattr(demo, "release_figures", unsafe)
    assert "No figures are published" in seeded(str(city), interviews=20)
    assert "figures" not in seeded(str(city), interviews=20)
    assert len(tried) == 1
    assert "No figures are published" in seeded(str(city), interviews=21)
    assert len(tried) == 2


def test_a_clock_before_the_calendar_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.timezone, "now", lambda: datetime(2026, 1, 6, 12, tzinfo=UTC))
    seeded(interviews=30)
    assert demo_number() == WRITTEN["musterau"]


@pytest.fixture
def version(db: None) -> Iterator[Version]:
    yield published_version()


def entry(**changes: Any) -> DemoInterview:
    answers = {"flat": "none", "people": 5, "town": "a"}
    frame: dict[str, Any] = {"language": "ar", "contact": "desk", "interpreter": "none", "site": None}
    return DemoInterview(**({"answers": answers, "on": timezone.localdate(), **frame} | changes))


def test_what_breaks_a_rule_is_not_stored_nor_what_came_with_it(version: Version) -> None:
    with pytest.raises(NotAcceptable):
        store_demo_interviews(version, [entry(), entry(answers={"flat": "none", "people": 50})])
    assert not Interview.objects.exists()
    assert not Entry.objects.filter(verb="interviews.stored").exists()


def test_without_a_journal_nothing_is_stored(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ankommen.interviews.services.record", _fails)
    with pytest.raises(RuntimeError):
        store_demo_interviews(version, [entry()])
    assert not Interview.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"language": "tr"},
        {"site": "nowhere"},
        {"answers": {}},
        {"answers": {"flat": "castle"}},
        {"outcome": "partial"},
        {"break_off_reason": "time"},
    ],
)
def test_each_rule_of_an_interview_holds_for_an_invented_one(
    version: Version, changes: dict[str, Any]
) -> None:
    with pytest.raises(NotAcceptable):
        store_demo_interviews(version, [entry(**changes)])


def test_a_refused_one_keeps_its_frame_only(version: Version) -> None:
    [refused] = store_demo_interviews(version, [entry(answers={}, outcome="refused")])
    refused.refresh_from_db()
    assert (refused.outcome, refused.answers, refused.consent_version, refused.is_demo) == (
        "refused",
        None,
        "",
        True,
    )


def test_two_of_the_same_content_are_two_interviews(version: Version) -> None:
    assert len({row.pk for row in store_demo_interviews(version, [entry(), entry()])}) == 2


def test_a_city_without_a_model_has_the_written_ones(tmp_path: Path) -> None:
    folder = a_copy(tmp_path)
    (folder / "synthetic.toml").unlink()
    assert demo.usual_number(str(folder)) == 0
    seeded(str(folder), interviews=30)
    assert demo_number() == WRITTEN["musterau"]
