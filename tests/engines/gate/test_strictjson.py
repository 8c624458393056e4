import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.gate import MAX_DEPTH, Code, Refused, loads

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(
        st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\u202d\u202e"), max_size=20
    ),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_json_comes_through_unchanged(value: object) -> None:
    assert loads(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    ("text", "code", "parameters"),
    [
        (b"[" * 5000 + b"]" * 5000, Code.TOO_DEEP, {"limit": MAX_DEPTH}),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, Code.TOO_DEEP, {"limit": MAX_DEPTH}),
        (b'{"a": NaN}', Code.NOT_A_NUMBER, {"name": "NaN"}),
        (b'{"a": -Infinity}', Code.NOT_A_NUMBER, {"name": "-Infinity"}),
        (b'{"a": 1e400}', Code.NUMBER_TOO_LARGE, {}),
        (b'{"a": 1' + b"0" * 5000 + b"}", Code.NUMBER_TOO_LARGE, {}),
        (b'{"a": 9007199254740993}', Code.NUMBER_TOO_LARGE, {}),
        (b'{"a": -9007199254740993}', Code.NUMBER_TOO_LARGE, {}),
        (b'{"a": 1e16}', Code.NUMBER_TOO_LARGE, {}),
        (b'{"a": 1, "a\\u202e": 2}', Code.NAMED_TWICE, {}),
        (b'{"a": "x\\u0000y"}', Code.NUL, {}),
        (b'{"a\\u0000": 1}', Code.NUL, {}),
        (b'{"a": "\\ud800"}', Code.LONE_SURROGATE, {}),
        (b'{"a": ["\\udfff"]}', Code.LONE_SURROGATE, {}),
        (b'{"a": 1, "a": 2}', Code.NAMED_TWICE, {}),
        (b'{"a": "\xff"}', Code.NOT_UTF8, {}),
        (b'{\n"a": ', Code.NOT_JSON, {"line": 2, "column": 6}),
        (b"", Code.NOT_JSON, {"line": 1, "column": 1}),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_code(
    text: bytes, code: Code, parameters: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refusal:
        loads(text)
    assert (refusal.value.code, refusal.value.parameters) == (code, parameters)


def test_brackets_inside_texts_are_not_depth() -> None:
    text = "[" * (MAX_DEPTH * 3) + '\\"{'
    assert loads(json.dumps({"a": text}).encode()) == {"a": text}


def test_a_whole_emoji_is_not_half_a_character() -> None:
    assert loads(b'"\\ud83d\\ude00"') == "😀"


@pytest.mark.parametrize("text", [b"2.0", b"2", b"0.2e1", b"20e-1"])
def test_a_number_is_the_same_however_it_is_written(text: bytes) -> None:
    value = loads(text)
    assert (value, type(value)) == (2, int)


def test_signs_that_turn_letters_round_are_taken_out() -> None:
    assert loads('{"a\u202e": ["\u202dx\u202e", "\u2067عربي\u2069", 2]}'.encode()) == {
        "a": ["x", "\u2067عربي\u2069", 2]
    }


def test_the_largest_number_of_a_browser_is_taken() -> None:
    assert loads(b"[9007199254740992, -9007199254740992]") == [2**53, -(2**53)]
