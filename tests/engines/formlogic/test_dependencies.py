"""Who reads whom, in which order items are worked out, and which circles are refused."""

import pytest

from ankommen.engines.formlogic import cycles, dependencies
from ankommen.engines.formlogic.dependencies import components, evaluation_order
from ankommen.engines.formlogic.tree import Tree

from .documents import Json, compiled


def calculates(**calculations: str) -> Json:
    return compiled(
        {
            "items": [
                {"key": key, "kind": "calculate", "calculation": rule} for key, rule in calculations.items()
            ]
        }
    )


def in_repeat(count: str | None = None, **calculations: str) -> Json:
    rows = [{"key": key, "kind": "calculate", "calculation": rule} for key, rule in calculations.items()]
    repeat = {"key": "rows", "kind": "repeat", "items": [{"key": "x", "kind": "integer"}, *rows]}
    return compiled({"items": [repeat if count is None else {**repeat, "count": count}]})


def test_an_item_depends_on_its_rules_and_on_what_it_stands_in() -> None:
    document = compiled(
        {
            "items": [
                {"key": "a", "kind": "text"},
                {
                    "key": "g",
                    "kind": "group",
                    "relevant": "${a} = 1",
                    "items": [
                        {"key": "b", "kind": "text", "relevant": "${c} = 1", "constraint": ". != ${z}"},
                        {"key": "c", "kind": "calculate", "calculation": "if(regex(${a}, 'a'), 1, 2)"},
                    ],
                },
                {"key": "z", "kind": "text"},
            ]
        }
    )
    assert dependencies(document) == {"a": set(), "g": {"a"}, "b": {"g", "c"}, "c": {"g", "a"}, "z": set()}


def test_rules_of_checks_are_no_dependencies() -> None:
    item = {"key": "a", "kind": "integer", "constraint": ". > 1", "required": "${a} = 1"}
    assert cycles(compiled({"items": [item]})) == []


@pytest.mark.parametrize(
    ("document", "circle"),
    [
        (calculates(a="${a} + 1"), ["a"]),
        (calculates(a="${b}", b="${c}", c="${a}", d="${a}"), ["a", "b", "c"]),
        (calculates(a="count(${b}[. > 1])", b="${a}"), ["a", "b"]),
        (in_repeat(total="sum(../../rows/total)"), ["total"]),
        (in_repeat(count="sum(${x})"), ["rows", "x"]),
        (in_repeat(count="count(${rows}[x > 1])"), ["rows", "x"]),
        (in_repeat(y="${z}", z="${y}"), ["y", "z"]),
    ],
)
def test_a_circle_is_named(document: Json, circle: list[str]) -> None:
    assert cycles(document) == [circle]


def test_relevant_of_a_group_that_asks_its_own_item_is_a_circle() -> None:
    group = {"key": "g", "kind": "group", "relevant": "${a} = 1", "items": [{"key": "a", "kind": "text"}]}
    assert cycles(compiled({"items": [group]})) == [["g", "a"]]


@pytest.mark.parametrize(
    "rule",
    [
        "${rows}[position() = position(current()/..) - 1]/total + ${x}",
        "indexed-repeat(${total}, ${rows}, position(..) - 1) + ${x}",
    ],
)
def test_a_running_total_is_no_circle(rule: str) -> None:
    assert cycles(in_repeat(total=rule)) == []


def test_two_circles_are_two() -> None:
    assert cycles(calculates(a="${b}", b="${a}", c="${d}", d="${c}")) == [["a", "b"], ["c", "d"]]


def test_what_is_read_comes_first() -> None:
    document = calculates(a="${b}", b="${c}", c="1")
    assert evaluation_order(Tree.of(document)) == [["c"], ["b"], ["a"]]


def test_a_chain_of_thousands_does_not_recurse() -> None:
    graph = {str(number): [str(number + 1)] for number in range(20_000)} | {"20000": []}
    assert len(components(graph)) == 20_001
