"""Releases: protected, attacked, ten interviews apart, and for ever as they were."""

from __future__ import annotations

import numpy as np
import pytest

from ankommen.evaluation.models import Release
from ankommen.evaluation.plan import Plan
from ankommen.evaluation.projection import current, current_projection
from ankommen.evaluation.releases import NotSafe, TooSoon, make_release, protecting
from ankommen.questionnaires.models import Version
from tests.interviews.factories import published_version

from .factories import PLAN, held

pytestmark = pytest.mark.django_db
THRESHOLDS = {"staff": 5, "public": 10}


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_here", None)


@pytest.fixture
def version() -> Version:
    return published_version()


def hold(version: Version, number: int, *, seed: int = 1) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(number):
        answers = {
            "flat": str(rng.choice(["got", "none", "no"], p=[0.3, 0.6, 0.1])),
            "people": int(rng.integers(1, 9)),
        }
        held(version, answers=answers, language=str(rng.choice(["ar", "de"], p=[0.9, 0.1])))


def release(plan: Plan = PLAN) -> Release:
    return make_release(current_projection(plan), plan, by=None, thresholds=THRESHOLDS)


def test_small_counts_stand_in_no_release(version: Version) -> None:
    hold(version, 60)
    made = release()
    for audience, least in THRESHOLDS.items():
        cells = made.figures["audiences"][audience]["cells"]
        assert any(value is None for value in cells.values())
        assert all(value is None or value >= least for value in cells.values())
    public = made.figures["audiences"]["public"]["cells"].values()
    assert all(value is None or value % 5 == 0 for value in public)
    assert made.audit.endswith("0 recovered")


def test_a_release_shows_no_count_of_the_next_one_goes_on_from(version: Version) -> None:
    hold(version, 60)
    made = release()
    assert b"flat" not in bytes(made.workings)


def test_two_releases_are_ten_interviews_apart(version: Version) -> None:
    hold(version, 60)
    first = Release.objects.get(number=release().number).figures
    hold(version, 9, seed=2)
    with pytest.raises(TooSoon) as refusal:
        release()
    assert refusal.value.missing == 1
    held(version)
    assert release().number == 2
    assert Release.objects.get(number=1).figures == first


def test_what_the_attacker_finds_is_not_published(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(version, 60)

    def careless(cells: list, lines: list, *, threshold: int, round_to: int = 1, **_: object) -> object:  # type: ignore[type-arg]
        states = {
            cell.key: protecting.disclosure.State(
                cell.count if cell.count >= threshold else None, is_new=True, counted=cell.count
            )
            for cell in cells
        }
        return protecting.disclosure.Protection(states, threshold, round_to, {}, frozenset(states))

    monkeypatch.setattr(protecting.disclosure, "protect", careless)
    with pytest.raises(NotSafe):
        release()
    assert Release.objects.count() == 0


def test_five_releases_one_after_another_show_nobody(version: Version) -> None:
    hold(version, 80)
    for number in range(5):
        assert release().audit.endswith("0 recovered")
        hold(version, 12, seed=number + 10)
