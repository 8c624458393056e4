import json
import string
from datetime import date

import pytest

from ankommen.engines.formlogic import fill
from ankommen.engines.xlsform import CATALOGUE, Code, Problem, compile_workbook, read_markdown, to_check_json

from .factories import codes, form


def test_without_settings_the_form_is_named_after_its_file():
    table = """
        | survey | type | name | label::Deutsch (de) |
        |        | text | a    | A                   |"""
    found = compile_workbook(read_markdown(table, filename="dir/Needs 2.xlsx"))
    assert (found.form_id, found.version) == ("Needs 2", "1")
    assert codes(found) == [Code.FORM_ID_MISSING, Code.VERSION_MISSING]
    assert found.texts["de"]["form/title"] == "Needs 2"


def test_a_form_id_too_long_is_refused():
    settings = f"\n| settings | form_id | version |\n| | {'x' * 201} | 1 |"
    assert Code.FORM_ID_BAD in codes(
        form("| survey | type | name | label |\n| | text | a | A |", settings=settings)
    )


def test_sheets_without_use_are_ignored_with_a_warning():
    found = form("""
        | survey   | type | name | label::Deutsch (de) |
        |          | text | a    | A                   |
        | entities | list_name | label |
        |          | x         | y     |""")
    assert found.problems == [Problem(Code.SHEET_IGNORED, sheet="entities")]


def test_the_check_is_plain_json_of_the_promised_shape():
    checked = to_check_json(
        form("""
        | survey | type     | name | label::Deutsch (de) |
        |        | text     | a    | A                   |
        |        | integre  | b    | B                   |""")
    )
    assert json.loads(json.dumps(checked)) == {
        "ok": False,
        "form_id": "needs",
        "version": "3",
        "languages": [{"code": "de", "name": "Deutsch", "direction": "ltr", "translated": 1.0}],
        "items": 2,
        "problems": [
            {
                "code": "type_unknown",
                "severity": "error",
                "sheet": "survey",
                "row": 3,
                "column": "A",
                "message": "The type “integre” is not known. Correct it, or see the list of types.",
            }
        ],
    }


def test_the_document_runs():
    found = form("""
        | survey | type    | name | label::Deutsch (de) | relevant  | default | constraint |
        |        | integer | age  | Wie alt?            |           |         | . < 120    |
        |        | text    | job  | Arbeit?             | ${age}>17 |         |            |
        | needs  | name    | topic | when               | urgency   | label   |
        |        | work    | work  | ${job} = 'none'    | 3         | Arbeit  |""")
    assert found.document is not None
    filled = fill(found.document, {"age": 30, "job": "none"}, on=date(2025, 2, 1))
    assert list(filled.problems) == []
    assert [need["name"] for need in filled.needs] == ["work"]
    assert fill(found.document, {"age": 3, "job": "none"}, on=date(2025, 2, 1)).answers == {"age": 3}


def test_every_code_has_its_sentence():
    assert set(CATALOGUE) == set(Code)


@pytest.mark.parametrize("code", Code)
def test_every_sentence_can_be_filled_and_tells_the_repair(code: Code):
    fields = {name for _, name, _, _ in string.Formatter().parse(CATALOGUE[code][1]) if name}
    assert fields <= {"hint", "sheet", "limit", "other", "instead", "name", "kind", "position", "language"}
    problem = Problem(code, sheet="survey", hint="x", more=dict.fromkeys(fields - {"hint", "sheet"}, 1))
    assert "{" not in problem.message.replace("${name}", "").replace("${1}", "")
    assert len(problem.message.split(". ")) > 1 or problem.severity == "warning" or ":" in problem.message
