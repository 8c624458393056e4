import json
import string
from datetime import date

import pytest

from ankommen.engines.formlogic import fill
from ankommen.engines.xlsform import (
    CATALOGUE,
    Code,
    Problem,
    Reading,
    compile_workbook,
    read_markdown,
    to_check_json,
)
from ankommen.engines.xlsform.workbook import workbook_of

from .factories import codes, form


def test_without_settings_the_form_is_named_after_its_file():
    table = """
        | survey | type | name | label::Deutsch (de) |
        |        | text | a    | A                   |"""
    found = compile_workbook(read_markdown(table, filename="dir/Needs 2.xlsx"))
    assert (found.form_id, found.version) == ("Needs 2", "1")
    assert codes(found) == [Code.FORM_ID_MISSING, Code.VERSION_MISSING]
    assert found.texts["de"]["form/title"] == "Needs 2"


QUESTION = "| survey | type | name | label::Deutsch (de) |\n|  | text | a | A |"
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
IDS = [
    "x" * 64,
    "contact:person:create",
    "2023-05-02T10:34:34.498000",
    "54 (2022-10-14 20:23:00)",
    "Bedarf_v1.2-neu & Co",
    "احتياجات ۲",
]
NO_IDS = {
    "x" * 65: "x" * 64 + "…",
    "a/b": "a/b",
    "a\\b": "a\\b",
    "..": "..",
    "a..b": "a..b",
    "a\nb": "a[U+000A]b",
    "a\tb": "a[U+0009]b",
    "a\x7fb": "a[U+007F]b",
    "a\x85b": "a[U+0085]b",
    "a\u2028b": "a[U+2028]b",
    **{f"a{sign}b": f"a[U+{ord(sign):04X}]b" for sign in TURNING},
}


@pytest.mark.parametrize("text", IDS)
def test_form_ids_and_versions_as_people_write_them_are_kept(text: str) -> None:
    found = form(QUESTION, settings=f"\n| settings | form_id | version |\n|  | {text} | {text} |")
    assert (found.form_id, found.version, found.problems) == (text, text, [])


@pytest.mark.parametrize("text", NO_IDS)
def test_a_form_id_that_would_not_fit_elsewhere_is_refused_at_its_place(text: str) -> None:
    found = form_with_ids(text, "1")
    expected = Problem(Code.FORM_ID_BAD, "settings", 2, "A", "form_id", NO_IDS[text], {"limit": 64})
    assert found.problems == [expected]
    assert not found.ok


@pytest.mark.parametrize("text", NO_IDS)
def test_a_version_that_would_not_fit_elsewhere_is_refused_at_its_place(text: str) -> None:
    found = form_with_ids("needs", text)
    assert [(p.code, p.sheet, p.row, p.column) for p in found.problems] == [
        (Code.VERSION_BAD, "settings", 2, "B")
    ]
    assert not found.ok


def form_with_ids(form_id: str, version: str) -> Reading:
    settings = [(1, {1: "form_id", 2: "version"}), (2, {1: form_id, 2: version})]
    survey = [(1, {1: "type", 2: "name", 3: "label::Deutsch (de)"}), (2, {1: "text", 2: "a", 3: "A"})]
    return compile_workbook(workbook_of([("survey", survey), ("settings", settings)], filename="a.xlsx"))


@pytest.mark.parametrize(
    ("filename", "form_id"),
    [
        (f"{'n' * 100}.xlsx", "n" * 64),
        ("needs\u202eslx.xlsx", "needs slx"),
        ("needs..2.xlsx", "needs 2"),
        ("needs\udcff.xlsx", "needs"),
        ("\u200f.xlsx", "form"),
    ],
)
def test_the_name_of_a_file_is_made_a_form_id(filename: str, form_id: str) -> None:
    assert compile_workbook(read_markdown(QUESTION, filename=filename)).form_id == form_id


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


def test_a_title_too_long_for_a_heading_is_refused() -> None:
    settings = "\n| settings | form_id | version | form_title |\n| | needs | 1 | {} |"
    assert form(QUESTION, settings=settings.format("T" * 300)).problems == []
    found = form(QUESTION, settings=settings.format("T" * 301))
    assert [(p.code, p.sheet, p.row, p.column) for p in found.problems] == [
        (Code.TEXT_TOO_LONG, "settings", 2, "C")
    ]


def test_a_sentence_shows_the_beginning_of_a_long_cell() -> None:
    cell = "x" * 30_000
    found = form(f"| survey | type | name | label::Deutsch (de) |\n| | {cell} | a | A |")
    assert found.problems[0].message == (
        f"The type “{'x' * 200}…” is not known. Correct it, or see the list of types."
    )
