"""The screen's own sentences in each language."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import override

from ankommen.interviews.wording import SENTENCES, wording

ERRORS = ("required", "constraint", "choice", "type", "range", "unknown_item", "row_count", "too_long")
KINDS = ("integer", "decimal", "date", "time", "geopoint")
BRACES = re.compile(r"\{\w+\}")


def test_english_and_german_are_whole():
    assert wording("en") == SENTENCES
    assert wording("de").keys() == SENTENCES.keys()
    assert [name for name, said in wording("de").items() if said == SENTENCES[name]] == ["minute"]


@pytest.mark.parametrize("language", ["de", "ar", "tr", "uk"])
def test_no_translation_loses_a_value(language):
    for name, said in wording(language).items():
        assert sorted(BRACES.findall(said)) == sorted(BRACES.findall(SENTENCES[name])), (language, name)


def test_what_is_not_translated_is_left_out_and_never_said_in_another_language():
    assert wording("so") == {}
    with override("tr"):  # the language of the page around it does not matter
        assert wording("so") == {}
        assert wording("en") == SENTENCES


def test_the_screen_says_every_sentence_and_asks_for_no_other():
    scripts = Path(str(finders.find("interviews/screen.js"))).parent
    code = "\n".join(
        path.read_text() for path in scripts.rglob("*.js") if not path.name.startswith("formlogic")
    )
    made_of_parts = {f"error_{part}" for part in (*ERRORS, *KINDS)} | {
        f"section_{state}" for state in ("done", "gap", "open")
    }
    asked_for = {name for name in SENTENCES if re.search(rf'["`.]{name}\b', code)} | made_of_parts
    assert SENTENCES.keys() == asked_for
    assert set(re.findall(r'says\("(\w+)"', code)) <= SENTENCES.keys()
