"""The attacker finds what is there to be found, and only that. Tables here are small enough to check by hand."""

import ast
from pathlib import Path

import pytest

import ankommen.engines.attack
from ankommen.engines.attack import Finding, Key, Release, Rules, Sum, audit, gather

STAFF = Rules(threshold=5)
LINES = [
    Sum("all", ("women", "men")),
    Sum("all", ("yes", "no")),
    Sum("women", ("women yes", "women no")),
    Sum("men", ("men yes", "men no")),
    Sum("yes", ("women yes", "men yes")),
    Sum("no", ("women no", "men no")),
]
INSIDE = ("women yes", "women no", "men yes", "men no")


def figures(women: int, men: int, yes: int, **inside: int | None) -> dict[Key, int | None]:
    """Margins shown; of the cells inside those given, the others hidden."""
    margins = {"all": women + men, "women": women, "men": men, "yes": yes, "no": women + men - yes}
    return {
        **margins,
        **dict.fromkeys(INSIDE),
        **{key.replace("_", " "): value for key, value in inside.items()},
    }


def found(*releases: Release, rules: Rules = STAFF) -> set[tuple[int, Key, float, float]]:
    report = audit(releases, LINES, rules)
    return {(finding.release, finding.key, finding.least, finding.greatest) for finding in report.recovered}


def test_one_hidden_cell_in_a_line_is_no_secret() -> None:
    release = Release(figures(20, 30, 33, women_no=17, men_yes=30))
    assert (0, "women yes", 3, 3) in found(release)


def test_four_hidden_cells_can_trade() -> None:
    assert found(Release(figures(20, 30, 33))) == set()


def test_rounding_widens_what_can_be_worked_out() -> None:
    release = Release(figures(20, 30, 30, women_no=15, men_yes=25))
    assert (0, "women yes", 5, 5) in found(release, rules=Rules(threshold=10))
    assert (0, "women yes", 1, 9) in found(release, rules=Rules(threshold=10, round_to=5))


def test_shown_means_at_least_the_threshold() -> None:
    """Rounded 5 of a threshold 5 is 5 to 7, never 3 or 4."""
    values: dict[Key, int | None] = {"all": 15, "yes": 10, "no": None}
    lines = [Sum("all", ("yes", "no"))]
    report = audit([Release(values)], lines, Rules(threshold=10, round_to=5))
    assert [(finding.least, finding.greatest) for finding in report.recovered] == [(1, 7)]


def test_what_is_known_elsewhere_is_used() -> None:
    values = {**figures(20, 30, 30), "women": None, "men": None}
    assert found(Release(values)) == set()
    assert (0, "men", 4, 4) in found(Release(values, known={"women": 46}))


def test_what_is_known_anyway_is_not_held_against_the_release() -> None:
    values = {**figures(3, 47, 25), "women": None, "men": None, "yes": None, "no": None}
    known = {"women": 3, "men": 47}
    assert found(Release(values, known=known)) == set()
    assert (0, "women yes", 1, 3) in found(Release({**values, "yes": 48, "no": None}, known=known))


def test_one_person_added_is_seen_in_exact_numbers() -> None:
    shown = {"women_yes": 10, "women_no": 10, "men_yes": 20, "men_no": 10}
    before = Release(figures(20, 30, 30, **shown))
    after = Release(figures(21, 30, 31, **{**shown, "women_yes": 11}))
    assert (1, "women yes", 1, 1) in found(before, after)


def test_a_number_that_did_not_move_says_nothing_under_the_rule_of_steps() -> None:
    shown = {"women_yes": 10, "women_no": 10, "men_yes": 20, "men_no": 10}
    before = Release(figures(20, 30, 30, **shown))
    same = Release(figures(20, 30, 30, **shown), known={"all": 62})
    assert found(before, same) == set()
    with pytest.raises(ValueError, match="cannot all be true"):
        found(before, same, rules=Rules(threshold=5, has_steps=False))


def test_hidden_before_and_shown_now_is_found() -> None:
    lines = [Sum("all", ("yes", "no"))]
    before = Release({"all": 30, "yes": None, "no": None})
    after = Release({"all": 32, "yes": 6, "no": None})
    report = audit([before, after], lines, STAFF)
    assert Finding(0, "yes", "hidden count", 4, 6) in report.recovered


