"""Tables of text, as they come in and as they go out."""

from __future__ import annotations

import csv
import io
import time

import openpyxl
import pytest

from ankommen.engines.gate import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_FILE,
    Code,
    Refused,
    guarded,
    new_workbook,
    read_csv,
    unguarded,
    write_csv,
)

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    " =1",
    "\u200b=1",
    '"=1',
]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.FILE_EMPTY),
        (b" \r\n ", Code.FILE_EMPTY),
        ("a;b\n1;2".encode("utf-16"), Code.TABLE_UTF16),
        ("a;b\nß;2".encode("latin-1"), Code.TABLE_NOT_UTF8),
        (b"a;b\n\xed\xa0\x80;2", Code.TABLE_NOT_UTF8),
        (b"a;b\n\x00;2", Code.TABLE_NOT_TEXT),
        (b"%PDF-1.7;a,b", Code.TABLE_NOT_TEXT),
        (b"<!DOCTYPE html>;<script>", Code.TABLE_NOT_TEXT),
        (b"\xef\xbb\xbf\n<svg onload='a;b'>", Code.TABLE_NOT_TEXT),
        (b"<?xml version='1.0'?>;", Code.TABLE_NOT_TEXT),
        (b"MZ\x90\x00;", Code.TABLE_NOT_TEXT),
        (b"one\ntwo", Code.TABLE_ONE_COLUMN),
        (b";" * MAX_COLUMNS + b"\n", Code.TABLE_TOO_MANY_COLUMNS),
        (b"a;b\n" + b"1;2\n" * 11, Code.TABLE_TOO_MANY_ROWS),
        (b"a;b\n" + b"x" * (MAX_CELL + 1) + b";", Code.TABLE_CELL_TOO_LONG),
        (b"a;b\n" + b"x" * 200_000 + b";", Code.TABLE_CELL_TOO_LONG),
        (b'a;b\n"1;2\n', Code.TABLE_QUOTE_OPEN),
        (b"a;b\n" + b"1;2\n" * (MAX_FILE // 4), Code.FILE_TOO_LARGE),
    ],
)
def test_what_is_no_table_is_refused_with_a_code(data: bytes, code: Code) -> None:
    began = time.process_time()
    with pytest.raises(Refused) as refusal:
        read_csv(data, max_rows=10)
    assert refusal.value.code is code
    assert time.process_time() - began < 2


def test_a_table_is_cut_into_cells() -> None:
    table = read_csv('\ufeffa;b\n"1;""x""\n2";3\n\n4'.encode(), max_rows=2)
    assert table.rows == [["a", "b"], ['1;"x"\n2', "3"], [], ["4"]]
    assert table.separator == ";"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_and_no_heading_begins_as_a_formula(text: str) -> None:
    data = write_csv([[text, "n"], [f"a, {text}", -1]])
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator):
            for cell in row:
                assert cell == "-1" or not cell.strip(' "\u200b\t\r\n').startswith(tuple("=+-@＝＋－＠"))
    assert unguarded(guarded(text)) == text


def test_numbers_stay_numbers() -> None:
    assert write_csv([["a", -1, 2.5, None]], mark=False) == b'"a",-1,2.5,""\r\n'


@pytest.mark.parametrize("text", [*FORMULAS, "{=1+1}", "https://example.org", "mailto:a@b", "007"])
def test_a_text_in_a_workbook_is_a_text(text: str) -> None:
    stream = io.BytesIO()
    with new_workbook(stream, in_memory=True, strings_to_formulas=True) as book:
        book.add_worksheet().write_row(0, 0, [text, 7])
    sheet = openpyxl.load_workbook(io.BytesIO(stream.getvalue())).active
    assert sheet is not None
    assert [cell.data_type for cell in sheet[1]] == ["s", "n"]
    assert sheet["A1"].hyperlink is None
