"""Where a language lacks a sentence, German stands in: whole, and marked as German."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from ankommen.ui.numbers import percent_text
from ankommen.ui.said import language_with, said, worded

KNOWN = {
    ("de", "Next"): "Weiter",
    ("ar", "Next"): "التالي",
    ("de", "By %(day)s"): "Bis %(day)s",
    ("de", "Late"): "Zu spät",
}


@pytest.fixture(autouse=True)
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of three languages; what it does not know falls back to German, as Django does."""

    def look_up(sentence: str) -> str:
        tag = translation.get_language()
        return sentence if tag == "en" else KNOWN.get((tag, sentence), KNOWN[("de", sentence)])

    monkeypatch.setattr("ankommen.ui.said.gettext", look_up)
    monkeypatch.setattr("ankommen.ui.templatetags.ui.gettext", look_up)


def drawn(source: str, language: str, **context: object) -> str:
    with translation.override(language):
        return str(engines["django"].from_string(source).render(context))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Weiter"),
        ("en", "Next"),
        ("ar", "التالي"),
        ("uk", '<span lang="de" dir="ltr">Weiter</span>'),
    ],
)
def test_a_sentence_stands_in_the_language_of_the_page_or_is_marked(language: str, text: str) -> None:
    assert drawn('{% said _("Next") %}', language) == text


def test_its_facts_are_in_its_language_too() -> None:
    page = drawn('{% said _("By %(day)s") day=day|date:"F" %}', "ar", day=date(2027, 5, 1))
    assert page == '<span lang="de" dir="ltr">Bis Mai</span>'


def test_facts_are_escaped() -> None:
    assert "<b>" not in drawn('{% said _("By %(day)s") day=day %}', "de", day="<b>")


@pytest.mark.parametrize("source", ["{% said %}", "{% said name %}"])
def test_a_sentence_is_a_literal(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="A sentence"):
        engines["django"].from_string(source)


def test_what_a_function_says_is_marked_as_well() -> None:
    with translation.override("ar"):
        assert said(lambda: KNOWN[("de", "Late")]) == '<span lang="de" dir="ltr">Zu spät</span>'
        assert said(lambda: f"{translation.get_language()}") == "ar"
        assert language_with("Late") == "de" and language_with("Next") == "ar"


def test_a_text_in_another_language_has_its_direction_and_no_markup_of_its_own() -> None:
    with translation.override("de"):
        assert worded("العربية", "ar") == '<span lang="ar" dir="rtl">العربية</span>'
        assert worded("<b>", "de") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "38\u202f%"), ("en", "38%"), ("ar", "38%"), ("tr", "%38"), ("ru", "38\u202f%")],
)
def test_the_sign_for_percent_stands_where_the_language_has_it(language: str, text: str) -> None:
    with translation.override(language):
        assert percent_text(38) == text
