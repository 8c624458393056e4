import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.papercodes import ALPHABET, code_from, grouped, new_code, normalised


@given(st.text(ALPHABET, min_size=16, max_size=16))
def test_a_code_is_read_as_it_is_printed(signs: str) -> None:
    assert normalised(grouped(signs)) == signs
    assert normalised(grouped(signs).lower().replace("-", " ")) == signs


def test_what_people_confuse_is_the_same() -> None:
    assert normalised("o0iI-lLK7-QF3Z-XH9M") == "001111K7QF3ZXH9M"


@pytest.mark.parametrize(
    "text", ["", "K7QF", "K7QF-3ZXH-9MTB-4C2", "K7QF-3ZXH-9MTB-4C2U", "K7QF-3ZXH-9MTB-4C2WW", "١٢٣٤" * 4]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert normalised(text) is None


def test_codes_do_not_repeat() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_short_number_is_printed_in_threes() -> None:
    assert grouped("7QF3ZX") == "7QF-3ZX"
    assert normalised(" 7qf 3zx", 6) == "7QF3ZX"


def test_a_code_made_of_a_secret_tells_all_its_80_bits() -> None:
    assert code_from(bytes(10)) == "0" * 16
    assert code_from(bytes([255] * 12)) == "Z" * 16
    assert code_from(b"\x00" * 9 + b"\x21") == "0" * 14 + "11"
