"""The words people use, by topic and concept, and the questions they are measured with."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import polib

from .shipped import DORTMUND, table, toml

WELL_FILLED = ("de", "en", "ar", "uk", "tr")
ALSO_FILLED = ("fa", "ru", "fr")
QUESTIONS = Path(__file__).parents[1] / "data" / "directory" / "questions.csv"
ROWS = table(DORTMUND / "thesaurus.csv")
CONCEPTS = {(row["topic"], row["concept"]) for row in ROWS}
TERMS = Counter((row["topic"], row["concept"], row["language"]) for row in ROWS)


def german_only() -> set[str]:
    """The offers of which no text is in the English catalogue."""
    catalogue = polib.pofile(str(DORTMUND / "directory" / "texts.en.po"))
    translated = {(entry.msgctxt or "").partition("/")[0] for entry in catalogue if entry.msgstr}
    return {offer["Kennung"] for offer in table(DORTMUND / "directory" / "offers.csv")} - translated


def test_every_topic_has_its_concepts() -> None:
    topics = {topic["slug"] for topic in toml(DORTMUND / "topics.toml")["topics"]}
    concepts = Counter(topic for topic, _ in CONCEPTS)
    assert concepts.keys() == topics
    assert min(concepts.values()) >= 8


def test_a_concept_has_two_terms_in_the_well_filled_languages_and_one_in_the_others() -> None:
    wanted = dict.fromkeys(WELL_FILLED, 2) | dict.fromkeys(ALSO_FILLED, 1)
    thin = [
        (*concept, language)
        for concept in CONCEPTS
        for language, n in wanted.items()
        if TERMS[*concept, language] < n
    ]
    assert thin == []


def test_no_term_stands_twice_in_a_concept_and_language() -> None:
    written = Counter((row["topic"], row["concept"], row["language"], row["term"].casefold()) for row in ROWS)
    assert [term for term, times in written.items() if times > 1] == []


def test_terms_are_clean_text() -> None:
    for row in ROWS:
        assert row["language"] in (*WELL_FILLED, *ALSO_FILLED)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row["concept"]), row
        assert row["term"] == " ".join(unicodedata.normalize("NFC", row["term"]).split()) != "", row


def test_forty_questions_ask_for_offers_that_exist() -> None:
    offers = {offer["Kennung"] for offer in table(DORTMUND / "directory" / "offers.csv")}
    questions = table(QUESTIONS)
    expected = [question["expected"].split(";") for question in questions]
    languages = Counter(question["language"] for question in questions)
    assert languages == {"ar": 12, "uk": 10, "tr": 8, "en": 4, "fa": 3, "ru": 3}
    assert all(1 <= len(found) <= 4 and set(found) <= offers for found in expected)


def test_a_dozen_questions_are_answered_in_german_only() -> None:
    untranslated = german_only()
    assert sum(set(question["expected"].split(";")) <= untranslated for question in table(QUESTIONS)) >= 12


def test_the_questions_that_constants_are_chosen_with_are_others_and_ask_for_offers_that_exist() -> None:
    offers = {offer["Kennung"] for offer in table(DORTMUND / "directory" / "offers.csv")}
    tuning = table(QUESTIONS.with_name("tuning.csv"))
    assert len(tuning) == 48
    assert all(set(question["expected"].split(";")) <= offers for question in tuning)
    assert not {row["question"] for row in tuning} & {row["question"] for row in table(QUESTIONS)}
