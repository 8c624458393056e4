from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ankommen.translations.queries import GlossaryTerm, TermHit, glossary, glossary_hits
from ankommen.translations.services import delete_term, set_term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words() -> None:
    set_term(
        "office",
        {"de": ["Ausländerbehörde"], "en": ["Ausländerbehörde"], "uk": ["відомство", "відомства"]},
        note="stays German",
    )
    set_term("form", {"de": ["Formular", "Vordruck"], "ar": ["استمارة"]})


@pytest.mark.parametrize(
    ("text", "language", "translation", "missing"),
    [
        ("Zur Ausländerbehörde", "en", "To the Ausländerbehörde", []),
        ("Zur Ausländerbehörde", "en", "To the foreigners' office", ["Ausländerbehörde"]),
        ("Zur Ausländerbehörde", "en", "", ["Ausländerbehörde"]),
        ("die AUSLÄNDERBEHÖRDEN", "en", "the offices", ["Ausländerbehörde"]),  # endings and capitals
        ("die Ausländerbehörde", "en", "the Ausla\u0308nderbehörde", []),  # ways to write one sign
        ("Landesausländerbehörde", "en", "state office", []),  # another word
        ("Landesausländerbehörde und Ausländerbehörde", "en", "offices", ["Ausländerbehörde"]),
        ("Zur Ausländerbehörde", "uk", "до відомства", []),  # another form of the agreed word
        ("Zur Ausländerbehörde", "uk", "до управління", ["відомство"]),
        ("Zur Ausländerbehörde", "fr", "à l'office", []),  # nothing is agreed for French
        ("Der Vordruck", "ar", "الاستمارة", []),  # with the article before it
        ("Der Vordruck", "ar", "الاِسْتِمَارَة", []),  # with vowel signs
        ("Der Vordruck", "ar", "الورقة", ["استمارة"]),
        ("Ein Haus", "en", "a house", []),
        ("", "en", "", []),
    ],
)
def test_missing_renderings_are_named(text: str, language: str, translation: str, missing: list[str]) -> None:
    found = glossary_hits(text, "de", language, translation)
    assert [hit.rendering for hit in found] == missing


def test_a_hit_says_all_that_a_translator_needs() -> None:
    assert glossary_hits("Der Vordruck", "de", "ar") == [TermHit("form", "Formular", "استمارة")]
    assert glossary_hits("Ausländerbehörde", "en", "uk")[0].note == "stays German"


def test_terms_are_set_anew_and_taken_out() -> None:
    set_term("form", {"de": [" Formular ", " "], "en": [], "fr": ["formulaire"]})
    assert tuple(replace(term, fingerprint="") for term in glossary().terms) == (
        GlossaryTerm("form", {"de": ("Formular",), "fr": ("formulaire",)}),
        GlossaryTerm(
            "office",
            {"de": ("Ausländerbehörde",), "en": ("Ausländerbehörde",), "uk": ("відомство", "відомства")},
            "stays German",
        ),
    )
    assert delete_term("form")
    assert not delete_term("form")
    assert [term.concept for term in glossary().terms] == ["office"]


def test_a_term_has_a_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        set_term("empty", {"de": [" "]})


def test_many_texts_cost_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        words = glossary()
        assert all(words.hits("Ausländerbehörde", "de", "en") for _ in range(100))
