from typing import Any

from ankommen.engines.xlsform import Code, Problem

from .factories import codes, errors, form

NO_LANGUAGE = """
    | settings | form_id | version |
    |          | needs   | 3       |
"""


def languages(table: str, *, settings: str = NO_LANGUAGE) -> list[tuple[Any, ...]]:
    return [(x["code"], x["direction"], x["translated"]) for x in form(table, settings=settings).languages]


TWO = """
    | survey | type | name | label::English | label::العربية (ar) | label::Deutsch |
    |        | text | a    | A              | ا                   | A              |
    |        | text | b    | B              |                     | B              |"""


def test_the_source_is_german_if_the_settings_name_none():
    assert languages(TWO) == [("de", "ltr", 1.0), ("en", "ltr", 1.0), ("ar", "rtl", 0.666)]


def test_the_source_is_the_language_of_the_settings_by_name_or_code():
    for name in ("English", "English (en)", "en"):
        settings = f"""
            | settings | form_id | version | default_language |
            |          | needs   | 3       | {name}           |"""
        assert languages(TWO, settings=settings)[0][0] == "en"


def test_the_source_is_else_the_first_language():
    assert form(
        """
        | survey | type | name | label::Türkçe (tr) | label::Українська (uk) |
        |        | text | a    | A                  | А                      |""",
        settings=NO_LANGUAGE,
    ).languages == [
        {"code": "tr", "name": "Türkçe", "direction": "ltr", "translated": 1.0},
        {"code": "uk", "name": "Українська", "direction": "ltr", "translated": 1.0},
    ]


def test_columns_without_a_language_hold_the_default_language():
    found = form("""
        | survey | type | name | label | label::English | hint |
        |        | text | a    | Ja    | Yes            | Gut  |""")
    assert found.texts["de"]["item/a/label"] == "Ja"
    assert found.texts["de"]["item/a/hint"] == "Gut"
    assert found.texts["en"] == {"form/title": "needs", "item/a/label": "Yes"}
    assert found.problems == []


def test_hints_without_a_language_belong_to_the_source():
    found = form(
        """
        | survey | type | name | label::English | hint |
        |        | text | a    | Yes            | Well |""",
        settings=NO_LANGUAGE,
    )
    assert found.texts == {"en": {"form/title": "needs", "item/a/label": "Yes", "item/a/hint": "Well"}}
    assert found.problems == []


def test_a_named_column_goes_before_one_without_a_language():
    found = form("""
        | survey | type | name | label | label::Deutsch (de) |
        |        | text | a    | alt   | neu                 |
        |        | text | b    | nur   |                     |""")
    assert found.texts["de"]["item/a/label"] == "neu"
    assert found.texts["de"]["item/b/label"] == "nur"


def test_texts_of_no_known_language_are_a_warning():
    found = form(
        """
        | survey | type | name | label |
        |        | text | a    | A     |""",
        settings=NO_LANGUAGE,
    )
    assert found.ok
    assert found.problems == [Problem(Code.LANGUAGE_NOT_SAID, sheet="survey")]
    assert found.languages[0]["code"] == "und"


def test_a_language_that_cannot_be_told_is_refused_with_its_column():
    found = form("""
        | survey | type | name | label::Deutsch (de) | label::Klingonisch |
        |        | text | a    | A                   | Qa                 |""")
    assert errors(found) == [(Code.LANGUAGE_UNKNOWN, None, "D")]


def test_two_columns_of_one_language_are_refused():
    found = form("""
        | survey | type | name | label::Deutsch (de) | label::German |
        |        | text | a    | A                   | A             |""")
    assert errors(found) == [(Code.LANGUAGE_TWICE, None, "D")]


def test_one_language_may_be_written_differently_on_two_sheets():
    found = form("""
        | survey  | type         | name | label::Deutsch (de) |
        |         | select_one l | a    | A                   |
        | choices | list_name    | name | label::German       |
        |         | l            | x    | X                   |""")
    assert found.problems == []
    assert found.texts["de"]["choice/l/x"] == "X"


def test_a_default_language_without_a_column_is_a_warning():
    found = form("""
        | survey | type | name | label::English (en) |
        |        | text | a    | A                   |""")
    assert codes(found) == [Code.SOURCE_LANGUAGE_MISSING]
    assert found.languages[0]["code"] == "en"


def test_a_tag_with_more_variants_than_any_language_has_is_unknown() -> None:
    tag = "de-" + "-".join(["abcde"] * 6)
    found = form(f"| survey | type | name | label::Deutsch ({tag}) |\n| | text | a | A |")
    assert Code.LANGUAGE_UNKNOWN in codes(found)
    assert not found.ok
