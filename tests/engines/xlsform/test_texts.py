from ankommen.engines.xlsform import Code, Problem
from ankommen.engines.xlsform.texts import MAX_TEXT

from .factories import codes, errors, form, only_problem


def test_all_texts_are_found_under_their_keys():
    found = form("""
        | survey  | type         | name | label::Deutsch (de) | hint::Deutsch (de) | guidance_hint | constraint | constraint_message | required | required_message |
        |         | select_one l | a    | Was?                | Hinweis            | Genau fragen  | . != 'x'   | Nicht X            | yes      | Bitte            |
        | choices | list_name    | name | label::Deutsch (de) |                    |               |            |                    |          |                  |
        |         | l            | x    | Iks                 |                    |               |            |                    |          |                  |""")
    assert found.document is not None
    assert (
        found.document["texts"]
        == found.texts["de"]
        == {
            "form/title": "needs",
            "item/a/label": "Was?",
            "item/a/hint": "Hinweis",
            "item/a/guidance_hint": "Genau fragen",
            "item/a/constraint_message": "Nicht X",
            "item/a/required_message": "Bitte",
            "choice/l/x": "Iks",
        }
    )


def test_a_text_missing_in_the_source_is_borrowed_with_a_warning():
    found = form("""
        | survey | type | name | label::Deutsch (de) | label::Türkçe (tr) | label::English (en) |
        |        | text | a    |                     | Ne?                | What?               |""")
    assert found.texts["de"]["item/a/label"] == "What?"
    assert found.problems == [
        Problem(
            Code.SOURCE_TEXT_MISSING,
            sheet="survey",
            row=2,
            column="D",
            header="label::Türkçe (tr)",
            hint="a",
            more={"instead": "en"},
        )
    ]


def test_a_question_without_a_label_shows_its_name_and_a_choice_too():
    found = form("""
        | survey  | type         | name | label::Deutsch (de) | hint::Deutsch (de) |
        |         | select_one l | a    |                     |                    |
        |         | text         | b    |                     | Nur ein Hinweis    |
        |         | begin group  | g    |                     |                    |
        |         | text         | c    | C                   |                    |
        |         | end group    |      |                     |                    |
        | choices | list_name    | name | label::Deutsch (de) |                    |
        |         | l            | x    |                     |                    |""")
    assert codes(found) == [Code.LABEL_MISSING, Code.CHOICE_LABEL_MISSING]
    assert found.texts["de"]["item/a/label"] == "a"
    assert found.texts["de"]["choice/l/x"] == "x"
    assert "item/b/label" not in found.texts["de"]


def test_names_in_texts_become_keys_and_unknown_ones_are_refused_in_their_language():
    found = form("""
        | survey | type | name | label::Deutsch (de) | label::English (en)    |
        |        | text | a    | Name?               | Name?                  |
        |        | text | b    | Hallo ${ a }        | Hello ${a}, ${nobody}  |""")
    assert found.texts["de"]["item/b/label"] == "Hallo ${a}"
    assert errors(found) == [(Code.REFERENCE_IN_TEXT, 3, "D")]
    assert only_problem(found).hint == "nobody"


def test_a_text_refers_to_the_key_of_its_own_group():
    """A name that two groups share is ambiguous in a text, as in a rule."""
    found = form("""
        | survey | type        | name | label::Deutsch (de) |
        |        | begin group | g    | G                   |
        |        | text        | a    | A                   |
        |        | end group   |      |                     |
        |        | begin group | h    | H                   |
        |        | text        | a    | A                   |
        |        | note        | n    | Hallo ${a}          |
        |        | end group   |      |                     |""")
    assert errors(found) == [(Code.REFERENCE_IN_TEXT, 7, "C")]


def test_a_text_that_is_too_long_is_refused():
    found = form(f"""
        | survey | type | name | label::Deutsch (de) |
        |        | text | a    | {"x" * (MAX_TEXT + 1)} |""")
    assert errors(found) == [(Code.TEXT_TOO_LONG, 2, "C")]
