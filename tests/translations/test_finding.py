"""Some texts of many, texts by their words, and whether there is anything new."""

from __future__ import annotations

import pytest

from ankommen.translations.queries import keys_saying, newest_text, texts_by_language
from ankommen.translations.services import store_translations

pytestmark = pytest.mark.django_db
SOURCES = {"a": "Miete", "b": "Arbeit", "c": "Schule"}


def say(language: str = "uk", **texts: str) -> None:
    store_translations("directory", language, texts, sources=SOURCES, by="1")


def test_only_the_wanted_texts_are_given():
    say(a="оренда", b="робота")
    assert texts_by_language("directory", ("uk", "ar"), {"a", "c"}) == {"uk": {"a": "оренда"}, "ar": {}}
    assert texts_by_language("directory", ("uk",), ()) == {"uk": {}}


def test_keys_are_found_by_the_words_of_their_newest_text():
    say(a="стара оренда", b="робота")
    say(a="нова оренда")
    say("ar", c="оренда")
    assert keys_saying("directory", "uk", "оренда") == {"a"}
    assert keys_saying("directory", "uk", "стара") == set()
    assert keys_saying("other", "uk", "оренда") == set()


def test_a_new_text_raises_the_number_of_its_language_only():
    assert newest_text("directory", "uk") == 0
    say(a="оренда")
    before = newest_text("directory", "uk")
    say("ar", a="إيجار")
    assert newest_text("directory", "uk") == before > 0
    say(a="найм")
    assert newest_text("directory", "uk") > before
