import tracemalloc
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankommen.engines.xlsform import (
    Code,
    Problem,
    compile_workbook,
    read_form,
    read_markdown,
    read_workbook,
    to_check_json,
)
from ankommen.engines.xlsform.workbook import cell_text, clean_text, workbook_of

from .factories import codes, repacked, simple_xlsx, xlsx
from .old_workbooks import xls


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (1.5, "1.5"),
        (-3.0, "-3"),
        (1e300, "1e+300"),
        (20240131, "20240131"),
        (True, "TRUE"),
        (date(2024, 1, 31), "2024-01-31"),
        (datetime.fromisoformat("2024-01-31"), "2024-01-31"),
        (datetime.fromisoformat("2024-01-31T08:30"), "2024-01-31T08:30:00"),
        (time(8, 30), "08:30:00"),
        ("text", "text"),
    ],
)
def test_cells_say_what_their_authors_see(value: object, text: str):
    assert cell_text(value) == text


def test_invisible_characters_and_no_break_spaces_do_not_count():
    assert clean_text("\ufeff select_one\u00a0haus \u200b\r\n") == "select_one haus"
    assert clean_text("erste\r\nzweite\rdritte") == "erste\nzweite\ndritte"


def test_an_xlsx_is_read_with_true_rows_and_columns():
    book = read_workbook(
        xlsx(
            survey=[[], ["type", None, "name"], [], ["text", "ignored: no heading", "a"], [None, None, 2.0]]
        ),
        filename="form.xlsx",
    )
    survey = book.sheets["survey"]
    assert survey.headings == {1: "type", 3: "name"}
    assert [(row.number, row.cells) for row in survey.rows] == [(4, {1: "text", 3: "a"}), (5, {3: "2"})]


def test_a_workbook_from_a_file_compiles():
    reading = read_form(simple_xlsx(), "form.xlsx")
    assert reading.ok
    assert reading.form_id == "needs"
    assert reading.version == "1"
    assert reading.texts["de"]["item/place/label"] == "Wo wohnen Sie?"


def test_sheet_names_may_be_written_in_any_case_and_only_once():
    upper = read_form(
        xlsx(Survey=[["type", "name", "label"], ["text", "a", "A"]], Notes=[["x"]]), "form.xlsx"
    )
    assert upper.ok
    twice = workbook_of([("survey", []), ("Survey ", [])], filename="form.xlsx")
    assert twice.problems == [Problem(Code.SHEET_TWICE, sheet="survey", hint="Survey ")]


def test_a_single_sheet_is_the_survey():
    assert read_form(xlsx(Tabelle1=[["type", "name", "label"], ["text", "a", "A"]]), "form.xlsx").ok


def test_without_a_survey_the_sheet_is_named():
    found = read_form(xlsx(questions=[["type"]], choices=[["list_name"]]), "form.xlsx")
    assert found.problems == [Problem(Code.SHEET_MISSING, hint="survey")]


def test_an_error_cell_is_named_with_its_place():
    data = simple_xlsx()
    sheet = "xl/worksheets/sheet1.xml"
    broken = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>name</t></is></c></row>'
        '<row r="7"><c r="A7" t="inlineStr"><is><t>text</t></is></c>'
        '<c r="B7" t="e"><f>A99</f><v>#REF!</v></c></row></sheetData></worksheet>'
    )
    found = read_form(repacked(data, {sheet: broken}), "form.xlsx")
    place = Problem(Code.CELL_ERROR, sheet="survey", row=7, column="B", hint="#REF!")
    assert place in found.problems
    assert not found.ok


def test_an_old_workbook_is_read_like_a_new_one():
    cells = {(0, 0): "type", (0, 1): "name", (0, 2): "label", (0, 3): "default", (0, 4): "required"}
    cells |= {(4, 0): "date", (4, 1): "born", (4, 2): "Geboren?", (4, 3): ("date", 45322.0), (4, 4): True}
    cells |= {(5, 0): "integer", (5, 1): "age", (5, 2): "Wie alt?", (5, 3): 7.0}
    found = read_form(xls("survey", cells), "form.xls")
    assert found.document is not None
    assert found.document["items"] == [
        {"key": "born", "kind": "date", "required": ["boolean", True], "default": {"value": "2024-01-31"}},
        {"key": "age", "kind": "integer", "default": {"value": 7}},
    ]


def test_an_error_cell_of_an_old_workbook_is_named_with_its_place():
    cells = {(0, 0): "type", (0, 1): "name", (2, 0): "text", (2, 1): ("error", 23)}
    found = read_form(xls("survey", cells), "form.xls")
    assert Problem(Code.CELL_ERROR, sheet="survey", row=3, column="B", hint="#REF!") in found.problems


def test_a_far_off_cell_of_an_old_workbook_costs_little_memory():
    cells = {(0, 0): "type", (0, 1): "name", (1, 0): "text", (1, 1): "a", (65535, 255): 1.0}
    tracemalloc.start()
    found = read_form(xls("survey", cells), "form.xls")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.items == 1
    assert peak < 50_000_000


def test_one_text_in_many_cells_of_an_old_workbook_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ankommen.engines.xlsform.workbook.MAX_CHARACTERS", 100)
    found = read_form(xls("survey", {(row, 0): "x" * 30 for row in range(4)}), "form.xls")
    assert codes(found) == [Code.FILE_HAS_TOO_MUCH_TEXT]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ankommen.engines.xlsform.workbook.MAX_ROWS", {"survey": 2})
    rows = [["type", "name", "label"], *([["text", f"q{n}", "Q"] for n in range(3)])]
    found = read_form(xlsx(survey=rows), "form.xlsx")
    assert (Code.TOO_MANY_ROWS, 4) in [(p.code, p.row) for p in found.problems]


def test_too_many_columns_are_refused():
    found = read_form(xlsx(survey=[["type", "name", *(f"x{n}" for n in range(1_000))]]), "form.xlsx")
    assert Code.TOO_MANY_COLUMNS in codes(found)


def test_markdown_tables_keep_pipes_and_lines():
    book = read_markdown(r"""
        | survey | type | name |
        | ------ | ---- | ---- |
        |        | text | a\|b\nc |""")
    assert book.sheets["survey"].rows[0].cells == {1: "text", 2: "a|b\nc"}
    assert book.sheets["survey"].rows[0].number == 2


CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["text", "begin group", "end group", "select_one a", "a", "${a}", "yes", "label::", "::", "(", "'"]
    ),
)
HEADINGS = [
    "type",
    "name",
    "label::Deutsch (de)",
    "relevant",
    "calculation",
    "default",
    "parameters",
    "repeat_count",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=8), st.lists(CELLS, max_size=8))
def test_whatever_stands_in_cells_is_problems_or_a_document(rows: list[list[str]], headings: list[str]):
    sheets = {"survey": [HEADINGS, *rows], "choices": [["list_name", "name", *headings], *rows]}
    numbered = [
        (name, [(n, dict(enumerate(row, start=1))) for n, row in enumerate(sheet, start=1)])
        for name, sheet in sheets.items()
    ]
    found = compile_workbook(workbook_of(numbered, filename="form.xlsx"))
    assert found.ok or any(problem.severity == "error" for problem in found.problems)
    assert all(problem["message"] for problem in to_check_json(found)["problems"])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_file_damaged_anywhere_is_a_reading_and_never_an_exception(at: int, noise: bytes):
    data = bytearray(simple_xlsx())
    at %= len(data)
    data[at : at + len(noise)] = noise
    reading = read_form(bytes(data), "form.xlsx")
    assert reading.ok or reading.problems
