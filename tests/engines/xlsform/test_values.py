from typing import Any

import pytest

from ankommen.engines.xlsform import Code
from ankommen.engines.xlsform.values import is_rule, read_default, read_parameters, read_range

from .factories import codes, form

LIST = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("7", "integer", 7),
        ("7.5", "integer", None),
        ("7.5", "decimal", 7.5),
        ("nan", "decimal", None),
        ("1e999", "decimal", None),
        ("sieben", "integer", None),
        ("a", "select_one", "a"),
        ("d", "select_one", None),
        ("c a c", "select_multiple", ["a", "c"]),
        ("c a", "rank", ["c", "a"]),
        ("a d", "select_multiple", None),
        ("2024-01-31", "date", "2024-01-31"),
        ("2024-02-31", "date", None),
        ("08:30", "time", "08:30:00"),
        ("ok", "acknowledge", "OK"),
        ("yes", "acknowledge", None),
        ("a - b", "text", "a - b"),
        ("x", "group", None),
    ],
)
def test_defaults_are_answers_of_their_kind(text: str, kind: str, value: Any):
    assert read_default(text, kind, LIST) == value


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("${a}", "text", True),
        ("today()", "date", True),
        ("1 + 1", "integer", True),
        ("2024-01-31", "date", False),
        ("-5", "integer", False),
        ("foo-bar", "text", False),
        ("A (neu)", "text", False),
    ],
)
def test_a_default_with_a_reference_a_call_or_arithmetic_is_worked_out(text: str, kind: str, expected: bool):
    assert is_rule(text, kind) is expected


def test_defaults_stand_in_the_document():
    found = form("""
        | survey | type    | name | label::Deutsch (de) | default |
        |        | date    | day  | Tag?                | today() |
        |        | integer | n    | Zahl?               | drei    |
        |        | integer | m    | Zahl?               | 3.0     |""")
    assert found.document is not None
    day, n, m = found.document["items"]
    assert day["default"] == {"expr": ["today"]}
    assert "default" not in n
    assert m["default"] == {"value": 3}
    assert codes(found) == [Code.DEFAULT_BAD]


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("", {}),
        ("start=0 end=10", {"start": "0", "end": "10"}),
        ("start = 0; end = 10;step=2", {"start": "0", "end": "10", "step": "2"}),
        ("Randomize=true, seed=5", {"randomize": "true", "seed": "5"}),
        ("start 0", None),
        ("=", None),
    ],
)
def test_parameters_are_read_as_people_write_them(text: str, parameters: dict[str, str] | None):
    assert read_parameters(text) == parameters


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"start": 1, "end": 10, "step": 1}),
        ({"start": "0", "end": "1", "step": "0.25"}, {"start": 0, "end": 1, "step": 0.25}),
        ({"start": "5", "end": "5"}, None),
        ({"end": "0"}, None),
        ({"step": "0"}, None),
        ({"step": "-1"}, None),
        ({"start": "a"}, None),
        ({"end": "inf"}, None),
    ],
)
def test_a_range_leaves_something_to_choose(given: dict[str, str], expected: dict[str, float] | None):
    assert read_range(given) == expected


def test_parameters_stand_in_the_document_and_unknown_ones_are_named():
    found = form("""
        | survey | type     | name | label::Deutsch (de) | parameters                |
        |        | range    | r    | Wie gut?            | start=0 end=5             |
        |        | geopoint | g    | Wo?                 | capture-accuracy=10       |
        |        | range    | s    | Wie gut?            | start=5 end=0             |
        |        | text     | t    | Was?                | rows 5                    |""")
    assert codes(found) == [Code.PARAMETER_IGNORED, Code.RANGE_BAD, Code.PARAMETERS_BAD]
    document = form("""
        | survey  | type         | name | label::Deutsch (de) | parameters            | appearance   |
        |         | range        | r    | Wie gut?            | start=0 end=5         |              |
        |         | select_one l | s    | Was?                | randomize=true seed=7 | minimal  x-y |
        | choices | list_name    | name | label::Deutsch (de) |                       |              |
        |         | l            | a    | A                   |                       |              |""").document
    assert document is not None
    assert document["items"][0]["parameters"] == {"start": 0, "end": 5, "step": 1}
    assert document["items"][1]["parameters"] == {"randomize": True, "seed": 7}
    assert document["items"][1]["appearance"] == ["minimal", "x-y"]
