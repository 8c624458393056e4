"""Files that are no table of interviews get a sentence."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from ankommen.evaluation.imports import Unreadable, read_table

pytestmark = pytest.mark.usefixtures("english")


def written(path: Path, data: bytes, name: str = "a.csv") -> Path:
    file = path / name
    file.write_bytes(data)
    return file


def book(path: Path, *rows: list[object], more: bool = False) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if more:
        workbook.create_sheet("b").append(["x"])
    workbook.save(path / "a.xlsx")
    return path / "a.xlsx"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"a;b\n", "no rows below"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text"),
        (b"a;b\n1;\x002\n", "no text"),
        ("a;b\n1;2\n".encode("utf-16"), "UTF-16"),
        ("a;b\nß;2\n".encode("latin-1"), "not UTF-8"),
        (b"a b c\n1 2 3\n", "one column only"),
        (b"a;b;A\n1;2;3\n", "stand twice: a, A"),
        (b"a;;\n1;2;3\n", "no heading in the first row: B, C"),
        (b'a;b\n1;"2\n', "quotation mark"),
        (b"PK\x03\x04 and no more", "."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls file"),
        (b";".join(b"c%d" % n for n in range(1001)) + b"\n1;2\n", "more than 1000 columns"),
        (b"a;b\n" + b"1;2\n" * 20_001, "more than 20000 rows"),
    ],
)
def test_bad_files_get_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_table(written(tmp_path, data))
    assert said in str(refusal.value)


def test_a_large_file_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(Unreadable, match="larger than 10 MB"):
        read_table(file)


def test_a_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        read_table(tmp_path / "none.csv")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_marks_and_blank_rows_are_taken(tmp_path: Path, separator: str) -> None:
    text = f'\ufeffa{separator}b\r\n\r\n1{separator}"2\n3"\r\n{separator}\r\n4{separator}\r\n'
    table = read_table(written(tmp_path, text.encode()))
    assert table.headings == ("a", "b")
    assert [(row.number, row.cells) for row in table.rows] == [(3, {"a": "1", "b": "2\n3"}), (5, {"a": "4"})]


def test_a_row_with_too_many_cells_is_marked(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"a;b\n1;2;3\n1;2;\n"))
    assert [row.is_longer for row in table.rows] == [True, False]


def test_typed_cells_of_a_workbook_say_what_is_seen(tmp_path: Path) -> None:
    table = read_table(book(tmp_path, ["a", "b", "c"], [5.0, datetime.date(2026, 11, 3), True]))
    assert table.rows[0].cells == {"a": "5", "b": "2026-11-03", "c": "TRUE"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["a", "b"], ["=1+2", 1]], "formulas: A2"),
        ([["Interviews", None], ["a", "b"], [1, 2]], "no heading in the first row: B"),
        ([["a", "b"], ["#REF!", 1]], "show an error: A2"),
    ],
)
def test_what_a_workbook_hides_is_named(tmp_path: Path, rows: list[list[object]], said: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_table(book(tmp_path, *rows))
    assert said in str(refusal.value)


def test_a_workbook_has_one_filled_sheet(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="several filled sheets"):
        read_table(book(tmp_path, ["a", "b"], [1, 2], more=True))


def test_the_column_of_reasons_is_left_out(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, b"a;problems\n1;bad\n"))
    assert (table.headings, table.rows[0].cells) == (("a",), {"a": "1"})
