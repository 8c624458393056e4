import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.strictjson import MAX_DEPTH, Refused, loads

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(PLAIN)
def test_plain_json_comes_through_unchanged(value: object) -> None:
    assert loads(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"[" * 5000 + b"]" * 5000, "nested"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": -Infinity}', "-Infinity is not a number"),
        (b'{"a": 1e400}', "too large"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "too large"),
        (b'{"a": "x\\u0000y"}', "NUL"),
        (b'{"a\\u0000": 1}', "NUL"),
        (b'{"a": "\\ud800"}', "lone surrogate"),
        (b'{"a": ["\\udfff"]}', "lone surrogate"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b'{"a": ', "not JSON"),
        (b"", "not JSON"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_sentence(text: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        loads(text)


def test_brackets_inside_texts_are_not_depth() -> None:
    text = "[" * (MAX_DEPTH * 3) + '\\"{'
    assert loads(json.dumps({"a": text}).encode()) == {"a": text}


def test_a_whole_emoji_is_not_half_a_character() -> None:
    assert loads(b'"\\ud83d\\ude00"') == "😀"
