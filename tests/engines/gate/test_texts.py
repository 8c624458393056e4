"""Texts and names of files from outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.gate import Code, Refused, clean, file_name, is_clean


@pytest.mark.parametrize(("text", "code"), [("a\x00", Code.NUL), ("\ud800a", Code.LONE_SURROGATE)])
def test_what_cannot_be_stored_is_refused(text: str, code: Code) -> None:
    with pytest.raises(Refused) as refusal:
        clean(text)
    assert refusal.value.code is code


def test_only_what_turns_letters_round_is_taken_out() -> None:
    assert clean("pay \u202e001\u202c euros \u202dx") == "pay 001\u202c euros x"
    for kept in ("\u2067عربي\u2069", "می\u200cخواهم", "\u200fa\u200e", "👩\u200d👧", "a\tb\r\nc"):
        assert clean(kept) == kept


@given(st.text())
def test_nothing_is_left_that_a_second_look_would_change(text: str) -> None:
    try:
        once = clean(text)
    except Refused:
        assert not is_clean(text)
        return
    assert clean(once) == once
    assert not is_clean(text) or once == text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("form.xlsx", "form.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jana\\form.xlsx", "form.xlsx"),
        ("form\u202exslx.exe", "formxslx.exe"),
        ("a\r\nSet-Cookie: x=1.csv", "a  Set-Cookie: x=1.csv"),
        ("nul\x00.csv", "nul.csv"),
        ("نموذج.xlsx", "نموذج.xlsx"),
        ("..", "file"),
        ("", "file"),
        ("\ud800.csv", "csv"),
    ],
)
def test_a_name_of_a_file_is_its_last_part_and_readable(name: str, kept: str) -> None:
    assert file_name(name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert len(file_name("x" * 5000 + ".xlsx")) == 200
    assert file_name("x" * 5000 + ".xlsx").endswith("x.xlsx")
