"""Releases: protected, attacked, ten interviews apart, and for ever as they were."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ankommen.evaluation import services
from ankommen.evaluation.models import Release
from ankommen.evaluation.plan import Breakdown, Group, Plan
from ankommen.evaluation.projection import current, current_projection
from ankommen.evaluation.queries import last_release_run
from ankommen.evaluation.releases import NotSafe, TooSoon, make_release, protecting
from ankommen.evaluation.releases.workings import opened
from ankommen.evaluation.services import confirm_link
from ankommen.interviews.models import Interview
from ankommen.interviews.services import withdraw_interview
from ankommen.questionnaires.models import Version
from tests.interviews.factories import NEEDS, SETTINGS, SURVEY, published_version

from .factories import LABEL, PLAN, held

pytestmark = pytest.mark.django_db
THRESHOLDS = {"staff": 5, "public": 10}


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


@pytest.mark.long
def test_ten_releases_one_after_another_show_nobody(version: Version) -> None:
    hold(version, 300)
    moved = 0
    for number in range(10):
        made = release()
        assert made.audit.endswith(" 0 recovered")
        states = opened(made).protections["staff"].states.values()
        moved += any(state.is_new for state in states)
        hold(version, 30, seed=number + 10)
    assert moved >= 5


def test_a_finding_leaves_its_tables_as_they_were(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in one table does not stop the release; the table is kept as it stood."""
    protect, slips = protecting.disclosure.protect, []

    def slipping(cells: list, lines: list, *, keep: set, **others: object) -> object:  # type: ignore[type-arg]
        protection = protect(cells, lines, keep=keep, **others)
        small = next(cell for cell in cells if cell.key.endswith("|language=de") and 0 < cell.count < 5)
        if small.key in keep or others["threshold"] != THRESHOLDS["staff"]:
            return protection
        slips.append(small.key)
        shown = replace(protection.states[small.key], value=small.count)
        return replace(protection, states={**protection.states, small.key: shown})

    hold(version, 60)
    release()
    hold(version, 60, seed=2)
    monkeypatch.setattr(protecting.disclosure, "protect", slipping)
    made = release()
    assert len(slips) == 1
    assert made.figures["audiences"]["staff"]["cells"][slips[0]] is None
    assert made.audit.endswith(" 0 recovered")


def test_a_group_that_is_cut_differently_begins_anew(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(version, 120)
    release()
    cut = (Group("few", LABEL, "${people} <= 6"), Group("many", LABEL, "${people} > 6"))
    by = tuple(Breakdown("size", LABEL, groups=cut) if one.groups else one for one in PLAN.breakdowns)
    hold(version, 60, seed=2)
    monkeypatch.setattr(current, "_here", None)
    began = opened(release(replace(PLAN, breakdowns=by))).began
    assert began["needs/flat||size=many"] == 2
    assert "needs/flat||language=ar" not in began


def test_a_new_version_and_a_new_language_join_the_next_release(version: Version) -> None:
    for _ in range(60):
        held(version)
        held(version, answers={"flat": "got"})
    first = release()
    question = "| select_one help | work | Brauchen Sie Arbeit? | | | | | | housing |"
    survey = SURVEY.replace("| end group", f"{question}\n| end group", 1)
    later = published_version(survey, NEEDS, SETTINGS.replace("| test    | 1 ", "| test    | 2 "))
    for item in ("flat", "town"):
        confirm_link(version, later, items=(item, item), kind="same", mapping=_same(item), by=None)
    hold(later, 60, seed=2)
    assert release().audit.endswith(" 0 recovered")  # nobody was asked the new question yet
    answers = {"flat": "none", "work": "got", "people": 3}
    for _ in range(30):
        held(later, answers=answers)
        held(later, answers=answers, language="de")
    made = release()
    assert made.audit.endswith(" 0 recovered")
    new = (
        made.figures["audiences"]["staff"]["cells"].keys()
        - first.figures["audiences"]["staff"]["cells"].keys()
    )
    assert any(key.startswith("needs/work|") for key in new)
    assert {"needs/flat||version=2", "needs/flat||language=de"} <= new
    assert not opened(made).began


def _same(item: str) -> list[tuple[str, str]]:
    return [(name, name) for name in (("got", "none", "no") if item == "flat" else ("a",))]


def test_withdrawals_between_two_releases_are_reckoned_with(version: Version) -> None:
    hold(version, 120)
    release()
    for interview in Interview.objects.all()[:15]:
        withdraw_interview(interview)
    hold(version, 60, seed=2)
    made = release()
    assert opened(made).gone == 15
    assert not opened(made).began
    assert made.audit.endswith(" 0 recovered")


def test_what_live_progress_shows_is_known_to_the_attacker_of_the_figures_inside(version: Version) -> None:
    for _ in range(20):
        held(version)
        held(version, language="de")
    known = opened(release()).known
    assert (known["needs/flat"], known["needs/flat||language=ar"]) == (40, 20)
    assert "needs/flat||town=a" not in known
    for _ in range(10):
        held(version, answers={"flat": "no"})  # asked, but it does not count: the page shows 20, not 30
    known = opened(release()).known
    assert "needs/flat||language=ar" not in known
    assert known["needs/flat||language=de"] == 20


def by_town(made: Release, audience: str = "staff") -> dict[str, int | None]:
    cells = made.figures["audiences"][audience]["cells"]
    return {key: value for key, value in cells.items() if "|town=a" in key}


def test_no_answer_is_one_number_with_the_rest_in_tables(version: Version) -> None:
    """Two people who gave no answer in a row of sixty take no other number of it with them."""
    parts = replace(PLAN.subjects[0], parts=(("none", ("none",)), ("got", ("got",)), ("no", ("no",))))
    for answer, number in (("none", 30), ("got", 20), ("no", 8), (None, 2)):
        for _ in range(number):
            held(version, answers={"flat": answer, "people": 5, "town": "a"})
    assert by_town(release(replace(PLAN, subjects=(parts,)))) == {
        "needs/flat|none|town=a": 30,
        "needs/flat|got|town=a": 20,
        "needs/flat|no+no_answer|town=a": 10,
        "needs/flat||town=a": 60,
    }


def test_without_parts_no_answer_is_an_answer_of_its_own(version: Version) -> None:
    for answer, number in (("none", 30), ("got", 20), ("no", 8), (None, 2)):
        for _ in range(number):
            held(version, answers={"flat": answer, "people": 5, "town": "a"})
    shown = by_town(release())
    assert shown["needs/flat|no_answer|town=a"] is None
    assert list(shown.values()).count(None) == 2


def test_a_release_that_was_not_safe_is_noted_for_staff(
    version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsafe(*_: object, **__: object) -> Release:
        raise NotSafe

    monkeypatch.setattr(services, "the_plan", lambda: PLAN)
    monkeypatch.setattr(services, "make_release", unsafe)
    with pytest.raises(NotSafe):
        services.release_figures(by=None)
    run = last_release_run()
    assert run is not None and run.state == run.State.NOT_SAFE