def test_a_withdrawal_that_was_announced_is_reckoned_with() -> None:
    values: dict[Key, int | None] = {"all": 30}
    after: dict[Key, int | None] = {"all": 29}
    with pytest.raises(ValueError, match="cannot all be true"):
        audit([Release(values), Release(after)], [], STAFF)
    assert audit([Release(values), Release(after, erased=1)], [], STAFF).recovered == ()


def test_faults_that_need_no_sums() -> None:
    values, contradictions = gather([{"yes": 12, "no": 13, "small": 3}, {"yes": None, "no": 13}])
    report = audit([Release(values, contradictions=contradictions)], [], Rules(threshold=10, round_to=5))
    assert [(finding.key, finding.what) for finding in report.recovered] == [
        ("yes", "stands differently on two pages"),
        ("yes", "shown without rounding"),
        ("no", "shown without rounding"),
        ("small", "shown though small"),
    ]


def test_a_zero_is_a_small_count_unless_it_is_empty_by_rule() -> None:
    values: dict[Key, int | None] = {"yes": 0}
    assert [finding.what for finding in audit([Release(values)], [], STAFF).recovered] == [
        "shown though small"
    ]
    assert audit([Release(values, empty={"yes"})], [], STAFF).recovered == ()


def test_the_truth_must_fit_what_was_published() -> None:
    values: dict[Key, int | None] = {"yes": 12}
    assert audit([Release(values)], [], STAFF, truth=[{"yes": 12}]).recovered == ()
    with pytest.raises(ValueError, match="contradicts"):
        audit([Release(values)], [], STAFF, truth=[{"yes": 13}])


def test_the_report_ends_with_its_sum() -> None:
    report = audit([Release(figures(20, 30, 33, women_no=17, men_yes=30))], LINES, STAFF)
    assert str(report).splitlines() == [
        "release 0: 'women yes': hidden count: 3 to 3",
        "release 0: 'men no': hidden count: 0 to 0",
        "9 cells, 2 hidden, 2 recovered",
    ]


def test_the_judge_imports_nothing_of_the_judged() -> None:
    folder = Path(ankommen.engines.attack.__file__).parent
    imported = {
        node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert not {
        name for name in imported if "disclosure" in name or "django" in name or name.startswith("ankommen")
    }


def test_the_truth_only_shortens_the_way() -> None:
    """Whether it begins from the true history or from none, the attacker finds the same."""
    inside = {"women_yes": 10, "women_no": 10, "men_yes": 20, "men_no": 10}
    grown = {"women_yes": 11, "women_no": 10, "men_yes": 22, "men_no": 10}
    releases = [Release(figures(20, 30, 30, women_yes=10)), Release(figures(21, 32, 33, women_yes=11))]
    truth = [figures(20, 30, 30, **inside), figures(21, 32, 33, **grown)]
    alone = audit(releases, LINES, STAFF)
    led = audit(releases, LINES, STAFF, truth=[{k: v or 0 for k, v in one.items()} for one in truth])
    found = {(one.release, one.key, one.what) for one in alone.recovered}
    assert found == {(one.release, one.key, one.what) for one in led.recovered}
    assert (1, "women yes", "growth") in found


def test_a_truth_that_does_not_add_up_is_refused() -> None:
    release = Release(figures(20, 30, 33))
    wrong = figures(20, 30, 33, women_yes=10, women_no=9, men_yes=23, men_no=7)
    with pytest.raises(ValueError, match="do not add up"):
        audit([release], LINES, STAFF, truth=[{key: value or 0 for key, value in wrong.items()}])


def test_a_number_from_before_the_first_release_looked_at_is_only_the_least() -> None:
    """Of ten releases and more only the last are looked at; what stood before them is older than its page."""
    lines = [Sum("all", ("yes", "no"))]
    values: dict[Key, int | None] = {"all": 30, "yes": 24, "no": None}
    assert [one.key for one in audit([Release(values)], lines, Rules(threshold=10)).recovered] == ["no"]
    assert audit([Release(values, older={"yes", "all"})], lines, Rules(threshold=10)).recovered == ()
    withdrawn = Release({"all": None, "yes": 24, "no": None}, older={"yes"}, erased=3)
    truth = {"all": 40, "yes": 22, "no": 18}
    assert audit([withdrawn], lines, Rules(threshold=10), truth=[truth]).recovered == ()
