"""The glossary's pages, and the words that changed between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.portal.translating.reading import Latest, sliced
from ankommen.portal.translating.sentences import links_in
from ankommen.portal.translating.worddiff import Kind, word_changes
from ankommen.translations.queries import Line, Source, State, glossary

from .town import DESK, at_work, filled_town

HERE = f"{DESK}glossary/"
TEXTS = st.text(alphabet="ab \n.ä", max_size=40)


def terms() -> dict:
    return {term.concept: (dict(term.texts), term.note) for term in glossary().terms}


@pytest.mark.django_db
def test_a_word_is_added_changed_and_removed():
    browser, _user = at_work()
    sent = {"in_de": "Ausländerbehörde\r\nABH\r\n", "in_ar": " دائرة الأجانب ", "note": "office"}

    assert browser.post(f"{HERE}new/", sent).status_code == 302
    assert terms() == {
        "auslanderbehorde": ({"de": ("Ausländerbehörde", "ABH"), "ar": ("دائرة الأجانب",)}, "office")
    }
    assert "دائرة الأجانب" in browser.get(f"{HERE}?language=ar").content.decode()

    page = f"{HERE}term/auslanderbehorde/"
    seen = browser.get(page).context["term"].fingerprint
    assert browser.post(page, {"in_de": "Ausländerbehörde", "seen": seen}).status_code == 302
    assert terms() == {"auslanderbehorde": ({"de": ("Ausländerbehörde",)}, "")}

    assert browser.post(f"{page}remove/").status_code == 302
    assert terms() == {}
    assert browser.post(f"{page}remove/").status_code == 404


@pytest.mark.django_db
def test_two_who_change_a_word_lose_nothing():
    (one, _), (other, _) = at_work(), at_work("project_lead")
    one.post(f"{HERE}new/", {"in_de": "Termin"})
    page = f"{HERE}term/termin/"
    seen = one.get(page).context["term"].fingerprint
    one.post(page, {"in_de": "Termin", "in_en": "appointment", "seen": seen})

    answer = other.post(page, {"in_de": "Termin", "in_tr": "randevu", "seen": seen})

    assert answer.status_code == 409
    said = answer.content.decode()
    assert "appointment" in said
    assert "randevu" in said
    assert terms()["termin"][0] == {"de": ("Termin",), "en": ("appointment",)}
    assert one.post(f"{HERE}new/", {"in_de": "termin"}).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "This field is required"),
        ({"in_de": "。。"}, "with letters"),
        ({"in_de": "x" * 201}, "At most 20 lines"),
        ({"in_de": "a\n" * 21}, "At most 20 lines"),
        ({"in_de": "a", "note": "n" * 1001}, "1000"),
    ],
)
def test_what_is_no_word_is_said(sent, sentence):
    browser, _user = at_work()
    page = browser.post(f"{HERE}new/", sent)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert terms() == {}


@pytest.mark.django_db
def test_the_glossary_of_an_unknown_language_says_so():
    filled_town()
    browser, _user = at_work()
    assert "This language is not set up" in browser.get(f"{HERE}?language=xx").content.decode()
    assert browser.get(f"{HERE}term/nothing/").status_code == 404


@given(TEXTS, TEXTS)
def test_the_parts_make_both_texts_again(before, after):
    parts = word_changes(before, after)
    assert "".join(part.text for part in parts if part.kind is not Kind.NEW) == before
    assert "".join(part.text for part in parts if part.kind is not Kind.GONE) == after


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Mo 9 Uhr", "Mo 10 Uhr", "Mo -9 +10 Uhr"),
        (
            "Hilfe bei Briefen vom Amt",
            "Wir lesen Ihren Brief vom Amt",
            "-Hilfe bei Briefen +Wir lesen Ihren Brief vom Amt",
        ),
        ("", "neu", "+neu"),
        ("gleich", "gleich", "gleich"),
    ],
)
def test_changed_words_stand_together(before, after, said):
    signs = {Kind.SAME: "", Kind.GONE: "-", Kind.NEW: "+"}
    parts = [f"{signs[part.kind]}{part.text.strip()}" for part in word_changes(before, after)]
    assert " ".join(parts) == said


def test_very_long_texts_are_compared_at_once():
    parts = word_changes("a b " * 5_000, "b c " * 5_000)
    assert {part.kind for part in parts} == {Kind.GONE, Kind.NEW, Kind.SAME} - (
        {Kind.SAME} if len(parts) == 2 else set()
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Siehe https://a.example/x, oder https://a.example/x.", ["https://a.example/x"]),
        ("[Amt](/guides/amt) und a@b.example.", ["/guides/amt", "a@b.example"]),
        ("nichts @ da", []),
    ],
)
def test_links_are_found(text, links):
    assert links_in(text) == links


def _line(key: str) -> Line:
    return Line(key, "x", Source("x", "de", is_own=True), "", State.MISSING, is_machine=False)


def test_a_list_is_walked_by_keys_even_if_one_of_them_is_gone():
    lines = [_line(key) for key in "abcdefg"]
    first = sliced(lines, "", 3)
    assert ([line.key for line in first.lines], first.after, first.back) == (["a", "b", "c"], "c", None)
    second = sliced([line for line in lines if line.key != "c"], "c", 3)
    assert ([line.key for line in second.lines], second.after, second.back) == (["d", "e", "f"], "f", "")
    last = sliced(lines, "f", 3)
    assert ([line.key for line in last.lines], last.after, last.back) == (["g"], None, "c")


def test_what_is_held_is_made_anew_when_its_sources_change():
    made: list[int] = []
    held: Latest[int] = Latest(1)
    for name, sources in (("a", 1), ("a", 1), ("a", 2), ("b", 1), ("a", 2)):
        held.get(name, sources, lambda: made.append(0) or len(made))
    assert len(made) == 4
