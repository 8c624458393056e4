"""Letters, stems, slips: the pieces that the search is put together from."""

from __future__ import annotations

import pytest

from ankommen.engines.search.letters import folded, replaced, words
from ankommen.engines.search.nearness import Nearby, distance, tolerated
from ankommen.engines.search.stems import stem
from ankommen.engines.search.stopwords import telling


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wohnung, Straße & mehr!", ["wohnung", "strasse", "mehr"]),
        ("E-Mail an a_b@c.de", ["e", "mail", "an", "a", "b", "c", "de"]),
        ("L'école d’été", ["l", "école", "d", "été"]),
        ("здоров’я та п'ять", ["здоров’я", "та", "п'ять"]),
        ("می‌خواهم", ["می‌خواهم"]),
        ("मुझे घर चाहिए", ["मुझे", "घर", "चाहिए"]),
        ("ＡＢＣ ﬁn", ["abc", "fin"]),
        ("x" * 1000, ["x" * 40]),
        ("\x00\ud800 \u202e", []),
    ],
)
def test_a_text_falls_into_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("language", "written", "bare"),
    [
        ("de", "über", "uber"),
        ("de", "ueber", "uber"),
        ("de-AT", "jaeger", "jager"),
        ("de", "quelle", "quelle"),
        ("de", "frauen", "frauen"),
        ("en", "ueber", "ueber"),
        ("tr", "ısı", "isi"),
        ("tr", "i̇zin", "izin"),
        ("ar", "أُسْرَة", "اسره"),
        ("ar", "عـــلى", "علي"),
        ("fa", "کتاب‌ها", "كتابها"),
        ("fa", "۱۲۳", "123"),
        ("uk", "п'ятий", "пятии"),
        ("ru", "ёлка", "елка"),
        ("he", "שָׁלוֹם", "שלום"),
    ],
)
def test_what_people_write_in_several_ways_becomes_one(language: str, written: str, bare: str) -> None:
    assert folded(written, language) == bare


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", "Kinder Kindern Kindes"),
        ("de", "Wohnung Wohnungen"),
        ("de", "Beratungen Beratung"),
        ("en", "family families"),
        ("en", "doctor doctors"),
        ("en", "clothing clothings"),
        ("fr", "réfugié réfugiés réfugiée réfugiées"),
        ("ar", "مدرسة المدرسة والمدرسة بالمدرسة للمدرسة مدرستها"),
        ("ar", "معلم معلمون المعلمين معلمات"),
        ("ar", "شقة الشقة شقق"),
        ("fa", "کتاب کتاب‌ها کتاب‌های کتابها"),
        ("uk", "школа школи школі школу школою школами школах"),
        ("uk", "консультація консультації консультацію консультацій консультаціями"),
        ("uk", "робота роботу роботі роботою"),
        ("ru", "школа школы школе школу школой школами"),
        ("ru", "документ документа документов документами"),
        ("tr", "okul okullar okulu okulda okuldan okulumuz okullarımızda"),
        ("tr", "kitap kitabı kitaplar kitaplarda"),
        ("tr", "ev evde evler evim evlerimizde"),
        ("tr", "daire daireler dairede daireyi"),
    ],
)
def test_endings_come_off(language: str, forms: str) -> None:
    stems = {stem(folded(word, language), language) for word in words(forms)}
    irregular = {"ar": {"مدرست", "شقق"}}.get(language, set())
    assert len(stems - irregular) == 1


@pytest.mark.parametrize("language", ["de", "en", "fr", "ar", "fa", "uk", "ru", "tr", "xx", ""])
@pytest.mark.parametrize("word", ["", "a", "es", "ال", "ها", "ти", "ler", "12"])
def test_short_words_keep_something(language: str, word: str) -> None:
    assert stem(word, language) == word


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("wohnung", "wohnung", 0),
        ("wohnugn", "wohnung", 1),
        ("wohnng", "wohnung", 1),
        ("wohnunng", "wohnung", 1),
        ("wohnumg", "wohnung", 1),
        ("whonugn", "wohnung", 2),
        ("kitten", "sitting", 3),
        ("kitten", "kindergarten", 3),
        ("", "ab", 2),
        ("abcd", "badc", 2),
        ("aaaa", "aa", 2),
    ],
)
def test_slips_are_counted_up_to_a_limit(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == distance(other, one, 2) == slips


def test_short_words_and_numbers_are_taken_as_they_are() -> None:
    assert [tolerated(word) for word in ("bus", "haus", "hausarzt", "44137", "b1kurs")] == [0, 1, 2, 0, 0]


def test_near_words_are_found_among_those_added_later() -> None:
    nearby = Nearby()
    nearby.words += ["wohnung", "ordnung"]
    assert nearby.near("wohnumg", 1) == [0]
    nearby.words += ["wohnungen", "wohnumgs"]
    assert nearby.near("wohnumg", 1) == [0, 3]
    assert nearby.near("wohnumg", 2) == []


def test_stop_words_go_unless_nothing_is_left() -> None:
    assert telling(["wo", "ist", "die", "schule", "schule"], "de") == ["schule"]
    assert telling(["wer", "wo"], "de") == ["wer", "wo"]
    assert telling(["die", "schule"], "tr") == ["die", "schule"]


def test_words_are_replaced_where_they_stand() -> None:
    assert replaced("Wohnugn? Ja, WOHNUGN!", {"wohnugn": "wohnung"}) == "wohnung? Ja, wohnung!"
