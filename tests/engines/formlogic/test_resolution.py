"""Names and paths become operators that know no names; what a form cannot answer is refused."""

from collections.abc import Iterator
from typing import Any

import pytest

from ankommen.engines.formlogic import Code, ExpressionError, Tree, parse, resolve

ITEMS: list[dict[str, Any]] = [
    {"key": "age", "kind": "integer"},
    {"key": "one", "kind": "select_one", "list": "towns"},
    {"key": "info", "kind": "note"},
    {
        "key": "g",
        "kind": "group",
        "items": [{"key": "inner", "kind": "text"}, {"key": "g/twin", "kind": "text"}],
    },
    {"key": "h", "kind": "group", "items": [{"key": "h/twin", "kind": "text"}]},
    {
        "key": "people",
        "kind": "repeat",
        "items": [
            {"key": "name", "kind": "text"},
            {"key": "box", "kind": "group", "items": [{"key": "boxed", "kind": "text"}]},
            {"key": "visits", "kind": "repeat", "items": [{"key": "day", "kind": "date"}]},
        ],
    },
    {"key": "pets", "kind": "repeat", "items": [{"key": "pet", "kind": "text"}]},
]
TREE = Tree(ITEMS, {"towns": [{"name": "ulm", "state": "bw"}, {"name": "bonn", "size": "3"}]})


def expr(source: str, at: str | None = None, choice_list: str | None = None) -> list[Any]:
    return resolve(parse(source), TREE, at=at, choice_list=choice_list)


READS: list[tuple[str, str | None, list[Any]]] = [
    ("${age}", None, ["value", "age"]),
    ("null", "age", ["string", ""]),
    ("if(1, ${age}, null)", None, ["if", ["number", 1.0], ["value", "age"], ["string", ""]]),
    ("${ age }", None, ["value", "age"]),
    (".", "age", ["value", "age"]),
    ("../age", "one", ["value", "age"]),
    ("/data/age", "name", ["value", "age"]),
    ("/survey/g/inner", None, ["value", "inner"]),
    ("/data/g/twin", None, ["value", "g/twin"]),
    ("../../h/twin", "g/twin", ["value", "h/twin"]),
    ("${name}", None, ["nodes", "name", 0]),
    ("${name}", "name", ["value", "name"]),
    ("${name}", "boxed", ["value", "name"]),
    ("${name}", "day", ["value", "name"]),
    ("${name}", "pet", ["nodes", "name", 0]),
    ("${day}", "name", ["nodes", "day", 1]),
    ("${day}", "day", ["value", "day"]),
    ("/data/people/name", "name", ["value", "name"]),
    ("../../people/name", "name", ["nodes", "name", 0]),
    ("../visits/day", "name", ["nodes", "day", 1]),
    ("../../../people/visits/day", "day", ["nodes", "day", 0]),
    ("${box}/boxed", "name", ["value", "boxed"]),
    ("sum(${day})", "day", ["sum", ["nodes", "day", 2]]),
    ("count(${people})", None, ["count", ["rows", "people", 0]]),
    ("count(${people})", "name", ["count", ["rows", "people", 0]]),
    ("count(${visits})", "name", ["count", ["rows", "visits", 1]]),
    ("position(..)", "name", ["row-number", 1]),
    ("position(..)", "day", ["row-number", 2]),
    ("position(../..)", "day", ["row-number", 1]),
    ("position(../..)", "boxed", ["row-number", 1]),
    ("string-length()", "name", ["string-length", ["value", "name"]]),
    ("string()", "name", ["as-string", ["value", "name"]]),
    ("1 + 2.5", None, ["+", ["number", 1], ["number", 2.5]]),
    ("1 - 2", None, ["+", ["number", 1], ["neg", ["number", 2]]]),
    ("true()", None, ["boolean", True]),
    ("if(1, 2, if(3, 4, 5))", None, ["if", *(["number", n] for n in range(1, 6))]),
    ("jr:choice-name(${one}, '${one}')", None, ["choice-name", ["value", "one"], "towns"]),
    ("jr:choice-name(., ' ${one} ')", "one", ["choice-name", ["value", "one"], "towns"]),
    ("once(1)", "age", ["once", "age", ["number", 1]]),
]


@pytest.mark.parametrize(("source", "at", "expected"), READS)
def test_what_a_name_or_path_means(source: str, at: str | None, expected: list[Any]) -> None:
    assert expr(source, at) == expected


def test_brackets_look_at_one_row_after_the_other() -> None:
    predicate = ["=", ["value", "name"], ["current", ["value", "pet"]]]
    assert expr("${people}[name = ${pet}]/name", "pet") == [
        "inside",
        ["filter", ["rows", "people", 0], predicate],
        "name",
    ]


