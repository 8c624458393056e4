"""Release after release: the difference shows nobody, faults planted on purpose are found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankommen.engines.attack import Finding, Release, Rules, audit, gather
from ankommen.engines.disclosure import Cell, Key, Line, Protection, Why, protect, same_tables

from .invented import ALL, Interviews, invent, tables_of
from .publishing import counts, published, release_safely, sums

Known = Callable[[Key], bool]
TOTAL: Known = lambda key: key == ALL  # noqa: E731
MARGINS: Known = lambda key: key[0] == "all"  # type: ignore[index]  # noqa: E731


@dataclass(frozen=True)
class Night:
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]
    protection: Protection
    release: Release


def nights(
    interviews: Interviews, sizes: range, *, known: Known = MARGINS, threshold: int = 5, round_to: int = 1
) -> list[Night]:
    found: list[Night] = []
    for size in sizes:
        cells, lines = tables_of(interviews.first(size))
        keys = [cell.key for cell in cells if known(cell.key)]
        before = found[-1].protection if found else None
        protection, release = release_safely(
            cells,
            lines,
            threshold=threshold,
            round_to=round_to,
            before=before,
            earlier=[night.release for night in found],
            truths=[counts(night.cells) for night in found],
            known=keys,
        )
        found.append(Night(tuple(cells), tuple(lines), protection, release))
    return found


def recovered(stream: list[Night], *, releases: list[Release] | None = None) -> tuple[Finding, ...]:
    protection = stream[0].protection
    return audit(
        releases or [night.release for night in stream],
        sums(stream[0].lines),
        Rules(protection.threshold, protection.round_to),
        truth=None if releases else [counts(night.cells) for night in stream],
    ).recovered


@cache
def three_nights() -> list[Night]:
    return nights(invent(1100, questions=2, bys=("district", "language")), range(1000, 1090, 30))


@pytest.mark.parametrize(
    ("each", "known"),
    [
        pytest.param(12, MARGINS, id="nightly"),
        pytest.param(60, MARGINS, id="days apart", marks=pytest.mark.long),
        pytest.param(60, TOTAL, id="total known", marks=pytest.mark.long),
    ],
)
def test_ten_releases_show_nobody(each: int, known: Known) -> None:
    interviews = invent(600 + 10 * each, questions=2, seed=each, bys=("district", "gender"))
    stream = nights(interviews, range(600, 600 + 10 * each, each), known=known)
    assert recovered(stream) == ()
    assert any(state.is_new for state in stream[-1].protection.states.values()) or each == 12


@pytest.mark.long
def test_ten_public_releases_beside_those_inside_show_nobody() -> None:
    interviews = invent(2000, questions=2, seed=4, bys=("district", "gender"))
    stream = nights(interviews, range(1000, 2000, 100), threshold=10, round_to=5)
    assert recovered(stream) == ()


@pytest.mark.long
@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10_000), st.integers(50, 1500), st.integers(20, 120))
def test_no_stream_shows_anybody(seed: int, start: int, each: int) -> None:
    interviews = invent(start + 5 * each, questions=2, seed=seed, bys=("cohort", "gender"))
    assert recovered(nights(interviews, range(start, start + 5 * each, each))) == ()


def test_numbers_move_at_last() -> None:
    stream = nights(invent(2600, questions=2, bys=("district",)), range(600, 2600, 400))
    first, last = stream[0].protection.states, stream[-1].protection.states
    older = [
        abs(cell.count - state.counted) / cell.count
        for cell in stream[-1].cells
        if not (state := last[cell.key]).is_hidden
    ]
    assert sum(older) / len(older) < 0.1
    assert sum(state.is_hidden for state in last.values()) < sum(state.is_hidden for state in first.values())


def test_on_most_days_nothing_moves() -> None:
    stream = nights(invent(640, questions=2, bys=("district",)), range(600, 640, 12))
    assert [any(s.is_new for s in night.protection.states.values()) for night in stream] == [
        True,
        False,
        False,
        False,
    ]


def test_without_steps_the_difference_shows_people() -> None:
    """Each release safe by itself is not enough, kept as a warning."""
    stream = three_nights()
    alone = [protect(night.cells, night.lines, threshold=5) for night in stream]
    releases = [published(one, night.cells) for one, night in zip(alone, stream, strict=True)]
    findings = recovered(stream, releases=releases)
    assert sum(finding.what == "growth" and finding.least == finding.greatest for finding in findings) > 20


def planted(night: int, key: Key, value: int | None) -> tuple[Finding, ...]:
    """What is recovered up to `night` if it shows `value` for `key`."""
    releases = [one.release for one in three_nights()[: night + 1]]
    releases[night] = replace(releases[night], values={**releases[night].values, key: value})
    return recovered(three_nights(), releases=releases)


def test_a_complementary_cell_shown_is_found() -> None:
    assert recovered(three_nights()) == ()
    night = three_nights()[0]
    complements = [
        cell
        for cell in night.cells
        if night.protection.states[cell.key].why is Why.COMPLEMENTARY and cell.key[0] != "all"
    ]
    assert any(planted(0, cell.key, cell.count) for cell in complements[:3])


def test_a_number_that_moved_by_one_person_is_found() -> None:
    night = three_nights()[1]
    cell = next(
        cell
        for cell in night.cells
        if len(cell.key) == 4
        and not (state := night.protection.states[cell.key]).is_hidden
        and cell.count == state.counted + 1
    )
    findings = planted(1, cell.key, cell.count)
    assert Finding(1, cell.key, "growth", 1, 1) in findings


def test_a_hidden_cell_shown_the_next_time_is_found() -> None:
    night = three_nights()[1]
    cell = next(
        cell
        for cell in night.cells
        if len(cell.key) == 4 and cell.count >= 5 and night.protection.states[cell.key].is_hidden
    )
    assert any(finding.what == "hidden count" for finding in planted(1, cell.key, cell.count))


def test_a_rounded_number_shown_exact_is_found() -> None:
    cells, lines = tables_of(invent(800, questions=2, bys=("district",)))
    public = published(protect(cells, lines, threshold=10, round_to=5), cells)
    cell = next(cell for cell in cells if public.values[cell.key] not in (None, cell.count))
    faulty = replace(public, values={**public.values, cell.key: cell.count})
    assert audit([faulty], sums(lines), Rules(10, 5)).recovered


def test_a_cell_shown_on_one_page_and_hidden_on_another_is_found() -> None:
    night = three_nights()[0]
    cell = next(cell for cell in night.cells if not night.protection.states[cell.key].is_hidden)
    values, contradictions = gather([night.release.values, {cell.key: None}])
    faulty = replace(night.release, values=values, contradictions=contradictions)
    report = audit([faulty], sums(night.lines), Rules(5))
    assert [finding.key for finding in report.recovered] == [cell.key]


def test_what_is_kept_stays_as_it_was() -> None:
    first, *_, last = nights(invent(1600, questions=2, bys=("district",)), range(600, 1600, 400))
    table = same_tables([("q00", 0, "district", 0)], last.lines)
    kept = protect(last.cells, last.lines, threshold=5, before=first.protection, keep=table)
    assert ("q00", 3, "district", 5) in table
    assert ("q01", 0, "district", 0) not in table
    assert all(kept.states[key].value == first.protection.states[key].value for key in table)
    assert any(state.is_new for key, state in kept.states.items() if key[0] == "q01")  # type: ignore[index]


def test_withdrawn_interviews_move_no_number_by_themselves() -> None:
    cells, lines = tables_of(invent(900, questions=2, bys=("district",)))
    fewer, _ = tables_of(invent(900, questions=2, bys=("district",)).first(897))
    before = protect(cells, lines, threshold=5)
    after = protect(fewer, lines, threshold=5, before=before)
    assert not any(state.is_new for state in after.states.values())
    releases = [published(before, cells), published(after, fewer, erased=3)]
    assert audit(releases, sums(lines), Rules(5), truth=[counts(cells), counts(fewer)]).recovered == ()
