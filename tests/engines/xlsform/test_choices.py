from ankommen.engines.xlsform import Code

from .factories import codes, errors, form

SURVEY = """
    | survey  | type         | name | label::Deutsch (de) |
    |         | select_one l | a    | A                   |
"""
DUPLICATES = """
    | settings | form_id | version | default_language | allow_choice_duplicates |
    |          | needs   | 3       | Deutsch (de)     | yes                     |
"""


def test_choices_keep_their_order_and_extra_columns():
    document = form(
        SURVEY
        + """
        | choices | list_name | name | label::Deutsch (de) | country | media::image | two words |
        |         | l         | b    | B                   | sy      | b.png        | x         |
        |         | l         | a    | A                   |         |              |           |"""
    ).document
    assert document is not None
    assert document["choices"] == {"l": [{"country": "sy", "name": "b"}, {"name": "a"}]}


def test_problems_of_choices_are_named_with_their_rows():
    found = form(
        SURVEY
        + """
        | choices | list_name | name | label::Deutsch (de) |
        |         | l         | a    | A                   |
        |         | l         |      | B                   |
        |         |           | c    | C                   |
        |         | l         | a    | D                   |
        |         |           |      | eine Notiz          |"""
    )
    assert [(p.code, p.row) for p in found.problems] == [
        (Code.CHOICE_NAME_MISSING, 3),
        (Code.CHOICE_WITHOUT_LIST, 4),
        (Code.CHOICE_NAME_TWICE, 5),
    ]
    assert "row 2" in found.problems[2].message


def test_a_choice_may_stand_twice_where_the_settings_allow_it():
    table = (
        SURVEY
        + """
        | choices | list_name | name  | label::Deutsch (de) | town |
        |         | l         | other | Andere              | a    |
        |         | l         | other | {label}             | b    |"""
    )
    same = form(table.format(label="Andere"), settings=DUPLICATES)
    assert same.problems == []
    assert same.document is not None
    assert [choice["town"] for choice in same.document["choices"]["l"]] == ["a", "b"]
    assert codes(form(table.format(label="Sonstige"), settings=DUPLICATES)) == [Code.CHOICE_LABELS_DIFFER]


def test_names_of_several_answers_have_no_blanks():
    table = """
        | survey  | type  | name | label::Deutsch (de) |
        |         | {} l  | a    | A                   |
        | choices | list_name | name    | label::Deutsch (de) |
        |         | l         | zwei w  | Zwei Wörter         |"""
    assert form(table.format("select_one")).ok
    assert errors(form(table.format("select_multiple"))) == [(Code.CHOICE_NAME_BAD, 2, "B")]


def test_external_choices_are_choices():
    document = form("""
        | survey           | type                  | name | label::Deutsch (de) | choice_filter |
        |                  | text                  | a    | A                   |               |
        |                  | select_one_external l | b    | B                   | town = ${a}   |
        | external_choices | list_name             | name | label::Deutsch (de) | town          |
        |                  | l                     | x    | X                   | do            |""").document
    assert document is not None
    assert document["items"][1]["kind"] == "select_one"
    assert document["choices"]["l"] == [{"name": "x", "town": "do"}]


def test_a_list_whose_name_could_be_taken_for_a_list_and_a_choice_is_refused_once() -> None:
    found = form("""
        | survey  | type           | name | label::Deutsch (de) |
        |         | select_one a   | q    | Q                   |
        |         | select_one a/b | r    | R                   |
        | choices | list_name | name | label::Deutsch (de) |
        |         | a         | b/c  | Eins                |
        |         | a/b       | c    | Zwei                |
        |         | a/b       | d    | Drei                |""")
    assert errors(found) == [(Code.LIST_NAME_BAD, 3, "A")]


def test_names_of_choices_are_no_longer_than_their_texts_can_be_kept_under() -> None:
    table = SURVEY + "| choices | list_name | name | label::Deutsch (de) |\n| | l | {} | A |"
    assert form(table.format("n" * 368)).problems == []
    assert errors(form(table.format("n" * 369))) == [(Code.NAMES_TOO_LONG, 2, "B")]
