import pytest

from ankommen.engines import formlogic
from ankommen.engines.xlsform import Code

from .factories import codes, errors, form, only_problem

CASCADE = """
    | survey  | type                | name     | label::Deutsch (de) | choice_filter         |
    |         | select_one land     | country  | Land?               |                       |
    |         | select_one stadt    | city     | Stadt?              | country = ${country}  |
    | choices | list_name           | name     | label::Deutsch (de) | country               |
    |         | land                | sy       | Syrien              |                       |
    |         | stadt               | aleppo   | Aleppo              | sy                    |
"""


def test_rules_are_compiled_into_the_item():
    document = form("""
        | survey | type      | name | label::Deutsch (de) | relevant | constraint | required | calculation | read_only |
        |        | integer   | age  | Wie alt?            |          | . < 120    | yes      |             |           |
        |        | text      | job  | Arbeit?             | ${age}>5 |            | ${age}=9 |             | yes       |
        |        | calculate | c    |                     |          |            |          | ${age} + 1  |           |
    """).document
    assert document is not None
    age, job, c = document["items"]
    assert age["constraint"] == ["<", ["value", "age"], ["number", 120.0]]
    assert age["required"] == ["boolean", True]
    assert job["relevant"] == [">", ["value", "age"], ["number", 5.0]]
    assert job["required"] == ["=", ["value", "age"], ["number", 9.0]]
    assert job["read_only"] is True
    assert c == {"key": "c", "kind": "calculate", "calculation": ["+", ["value", "age"], ["number", 1.0]]}


def test_yes_and_no_are_rules_that_always_or_never_hold():
    document = form("""
        | survey | type | name | label::Deutsch (de) | required | relevant |
        |        | text | a    | A                   | TRUE     | yes      |
        |        | text | b    | B                   | no       | false    |""").document
    assert document is not None
    assert document["items"] == [
        {"key": "a", "kind": "text", "required": ["boolean", True]},
        {"key": "b", "kind": "text", "relevant": ["boolean", False]},
    ]


def test_typographic_quotes_around_texts_count_as_straight_ones():
    for quoted in ("‘x’", "“x”", "„x“", "'x’"):
        document = form(f"""
            | survey | type | name | label::Deutsch (de) | relevant         |
            |        | text | a    | A                   |                  |
            |        | text | b    | B                   | ${{a}} = {quoted} |""").document
        assert document is not None, quoted
        assert document["items"][1]["relevant"] == ["=", ["value", "a"], ["string", "x"]]


def test_a_typographic_apostrophe_within_a_text_stays():
    document = form("""
        | survey | type | name | label::Deutsch (de) | relevant      |
        |        | text | a    | A                   |               |
        |        | text | b    | B                   | ${a} = 'l’eau' |""").document
    assert document is not None
    assert document["items"][1]["relevant"] == ["=", ["value", "a"], ["string", "l’eau"]]


def test_all_errors_of_rules_are_reported_with_their_place():
    found = form("""
        | survey | type    | name | label::Deutsch (de) | relevant    | constraint      | calculation   |
        |        | integer | a    | A                   | ${b} = 1    | . < (           |               |
        |        | text    | c    | C                   | pulldata(1) |                 | once_upon(.)  |""")
    assert errors(found) == [
        (Code.EXPRESSION_UNKNOWN_NAME, 2, "D"),
        (Code.EXPRESSION_SYNTAX, 2, "E"),
        (Code.EXPRESSION_REFUSED_FUNCTION, 3, "D"),
        (Code.EXPRESSION_UNKNOWN_FUNCTION, 3, "F"),
    ]
    assert found.problems[1].more["position"] == 6


def test_every_error_of_an_expression_has_its_code_here():
    assert {f"expression_{code}" for code in formlogic.Code} == {
        code for code in Code if code.startswith("expression_")
    }


def test_rules_that_depend_on_each_other_in_a_circle_are_refused():
    found = form("""
        | survey | type      | name | label::Deutsch (de) | calculation |
        |        | calculate | a    |                     | ${b} + 1    |
        |        | calculate | b    |                     | ${a} + 1    |""")
    assert only_problem(found).code is Code.CYCLE
    assert only_problem(found).hint == "a → b → a"


def test_a_filter_reads_the_columns_of_its_list():
    document = form(CASCADE).document
    assert document is not None
    assert document["items"][1]["filter"][0] == "="
    assert document["choices"]["stadt"] == [{"country": "sy", "name": "aleppo"}]


def test_a_filter_may_read_a_column_that_is_empty_for_its_list():
    assert form(CASCADE.replace("| sy                    |", "|                       |")).ok


def test_a_filter_that_reads_no_column_is_refused():
    found = form(CASCADE.replace("country = ${country}", "county = ${country} "))
    assert codes(found) == [Code.EXPRESSION_UNKNOWN_COLUMN]


def test_a_rule_for_read_only_is_refused():
    found = form("""
        | survey | type | name | label::Deutsch (de) | read_only  |
        |        | text | a    | A                   |            |
        |        | text | b    | B                   | ${a} = 'x' |""")
    assert codes(found) == [Code.READ_ONLY_RULE]


def test_rules_that_are_long_in_all_are_refused_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ankommen.engines.xlsform.items.MAX_RULES", 20)
    found = form("""
        | survey | type | name | label::Deutsch (de) | relevant      |
        |        | text | a    | A                   |               |
        |        | text | b    | B                   | ${a} = 'xxxx' |
        |        | text | c    | C                   | ${a} = 'xxxx' |
        |        | text | d    | D                   | ${a} = 'xxxx' |""")
    assert errors(found) == [(Code.RULES_TOO_LONG, 4, "D")]
