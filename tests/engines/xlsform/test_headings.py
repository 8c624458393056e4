import pytest

from ankommen.engines.xlsform import Code, Problem
from ankommen.engines.xlsform.headings import CHOICES, SETTINGS, SURVEY, Profile, read_column

from .factories import codes, errors, form


@pytest.mark.parametrize(
    ("heading", "field", "language"),
    [
        ("label", "label", ""),
        ("label::Deutsch (de)", "label", "Deutsch (de)"),
        ("Label :: Deutsch (de)", "label", "Deutsch (de)"),
        ("label:English", "label", "English"),
        ("caption", "label", ""),
        ("guidance_hint::العربية (ar)", "guidance_hint", "العربية (ar)"),
        ("Constraint Message::English", "constraint_message", "English"),
        ("constraining message", "constraint_message", ""),
        ("bind::jr:constraintMsg::English", "constraint_message", "English"),
        ("bind:jr:requiredMsg", "required_message", ""),
        ("required_message::fr", "required_message", "fr"),
        ("relevance", "relevant", ""),
        ("bind::relevant", "relevant", ""),
        ("bind:relevant", "relevant", ""),
        ("Calculate", "calculation", ""),
        ("readonly", "read_only", ""),
        ("read only", "read_only", ""),
        ("jr:count", "repeat_count", ""),
        ("control::appearance", "appearance", ""),
        ("choice filter", "choice_filter", ""),
        ("media::image::English", "", ""),
        ("image", "", ""),
        ("body::accuracyThreshold", "", ""),
    ],
)
def test_headings_of_the_survey_are_known_by_all_their_names(heading: str, field: str, language: str):
    column = read_column(1, heading, SURVEY)
    assert column is not None
    assert (column.field, column.language) == (field, language)


@pytest.mark.parametrize(
    ("heading", "profile", "field"),
    [
        ("list name", CHOICES, "list_name"),
        ("list_name", CHOICES, "list_name"),
        ("value", CHOICES, "name"),
        ("id_string", SETTINGS, "form_id"),
        ("Form Title", SETTINGS, "form_title"),
    ],
)
def test_headings_of_other_sheets_have_aliases_too(heading: str, profile: Profile, field: str):
    column = read_column(1, heading, profile)
    assert column is not None
    assert column.field == field


@pytest.mark.parametrize("heading", ["bemerkung", "labels", "type::Deutsch (de)", "::", ":"])
def test_an_unknown_heading_is_no_column(heading: str):
    assert read_column(1, heading, SURVEY) is None


def test_an_unknown_column_is_a_warning_where_it_is_filled():
    found = form("""
        | survey | type | name | label::Deutsch (de) | bemerkung | leer |
        |        | text | a    | A                   | hm        |      |""")
    assert found.ok
    assert found.problems == [
        Problem(Code.COLUMN_UNKNOWN, sheet="survey", column="D", header="bemerkung", hint="bemerkung")
    ]


def test_pictures_in_labels_are_ignored_with_a_warning():
    assert codes(
        form("""
        | survey | type | name | label::Deutsch (de) | media::image |
        |        | text | a    | A                   | a.png        |""")
    ) == [Code.COLUMN_IGNORED]


def test_a_missing_column_is_named():
    found = form("""
        | survey | type | label::Deutsch (de) |
        |        | text | A                   |""")
    assert Problem(Code.COLUMN_MISSING, sheet="survey", hint="name") in found.problems


def test_two_filled_columns_of_one_meaning_are_refused_and_an_empty_one_gives_way():
    found = form("""
        | survey | type | name | label::Deutsch (de) | relevant   | relevance  |
        |        | text | a    | A                   |            |            |
        |        | text | b    | B                   | ${a} = 'x' | ${a} = 'y' |""")
    assert errors(found) == [(Code.COLUMN_TWICE, None, "E")]
    document = form("""
        | survey | type | name | label::Deutsch (de) | relevant | relevance  |
        |        | text | a    | A                   |          |            |
        |        | text | b    | B                   |          | ${a} = 'y' |""").document
    assert document is not None
    assert document["items"][1]["relevant"] == ["=", ["value", "a"], ["string", "y"]]
