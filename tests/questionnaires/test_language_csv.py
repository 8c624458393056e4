"""Translations that go out and come back in a spreadsheet."""

from __future__ import annotations

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


def test_no_cell_is_a_formula() -> None:
    lines = write_csv(ROWS).decode("utf-8-sig").splitlines()
    assert not [line for line in lines if ";=" in line or ";+" in line]


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
    if data.startswith(b'key;translation\n"a'):
        assert read_csv(data) == {}
        return
    with pytest.raises(Refusal) as refusal:
        read_csv(data)
    assert str(refusal.value).endswith(".")


def test_short_and_long_rows_are_no_trouble() -> None:
    assert read_csv(b"key;translation\na\nb;two;three;four\n") == {"b": "two"}
