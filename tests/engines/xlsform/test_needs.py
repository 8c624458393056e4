import pytest

from ankommen.engines.xlsform import Code

from .factories import errors, form

SURVEY = """
    | survey | type            | name  | label::Deutsch (de) |
    |        | text            | flat  | Wohnung?            |
    | needs  | name            | topic | when | urgency | label::Deutsch (de) |
"""


def test_needs_are_compiled_with_their_rule_and_text():
    found = form(SURVEY + "| | need_flat | housing | ${flat} = 'no' | 2 | Eine Wohnung |")
    assert found.document is not None
    assert found.document["needs"] == [
        {
            "name": "need_flat",
            "topic": "housing",
            "urgency": 2,
            "when": ["=", ["value", "flat"], ["string", "no"]],
        }
    ]
    assert found.texts["de"]["need/need_flat"] == "Eine Wohnung"


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("| | | housing | ${flat} = 'no' | 2 | X |", Code.NEED_INCOMPLETE, "A"),
        ("| | a | | ${flat} = 'no' | 2 | X |", Code.NEED_INCOMPLETE, "B"),
        ("| | a | housing | | 2 | X |", Code.NEED_INCOMPLETE, "C"),
        ("| | a | housing | ${flat} = 'no' | 2 | |", Code.NEED_INCOMPLETE, "E"),
        ("| | a b | housing | ${flat} = 'no' | 2 | X |", Code.NAME_BAD, "A"),
        ("| | a | Wohnen | ${flat} = 'no' | 2 | X |", Code.TOPIC_BAD, "B"),
        ("| | a | housing | ${flat} = 'no' | 4 | X |", Code.URGENCY_BAD, "D"),
        ("| | a | housing | ${house} = 'no' | 2 | X |", Code.EXPRESSION_UNKNOWN_NAME, "C"),
    ],
)
def test_what_a_need_lacks_is_named(row: str, code: Code, column: str):
    assert errors(form(SURVEY + row)) == [(code, 2, column)]


def test_a_need_stands_once():
    row = "| | a | housing | ${flat} = 'no' | 2 | X |\n"
    assert errors(form(SURVEY + row + row)) == [(Code.NAME_TWICE, 3, "A")]