def test_brackets_mean_the_row_looked_at_unless_current_is_said() -> None:
    found = expr("count(${people}[${name} = current()/../name])", "name")
    assert found[1][2] == ["=", ["value", "name"], ["current", ["value", "name"]]]


def test_a_choice_filter_reads_columns_of_the_choice() -> None:
    found = expr("state = ${age} and name != current()/../age", "one", "towns")
    assert found == [
        "and",
        ["=", ["cell", "state"], ["value", "age"]],
        ["!=", ["cell", "name"], ["value", "age"]],
    ]


REFUSED = [
    ("${nobody}", None, Code.UNKNOWN_NAME),
    ("age > 5", "age", Code.UNKNOWN_NAME),
    ("../null", "age", Code.UNKNOWN_NAME),
    ("../nobody", "age", Code.UNKNOWN_NAME),
    ("${twin}", None, Code.AMBIGUOUS_NAME),
    ("${g}", None, Code.NOT_A_VALUE),
    ("..", "age", Code.NOT_A_VALUE),
    ("../../x", "age", Code.UNSUPPORTED_PATH),
    ("${people}[1]/..", None, Code.UNSUPPORTED_PATH),
    ("foo(1)", None, Code.UNKNOWN_FUNCTION),
    ("Selected(1, 2)", None, Code.UNKNOWN_FUNCTION),
    ("random()", None, Code.REFUSED_FUNCTION),
    ("once(uuid())", "age", Code.REFUSED_FUNCTION),
    ("pulldata('a', 'b', 'c', 'd')", None, Code.REFUSED_FUNCTION),
    ("if(1, 2)", None, Code.ARGUMENTS),
    ("selected(1)", None, Code.ARGUMENTS),
    ("concat()", None, Code.ARGUMENTS),
    ("today(1)", None, Code.ARGUMENTS),
    ("once(1)", None, Code.ARGUMENTS),
    ("position()", "name", Code.ARGUMENTS),
    ("last()", "name", Code.ARGUMENTS),
    ("position(1)", "name", Code.ARGUMENTS),
    ("position(..)", "age", Code.NOT_A_REPEAT),
    ("position(..)", "boxed", Code.NOT_A_REPEAT),
    ("position(${pets})", "name", Code.NOT_A_REPEAT),
    ("instance('cities')/root/item[name = 1]/label", None, Code.UNKNOWN_LIST),
    ("instance(${age})/root/item", None, Code.ARGUMENTS),
    ("instance('towns')/root/item[stat = 1]/label", None, Code.UNKNOWN_COLUMN),
    ("instance('towns')/root/item/stat", None, Code.UNKNOWN_COLUMN),
    ("instance('towns')/root/item/name/x", None, Code.UNSUPPORTED_PATH),
    ("jr:choice-name(${age}, '${age}')", None, Code.ARGUMENTS),
    ("jr:choice-name(${one}, 'one')", None, Code.ARGUMENTS),
    ("indexed-repeat(${name}, ${pets}, 1)", None, Code.ARGUMENTS),
    ("indexed-repeat(${name}, ${people})", None, Code.ARGUMENTS),
    ("indexed-repeat(${day}, ${visits}, 1)", None, Code.ARGUMENTS),
    ("indexed-repeat(${age}, ${people}, 1)", None, Code.ARGUMENTS),
    ("indexed-repeat(${people}, ${people}, 1)", None, Code.ARGUMENTS),
    ("regex(., ${one})", "age", Code.PATTERN),
    ("1" + " div 1" * 300, None, Code.TOO_DEEP),
]


@pytest.mark.parametrize(("source", "at", "code"), REFUSED)
def test_what_this_form_cannot_answer_is_refused(source: str, at: str | None, code: Code) -> None:
    with pytest.raises(ExpressionError) as found:
        expr(source, at)
    assert found.value.code == code
    assert found.value.sentence


def test_a_choice_filter_with_an_unknown_column_is_refused() -> None:
    with pytest.raises(ExpressionError, match="The choice list towns has no column region"):
        expr("region = 1", "one", "towns")


def test_a_choice_without_a_column_is_refused() -> None:
    with pytest.raises(ExpressionError, match="without the name of a column"):
        expr(". = 'ulm'", "one", "towns")


class CountedList(list[dict[str, str]]):
    """A list of choices that knows how often it was walked through."""

    walks = 0

    def __iter__(self) -> Iterator[dict[str, str]]:
        self.walks += 1
        return super().__iter__()


def test_a_long_list_is_walked_through_once_however_many_rules_read_its_columns() -> None:
    choices = CountedList({"name": str(number), "state": "x"} for number in range(100))
    tree = Tree([{"key": "a", "kind": "select_one", "list": "l"}], {"l": choices})
    for _ in range(5):
        resolve(parse("state = 'x' and name = 'y'"), tree, at="a", choice_list="l")
    assert choices.walks == 1
