"""Translations that go out and come back in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from time import perf_counter

import pytest

from ankommen.questionnaires.language_csv import read_csv, write_csv
from ankommen.questionnaires.queries import TranslatedText
from ankommen.questionnaires.refusals import Refusal
from ankommen.translations.queries import State

ROWS = [
    TranslatedText("a", "Eins; „zwei“", 'one, "two"', State.CURRENT),
    TranslatedText("b", "Zeile\nzwei", "line\ntwo", State.OUTDATED),
    TranslatedText("c", "=1+1", "=HYPERLINK(1)", State.MACHINE),
    TranslatedText("d", "Neu", "", State.MISSING),
]


def test_what_is_written_is_read_back() -> None:
    assert read_csv(write_csv(ROWS)) == {row.key: row.text for row in ROWS if row.text}


SIGNS = "=+-@＝＋－＠"
FORMULAS = [
    "=1+1",
    "  =1+1",
    "\u00a0\u3000=1+1",
    "\u200b\ufeff\u202e=1+1",
    "\t=1+1",
    "\r=1+1",
    "eins\n=1+1",
    "eins\n\n \t=1+1",
    "eins;=1+1",
    "eins, =1+1",
    'eins","=1+1',
    'eins"\n"=1+1',
    "eins\t=1+1",
    "'=1+1",
    "eins,''=1+1",
    "=1,=2;=3",
]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula_however_a_program_cuts_the_file(formula: str, sign: str) -> None:
    text = formula.replace("=", sign)
    data = write_csv([TranslatedText(f"choice/l/{text}", text, text, State.CURRENT)])
    for separator in ",;\t":
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            table = io.StringIO(data.decode("utf-8-sig"), newline="")
            for row in csv.reader(table, delimiter=separator, quoting=quoting):
                assert not [cell for cell in row if shown(cell).startswith(tuple(SIGNS))]


def shown(cell: str) -> str:
    """A cell as the most generous program reads it: without blanks, quotes and what is invisible before it."""
    return re.sub(r'^[\s"\u200b\ufeff\u202e]+', "", cell)


@pytest.mark.parametrize("text", [*FORMULAS, "Ja, 'n' -5", "– Strich", "a=b", "5-6", "''", "it's, '-x'"])
def test_guarded_texts_come_back_as_they_were(text: str) -> None:
    row = TranslatedText(f"choice/l/{text}", text, text, State.CURRENT)
    assert read_csv(write_csv([row])) == {row.key: text.strip()}


def test_texts_without_the_mark_are_taken_as_they_are() -> None:
    assert read_csv(b'key;translation\na;"-5, -6"\nb;=1\n') == {"a": "-5, -6", "b": "=1"}


def test_a_guard_takes_no_longer_than_the_text() -> None:
    rows = [TranslatedText("a", "", f"x{part * 10_000}x", State.CURRENT) for part in ("\n", " ", "'", ",")]
    began = perf_counter()
    read_csv(write_csv(rows[:1]))
    write_csv(rows)
    assert perf_counter() - began < 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_programs_write_other_delimiters(delimiter: str) -> None:
    heading, row = delimiter.join(("translation", "key")), delimiter.join(("text", "a"))
    assert read_csv(f"{heading}\n{row}\n\n".encode()) == {"a": "text"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        "Frühling".encode("latin-1"),
        b"key;text\na;b",
        b"PK\x03\x04",
        b"key;translation\n" + b"a;" + b"x" * 200_000,
        b"key;translation\na;one\na;two\n",
        b"key;translation\n" + b"a;one\n" * 50_001,
        b'key;translation\n"a;b',
    ],
)
def test_files_that_are_no_such_table_get_a_sentence(data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        read_csv(data)
    assert str(refusal.value).endswith(".")


def test_short_and_long_rows_are_no_trouble() -> None:
    assert read_csv(b"key;translation\na\nb;two;three;four\n") == {"b": "two"}
