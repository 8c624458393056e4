"""Laws of filling in that hold for any answers; single cases are vectors."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankommen.engines.formlogic import ExpressionError, Filled, Form, Tree, fill, parse, resolve

from .documents import Json, compiled, read_data
from .effort import calls_of

DAY = date(2026, 3, 1)
FORMS = {name: compiled(form) for name, form in read_data("vectors.json")["forms"].items()}
CASES = [case["document"] for case in read_data("vectors.json")["fills"] if case.get("document")]
KEYS = [
    "a",
    "n",
    "many",
    "day",
    "one",
    "age",
    "children",
    "name",
    "toys",
    "price",
    "rows",
    "x",
    "constructor",
]
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["yes", "no", "ar", "2026-02-30", "2026-03-01", "51.5 7.4", "OK", "\ud800", "\x00", "x" * 5_001]
    )
)
JSON = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


@given(st.sampled_from(sorted(FORMS)), JSON | st.dictionaries(st.sampled_from(KEYS), JSON))
@settings(max_examples=300, deadline=None)
def test_filling_never_raises_and_is_settled_after_once(name: str, answers: Any) -> None:
    _assert_settled(FORMS[name], answers)


@given(st.sampled_from(range(len(CASES))), st.data())
@settings(max_examples=300, deadline=None)
def test_the_same_with_the_rules_of_the_vectors(index: int, data: st.DataObject) -> None:
    keys = st.sampled_from(sorted(Tree.of(CASES[index]).places) or KEYS)
    answers = data.draw(st.dictionaries(keys, VALUES | st.lists(st.dictionaries(keys, VALUES), max_size=3)))
    _assert_settled(compiled(CASES[index]), answers)


def _assert_settled(document: Json, answers: Any) -> None:
    form = Form(document)
    once = fill(form, answers, on=DAY)
    again = fill(form, once.answers, on=DAY)
    assert json.dumps(once.answers, allow_nan=False)
    assert again.answers == once.answers
    assert again.relevant == once.relevant
    assert again.needs == once.needs
    codes = {problem.code for problem in again.problems}
    assert codes <= {"required", "constraint", "choice", "range", "row_count", "too_long"}


@given(st.text("${}ab.'/[]()*+-=<>!, 0123|@:\n") | st.text(max_size=40))
@settings(max_examples=600, deadline=None)
def test_any_text_is_an_expression_or_refused(source: str) -> None:
    tree = Tree.of(FORMS["household"])
    try:
        resolve(parse(source), tree, at="name")
    except ExpressionError as error:
        assert error.sentence
        assert 0 <= error.position <= max(len(source), 10_000)


def filled(document: Json, answers: Json) -> Filled:
    return fill(document, answers, on=DAY)


HOUSE = {
    "children": [{"name": "Ada", "age": 9}, {"name": "Bo"}],
    "pets": [{"pet": "cat"}, {"pet": "dog"}],
    "limit": 8,
}


@pytest.mark.parametrize(
    ("template", "key", "rows", "expected"),
    [
        ("How old is ${name}?", "age", (1,), "How old is Bo?"),
        ("How old is ${ name }?", "age", (0,), "How old is Ada?"),
        ("${age}", "age", (1,), ""),
        ("${age} of ${limit}", "age", (0,), "9 of 8"),
        ("${name}", "limit", (), "Ada"),
        ("${name}", "pet", (1,), "Ada"),
        ("${name}", "age", (7,), ""),
        ("${surname} ${nobody} ${children}", "limit", (), " ${nobody} ${children}"),
        ("100 % of $ {x} ${", "limit", (), "100 % of $ {x} ${"),
    ],
)
def test_values_in_a_text(template: str, key: str, rows: tuple[int, ...], expected: str) -> None:
    assert filled(FORMS["household"], HOUSE).text(template, key=key, rows=rows, texts={}) == expected


def test_a_choice_in_a_text_is_said_by_its_label() -> None:
    answers = {"many": ["ar", "ku", "de"]}
    texts = {"choice/languages/ar": "العربية"}
    said = filled(FORMS["flat"], answers).text("${many}", key="a", texts=texts)
    assert said == "العربية, Kurdisch, de"


def test_cost_grows_with_the_items_and_not_faster() -> None:
    small, large = (_effort(_chain(length)) for length in (200, 1_600))
    assert large < 8 * small * 1.2


def test_cost_grows_with_the_rows_and_not_faster() -> None:
    document = FORMS["household"]
    small, large = (_effort(document, {"children": [{"age": 9}] * rows}) for rows in (20, 160))
    assert large < 8 * small * 1.2


def _chain(length: int) -> Json:
    rest = [{"key": f"q{n}", "kind": "integer", "relevant": f"${{q{n - 1}}} = 1"} for n in range(1, length)]
    return compiled({"items": [{"key": "q0", "kind": "integer"}, *rest]})


def _effort(document: Json, answers: Json | None = None) -> int:
    given = answers or {item["key"]: 1 for item in document["items"]}
    return calls_of(lambda: fill(document, given, on=DAY))
