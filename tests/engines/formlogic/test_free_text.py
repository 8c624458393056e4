"""In which items words may stand that somebody typed."""

import pytest

from ankommen.engines.formlogic import free_text_keys

from .documents import Json, compiled

NOTE: Json = {"key": "note", "kind": "text"}
AGE: Json = {"key": "age", "kind": "integer"}


def calculate(key: str, rule: str, **more: object) -> Json:
    return {"key": key, "kind": "calculate", "calculation": rule, **more}


def test_a_form_without_text_has_none() -> None:
    assert free_text_keys(compiled({"items": [AGE, calculate("twice", "${age} * 2")]})) == set()


@pytest.mark.parametrize(
    "rule",
    [
        "${note}",
        "concat(${age}, ' ', ${note})",
        "if(${age} > 3, ${note}, '')",
        "substr(normalize-space(${note}), 0, 5)",
        "coalesce(${age}, ../note)",
        "once(${note})",
        "string-length(${note})",
    ],
)
def test_a_calculation_that_reads_text_is_text(rule: str) -> None:
    assert free_text_keys(compiled({"items": [NOTE, AGE, calculate("copy", rule)]})) == {"note", "copy"}


@pytest.mark.parametrize("kind", ["hidden", "integer", "select_one", "text"])
def test_any_kind_can_hold_a_copy(kind: str) -> None:
    copy = {"key": "copy", "kind": kind, "calculation": "${note}"}
    assert "copy" in free_text_keys(compiled({"items": [NOTE, copy]}))


def test_text_goes_through_a_chain_in_any_order() -> None:
    items = [calculate("c", "${b}"), NOTE, AGE, calculate("b", "${a}"), calculate("a", "${note}")]
    document = compiled({"items": [*items, calculate("d", "${age}")]})
    assert free_text_keys(document) == {"note", "a", "b", "c"}


def test_a_default_carries_text_too() -> None:
    copy = {"key": "copy", "kind": "hidden", "default": {"expr": ["value", "note"]}}
    assert free_text_keys(compiled({"items": [NOTE, copy]})) == {"note", "copy"}


def test_what_only_shows_or_checks_text_holds_none() -> None:
    asked = {**AGE, "relevant": "${note} != ''", "constraint": ". > string-length(${note})"}
    fixed = {"key": "fixed", "kind": "hidden", "default": {"value": "v1"}}
    assert free_text_keys(compiled({"items": [NOTE, asked, fixed]})) == {"note"}


@pytest.mark.parametrize(
    "rule", ["join(' ', ${note})", "${rows}[note != '']/age", "indexed-repeat(${note}, ${rows}, 1)"]
)
def test_text_comes_out_of_rows(rule: str) -> None:
    rows = {"key": "rows", "kind": "repeat", "items": [NOTE, AGE, calculate("inner", "${note}")]}
    document = compiled({"items": [rows, calculate("all", rule)]})
    assert free_text_keys(document) == {"note", "inner", "all"}


def test_counting_rows_takes_no_text_out_of_them() -> None:
    rows = {"key": "rows", "kind": "repeat", "items": [NOTE]}
    assert free_text_keys(compiled({"items": [rows, calculate("n", "count(${rows})")]})) == {"note"}
