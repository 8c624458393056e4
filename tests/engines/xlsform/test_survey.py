import pytest

from ankommen.engines.xlsform import Code, Problem

from .factories import codes, errors, form, only_problem


def test_unknown_choice_list_is_named_with_its_row():
    found = form("""
        | survey | type            | name  | label::Deutsch (de) |
        |        | select_one haus | wohnt | Wo wohnen Sie?      |""")
    assert found.problems == [
        Problem(Code.UNKNOWN_CHOICE_LIST, sheet="survey", row=2, column="A", header="type", hint="haus")
    ]
    assert found.document is None


def test_a_tree_of_groups_and_repeats_is_compiled_in_form_order():
    document = form("""
        | survey | type         | name     | label::Deutsch (de) | repeat_count |
        |        | begin group  | home     | Wohnen              |              |
        |        | text         | street   | Straße?             |              |
        |        | begin repeat | children | Kinder              | 2            |
        |        | integer      | age      | Wie alt?            |              |
        |        | end repeat   |          |                     |              |
        |        | end group    |          |                     |              |
        |        | note         | bye      | Danke               |              |""").document
    assert document is not None
    assert document["items"] == [
        {
            "key": "home",
            "kind": "group",
            "items": [
                {"key": "street", "kind": "text"},
                {
                    "key": "children",
                    "kind": "repeat",
                    "count": ["number", 2.0],
                    "items": [{"key": "age", "kind": "integer"}],
                },
            ],
        },
        {"key": "bye", "kind": "note"},
    ]


def test_a_name_used_in_two_groups_makes_paths_of_keys():
    document = form("""
        | survey | type        | name  | label::Deutsch (de) |
        |        | begin_group | man   | Mann                |
        |        | integer     | age   | Wie alt?            |
        |        | end_group   |       |                     |
        |        | begin_group | woman | Frau                |
        |        | integer     | age   | Wie alt?            |
        |        | end_group   |       |                     |""").document
    assert document is not None
    assert [group["items"][0]["key"] for group in document["items"]] == ["man/age", "woman/age"]
    assert document["texts"]["item/woman/age/label"] == "Wie alt?"


def test_names_are_checked_and_all_problems_are_reported_at_once():
    found = form("""
        | survey | type    | name    | label::Deutsch (de) |
        |        | text    | a       | A                   |
        |        | text    | a       | B                   |
        |        | text    | zwei w  | C                   |
        |        | text    |         | D                   |
        |        | integre | e       | E                   |
        |        |         | f       | F                   |
        |        | text    | A       | G                   |""")
    assert errors(found) == [
        (Code.NAME_TWICE, 3, "B"),
        (Code.NAME_BAD, 4, "B"),
        (Code.NAME_MISSING, 5, "B"),
        (Code.TYPE_UNKNOWN, 6, "A"),
        (Code.ROW_WITHOUT_TYPE, 7, "A"),
    ]
    assert found.problems[-1].code is Code.NAME_DIFFERS_BY_CASE
    assert "row 2" in found.problems[0].message


def test_groups_that_do_not_match_are_named_where_they_go_wrong():
    crossed = form("""
        | survey | type         | name | label::Deutsch (de) |
        |        | begin group  | g    | G                   |
        |        | begin repeat | r    | R                   |
        |        | text         | t    | T                   |
        |        | end group    |      |                     |
        |        | end repeat   |      |                     |""")
    assert [(code, row) for code, row, _ in errors(crossed)] == [
        (Code.GROUP_CLOSED_BY_OTHER, 5),
        (Code.GROUP_CLOSED_BY_OTHER, 6),
    ]
    left_open = form("""
        | survey | type        | name | label::Deutsch (de) |
        |        | begin group | g    | G                   |
        |        | text        | t    | T                   |""")
    assert errors(left_open) == [(Code.GROUP_NOT_CLOSED, 2, "A")]
    never_opened = form("""
        | survey | type      | name | label::Deutsch (de) |
        |        | text      | t    | T                   |
        |        | end group |      |                     |""")
    assert errors(never_opened) == [(Code.GROUP_NOT_OPENED, 3, "A")]


def test_groups_nested_too_deep_are_refused():
    rows = [f"| | begin group | g{n} | G |" for n in range(4_000)]
    found = form("| survey | type | name | label::Deutsch (de) |\n" + "\n".join(rows))
    assert errors(found) == [(Code.NESTED_TOO_DEEP, 22, "A")]


def test_a_disabled_row_is_left_out_and_a_row_of_notes_is_none():
    found = form("""
        | survey | type | name | label::Deutsch (de) | disabled | comment      |
        |        | text | a    | A                   |          |              |
        |        | text | b    | B                   | yes      |              |
        |        |      |      |                     |          | nur für mich |""")
    assert found.document is not None
    assert [item["key"] for item in found.document["items"]] == ["a"]
    assert codes(found) == [Code.COLUMN_UNKNOWN, Code.ROW_DISABLED]


