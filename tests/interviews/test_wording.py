"""The screen's own sentences in each language."""

import re

import pytest
from django.utils.translation import override

from ankommen.interviews.wording import SENTENCES, wording

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
    assert wording("fa") == {}
    with override("tr"):  # the language of the page around it does not matter
        assert wording("fa") == {}
        assert wording("en") == SENTENCES
