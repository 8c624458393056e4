"""One release: nothing hidden can be worked out, nothing is hidden without need, bad input gets a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankommen.engines.disclosure import Cell, Key, Line, Why, protect

from .invented import invent, tables_of
from .publishing import judge


def crosstab(
    rows: list[list[int]], *, empty: frozenset[tuple[int, int]] = frozenset()
) -> tuple[list[Cell], list[Line]]:
    """A table with its margins; keys are ("cell", row, column), ("row", row), ("column", column) and "all"."""
    columns = range(len(rows[0]))
    cells: list[Cell] = [Cell("all", sum(map(sum, rows)))]
    cells += [Cell(("row", r), sum(row)) for r, row in enumerate(rows)]
    cells += [Cell(("column", c), sum(row[c] for row in rows)) for c in columns]
    cells += [
        Cell(("cell", r, c), row[c], is_structural_zero=(r, c) in empty)
        for r, row in enumerate(rows)
        for c in columns
    ]
    lines = [Line(("row", r), tuple(("cell", r, c) for c in columns)) for r in range(len(rows))]
    lines += [Line(("column", c), tuple(("cell", r, c) for r in range(len(rows)))) for c in columns]
    lines.append(Line("all", tuple(("row", r) for r in range(len(rows)))))
    lines.append(Line("all", tuple(("column", c) for c in columns)))
    return cells, lines


def test_a_small_count_takes_three_others_with_it() -> None:
    cells, lines = crosstab([[2, 40, 50], [30, 20, 60], [70, 80, 90]])
    states = protect(cells, lines, threshold=5).states
    hidden = {key: state.why for key, state in states.items() if state.is_hidden}
    assert hidden == {
        ("cell", 0, 0): Why.SMALL,
        ("cell", 0, 1): Why.COMPLEMENTARY,
        ("cell", 1, 0): Why.COMPLEMENTARY,
        ("cell", 1, 1): Why.COMPLEMENTARY,
    }


def choices_by_row(named: list[list[int]], asked: list[int], silent: int) -> tuple[list[Cell], list[Line]]:
    """Choices of one question, named or not, by rows; who gave no answer stands apart in the totals only."""
    size, rows = sum(asked), range(len(asked))
    cells = [
        Cell("all", size),
        Cell("silent", silent, worth=50.0),
        *(Cell(("row", r), asked[r]) for r in rows),
    ]
    lines = [Line("all", tuple(("row", r) for r in rows))]
    for choice, counts in enumerate(named):
        yes = sum(counts)
        totals = {"yes": yes, "no": size - silent - yes, "rest": size - yes}
        cells += [Cell((choice, name), count) for name, count in totals.items()]
        lines += [
            Line("all", ((choice, "yes"), (choice, "no"), "silent")),
            Line("all", ((choice, "yes"), (choice, "rest"))),
        ]
        for name, by_row in (("yes", counts), ("rest", [asked[r] - counts[r] for r in rows])):
            cells += [Cell((choice, name, r), by_row[r]) for r in rows]
            lines.append(Line((choice, name), tuple((choice, name, r) for r in rows)))
        lines += [Line(("row", r), ((choice, "yes", r), (choice, "rest", r))) for r in rows]
    return cells, lines


def test_a_choice_that_nobody_names_hides_nothing_of_the_others() -> None:
    cells, lines = choices_by_row([[0, 0, 0], [40, 30, 20]], [100, 90, 60], 12)
    protection = protect(cells, lines, threshold=5)
    assert set(protection.hidden()) == {
        (0, "yes"), (0, "no"), (0, "rest"), *((0, name, r) for name in ("yes", "rest") for r in range(3))
    }  # fmt: skip
    assert judge(protection, cells, lines).recovered == ()


def test_of_two_complements_the_one_of_less_worth_is_hidden() -> None:
    cells, lines = crosstab([[2, 40, 45], [30, 20, 60], [70, 80, 90]])
    dear = [replace(cell, worth=4.0) if cell.key == ("cell", 0, 1) else cell for cell in cells]
    assert ("cell", 0, 1) in protect(cells, lines, threshold=5).hidden()
    assert ("cell", 0, 1) not in protect(dear, lines, threshold=5).hidden()


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    cells, lines = crosstab([[12, 40], [30, 20]])
    assert protect(cells, lines, threshold=10).hidden() == []


def test_a_zero_is_small_unless_nobody_can_be_counted_there() -> None:
    cells, lines = crosstab([[0, 40, 50], [30, 20, 60], [70, 80, 90]], empty=frozenset({(0, 0)}))
    states = protect(cells, lines, threshold=5).states
    assert states["cell", 0, 0].value == 0
    assert not any(state.is_hidden for state in states.values())
    cells, lines = crosstab([[0, 40, 50], [30, 20, 60], [70, 80, 90]])
    assert protect(cells, lines, threshold=5).states["cell", 0, 0].why is Why.SMALL


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[3, 40, 50]], id="one row"),
        pytest.param([[3], [40], [50]], id="one column"),
        pytest.param([[3]], id="one cell"),
        pytest.param([[1, 2], [3, 4]], id="all small"),
        pytest.param([[0, 0], [0, 0]], id="all zero"),
        pytest.param([[0, 0, 700], [0, 0, 300]], id="all said the same"),
        pytest.param([[0, 0, 3], [700, 5, 300]], id="a row of three"),
        pytest.param([[5, 5], [5, 4]], id="just one below"),
        pytest.param([[4, 4], [4, 4]], id="each below, no margin"),
        pytest.param([[4, 0], [0, 900]], id="a diagonal"),
    ],
)
def test_edges_are_safe(rows: list[list[int]]) -> None:
    cells, lines = crosstab(rows)
    report = judge(protect(cells, lines, threshold=5), cells, lines)
    assert str(report).endswith(" 0 recovered")


tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(
            st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6, 9, 12, 30, 200]), min_size=width, max_size=width
        ),
        min_size=1,
        max_size=8,
    )
)


@settings(max_examples=40, deadline=None)
@given(tables, st.sampled_from([(5, 1), (10, 1), (10, 5)]))
def test_no_table_gives_a_hidden_count_away(rows: list[list[int]], rules: tuple[int, int]) -> None:
    cells, lines = crosstab(rows)
    protection = protect(cells, lines, threshold=rules[0], round_to=rules[1])
    assert judge(protection, cells, lines).recovered == ()


@settings(max_examples=3, deadline=None)
@given(st.integers(20, 900), st.integers(0, 10_000), st.sampled_from([5, 10]))
def test_no_linked_tables_give_a_hidden_count_away(number: int, seed: int, threshold: int) -> None:
    cells, lines = tables_of(invent(number, questions=2, seed=seed, bys=("language", "gender")))
    assert judge(protect(cells, lines, threshold=threshold), cells, lines).recovered == ()


@settings(max_examples=3, deadline=None)
@given(st.integers(50, 900), st.integers(0, 10_000))
def test_what_live_progress_tells_is_not_made_more(number: int, seed: int) -> None:
    cells, lines = tables_of(invent(number, questions=2, seed=seed, bys=("language", "cohort")))
    known = [cell.key for cell in cells if cell.key[0] == "all"]
    assert judge(protect(cells, lines, threshold=5, known=known), cells, lines, known).recovered == ()


def test_the_same_counts_give_the_same_release() -> None:
    cells, lines = tables_of(invent(900, questions=1, seed=3))
    assert protect(cells, lines, threshold=5) == protect(cells, lines, threshold=5)


def test_hiding_only_the_small_is_not_enough() -> None:
    """The naive rule, kept as a warning: the attacker finds what it leaves open."""
    cells, lines = tables_of(invent(3000, questions=3))
    protection = protect(cells, lines, threshold=5)
    naive = {
        cell.key: replace(protection.states[cell.key], value=cell.count if cell.count >= 5 else None)
        for cell in cells
    }
    report = judge(replace(protection, states=naive), cells, lines)
    assert sum(finding.least == finding.greatest for finding in report.recovered) > 10


def test_public_numbers_are_rounded_and_tell_nothing_beyond_those_inside() -> None:
    cells, lines = tables_of(invent(2000, questions=2))
    inside = protect(cells, lines, threshold=5)
    public = protect(cells, lines, threshold=10, round_to=5, within=inside)
    assert set(inside.hidden()) <= set(public.hidden())
    assert all(state.value % 5 == 0 for state in public.states.values() if state.value is not None)
    assert judge(public, cells, lines).recovered == ()


def test_a_threshold_is_never_lowered() -> None:
    cells, lines = crosstab([[20, 40], [30, 20]])
    with pytest.raises(ValueError, match="too low: the lowest is 5"):
        protect(cells, lines, threshold=4)
    before = protect(cells, lines, threshold=10)
    with pytest.raises(ValueError, match="was 10 and can only be raised"):
        protect(cells, lines, threshold=5, before=before)


def test_a_raised_threshold_hides_what_was_shown() -> None:
    cells, lines = crosstab([[7, 40], [30, 20]])
    before = protect(cells, lines, threshold=5)
    after = protect(cells, lines, threshold=10, before=before)
    assert before.states["cell", 0, 0].value == 7
    assert after.states["cell", 0, 0].why is Why.SMALL


GOOD = crosstab([[20, 40], [30, 20]])


@pytest.mark.parametrize(
    ("cells", "lines", "sentence"),
    [
        ([*GOOD[0][:-1], replace(GOOD[0][-1], count=21)], GOOD[1], "add up to"),
        ([*GOOD[0], GOOD[0][0]], GOOD[1], "given twice"),
        ([replace(GOOD[0][0], count=-1)], [], "negative"),
        ([Cell("a", 3, is_structural_zero=True)], [], "empty by rule, but counts 3"),
        ([Cell("a", 3, moves_with="b")], [], "is no cell"),
        ([Cell("a", 3)], [Line("a", ("b",))], "is no cell"),
        ([Cell("a", 3)], [Line("a", ())], "is empty"),
        ([Cell("a", 3), Cell("b", 3)], [Line("a", ("b",)), Line("b", ("a",))], "in a circle"),
    ],
)
def test_what_cannot_be_is_refused(cells: list[Cell], lines: list[Line], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        protect(cells, lines, threshold=5)


@pytest.mark.parametrize("base", [0, 4, 7])
def test_a_rounding_that_does_not_fit_is_refused(base: int) -> None:
    cells, lines = GOOD
    with pytest.raises(ValueError, match="Rounding to"):
        protect(cells, lines, threshold=5, round_to=base)


def test_keys_stay_what_they_were() -> None:
    cells, lines = crosstab([[2, 40], [30, 20]])
    keys: list[Key] = [cell.key for cell in cells]
    assert list(protect(cells, lines, threshold=5).states) == keys