def test_metadata_is_accepted_and_said_not_to_be_recorded():
    found = form("""
        | survey | type     | name   | label::Deutsch (de) |
        |        | start    | start  |                     |
        |        | today    | day    |                     |
        |        | audit    |        |                     |
        |        | text     | a      | A                   |""")
    assert found.document is not None
    assert [(item["kind"], item.get("meta")) for item in found.document["items"]] == [
        ("meta", "start"),
        ("meta", "today"),
        ("meta", "audit"),
        ("text", None),
    ]
    assert [(p.code, p.hint) for p in found.problems] == [
        (Code.META_NOT_RECORDED, "start"),
        (Code.META_NOT_RECORDED, "audit"),
    ]


def test_a_note_needs_no_name():
    document = form("""
        | survey | type | name | label::Deutsch (de) |
        |        | note |      | Guten Tag           |""").document
    assert document is not None
    assert document["items"] == [{"key": "note_in_row_2", "kind": "note"}]


def test_a_calculation_without_a_rule_and_a_trigger_are_refused():
    found = form("""
        | survey | type      | name | label::Deutsch (de) | calculation | trigger |
        |        | calculate | c    |                     |             |         |
        |        | text      | t    | T                   |             | ${c}    |""")
    assert errors(found) == [(Code.CALCULATION_MISSING, 2, "D"), (Code.TRIGGER, 3, "E")]


def test_or_other_is_refused_with_its_repair():
    found = form("""
        | survey  | type                     | name  | label::Deutsch (de) |
        |         | select_one haus or_other | wohnt | Wo wohnen Sie?      |
        | choices | list_name                | name  | label::Deutsch (de) |
        |         | haus                     | wg    | WG                  |""")
    assert only_problem(found).code is Code.OR_OTHER
    assert "selected(${wohnt}, 'other')" in only_problem(found).message


def test_a_survey_without_questions_is_no_form():
    assert codes(
        form("""
        | survey | type        | name | label::Deutsch (de) |
        |        | begin group | g    | G                   |
        |        | end group   |      |                     |""")
    ) == [Code.NO_QUESTIONS]
    assert codes(form("| survey | type | name | label::Deutsch (de) |")) == [Code.SHEET_EMPTY]


def test_topics_stand_on_rows_and_are_keys():
    found = form("""
        | survey | type | name | label::Deutsch (de) | topic   |
        |        | text | a    | A                   | housing |
        |        | text | b    | B                   | Wohnen! |""")
    assert errors(found) == [(Code.TOPIC_BAD, 3, "D")]


def test_a_code_to_scan_is_asked_as_text_with_a_warning():
    found = form("""
        | survey | type    | name | label::Deutsch (de) |
        |        | barcode | card | Nummer der Karte?   |""")
    assert found.document is not None
    assert found.document["items"] == [{"key": "card", "kind": "text"}]
    assert codes(found) == [Code.TYPE_ASKED_AS]


def test_a_name_that_browsers_keep_for_themselves_is_refused_wherever_it_stands() -> None:
    found = form("""
        | survey  | type                 | name      | label::Deutsch (de) |
        |         | text                 | __proto__ | A                   |
        |         | select_one __proto__ | b         | B                   |
        | choices | list_name | name | label::Deutsch (de) |
        |         | __proto__ | c    | C                   |
        | needs   | name      | topic | when       | urgency | label::Deutsch (de) |
        |         | __proto__ | work  | ${b} = 'c' | 1       | D                   |""")
    assert [(p.code, p.sheet, p.row, p.column) for p in found.problems] == [
        (Code.NAME_RESERVED, "survey", 2, "B"),
        (Code.NAME_RESERVED, "choices", 2, "A"),
        (Code.NAME_RESERVED, "needs", 2, "A"),
    ]


@pytest.mark.parametrize("name", ["constructor", "prototype", "toString", "length", "__proto", "_"])
def test_other_names_that_objects_know_are_names(name: str) -> None:
    table = f"| survey | type | name | label::Deutsch (de) |\n| | text | {name} | A |"
    assert form(table).problems == []


def test_names_that_are_too_long_with_those_around_them_are_refused() -> None:
    table = """
        | survey | type        | name  | label::Deutsch (de) |
        |        | begin group | {0}   | A                   |
        |        | begin group | {1}   | B                   |
        |        | text        | twice | C                   |
        |        | end group   |       |                     |
        |        | end group   |       |                     |
        |        | text        | twice | D                   |"""
    assert form(table.format("a" * 200, "b" * 163)).problems == []
    assert errors(form(table.format("a" * 200, "b" * 164))) == [(Code.NAMES_TOO_LONG, 4, "B")]
