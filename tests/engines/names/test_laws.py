"""What holds for every name, and for everything else that somebody may type."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankommen.engines.names import closeness, letters, query_keys, search_keys

from .test_keys import PEOPLE, SAME, finds

SPELLINGS = [spelling for of in PEOPLE.values() for spellings in of for spelling in spellings]
WORDS = [word for line in SAME for word in line.split()]
MARKS = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\u061c\u00ad\ufeff"

names = st.sampled_from(SPELLINGS)
word_lists = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)  # at most eight parts
texts = st.text(max_size=60) | names | st.text(alphabet="abcdghjktwxyzʿ'- ابدلهوي\u200cកцщ", max_size=60)
hostile = st.text(alphabet=st.characters(), max_size=40).map(lambda text: text * 50)


@settings(deadline=None)  # how long it takes is looked at below
@given(texts)
def test_each_name_finds_itself(text: str) -> None:
    assert finds(text, text) or query_keys(text) == []
    assert (search_keys(text) == frozenset()) == (query_keys(text) == [])


@settings(deadline=None)  # how long it takes is looked at below
@given(names)
def test_case_does_not_matter(name: str) -> None:
    assert search_keys(name.upper()) == search_keys(name.lower()) == search_keys(name)


@settings(deadline=None)  # how long it takes is looked at below
@given(texts)
def test_the_form_of_unicode_does_not_matter(text: str) -> None:
    forms = {search_keys(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert forms == {search_keys(text)}


@settings(deadline=None)  # how long it takes is looked at below
@given(word_lists, st.randoms())
def test_the_order_of_parts_does_not_matter(words: list[str], chance: object) -> None:
    mixed = list(words)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert search_keys(" ".join(mixed)) == search_keys(" ".join(words))
    assert set(query_keys(" ".join(mixed))) == set(query_keys(" ".join(words)))


@settings(deadline=None)  # how long it takes is looked at below
@given(names, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(MARKS)), max_size=5))
def test_marks_of_direction_do_not_matter(name: str, marks: list[tuple[int, str]]) -> None:
    marked = name
    for place, mark in marks:
        marked = marked[:place] + mark + marked[place:]
    assert search_keys(marked) == search_keys(name)
    assert query_keys(marked) == query_keys(name)


@settings(deadline=None)  # how long it takes is looked at below
@given(texts | hostile)
def test_keys_are_few_short_and_fit_to_be_digested(text: str) -> None:
    stored, asked = search_keys(text), query_keys(text)
    assert len(stored) <= 300
    assert len(asked) <= 8
    assert all(len(keys) <= 80 for keys in asked)
    for key in stored.union(*asked):
        assert 1 <= len(key.encode()) <= 200


@settings(deadline=None)  # how long it takes is looked at below
@given(texts, texts)
def test_closeness_is_a_share_and_whole_for_the_same(one: str, other: str) -> None:
    assert 0 <= closeness(one, other) <= 1
    assert closeness(one, one) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "cjgxwYch" * 1250,
        "cj gx w- " * 1111,
        "xthdhdsgjđجثβγפوةcgachwaubh " * 370,  # as many letters as possible that have several readings
        "ﷺ" * 1_000_000,
        "abdulabul-" * 1000,
        "mohammadali" * 900,
        "\ud800\x00🙂" * 3333,
        "a\u0301" * 5000,
        "\u200c" * 10_000,
        "ال" * 5000,
    ],
)
def test_ten_thousand_signs_take_no_time(text: str) -> None:
    started = time.process_time()
    search_keys(text), query_keys(text), closeness(text, text[1:])
    assert time.process_time() - started < 1


def test_the_nearest_spelling_comes_first() -> None:
    found = ["Ali Khan", "Mahmoud Hussein", "Muhammad Hussain", "Mohammed Hassan", "Mohammed Al-Hussein"]
    ordered = sorted(found, key=lambda name: closeness("Muhammad Hussain", name), reverse=True)
    assert ordered[:2] == ["Muhammad Hussain", "Mohammed Al-Hussein"]
    assert ordered[-1] == "Ali Khan"
    assert closeness("محمد حسين", "محمد الحسين") > closeness("محمد حسين", "محمود حسن")
    assert closeness("Hussain, Muhammad", "Muhammad Hussain") > closeness(
        "Hussain, Muhammad", "Mahmoud Husain"
    )


@pytest.mark.parametrize(
    ("letter", "pair"),
    [("م", ("محمد", "Mohammed")), ("ш", ("Шевченко", "Shevchenko")), ("ş", ("Şahin", "Schahin"))],
)
def test_a_wrong_letter_in_a_table_is_noticed(
    letter: str, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert finds(*pair)
    monkeypatch.setitem(letters.LETTERS, letter, "r")
    assert not finds(*pair)
