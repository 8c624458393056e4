"""Pairs of languages, icons and urgency: what the tags write."""

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from ankommen.ui.templatetags import ui as tags


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.fixture
def sentences(monkeypatch):
    """A catalogue of three languages; what it does not know falls back to German, as Django does."""
    known = {
        ("de", "Next"): "Weiter", ("ar", "Next"): "التالي",
        ("de", "%(name)s found"): "%(name)s gefunden", ("ar", "%(name)s found"): "%(name)s وجد",
        ("de", "Save"): "Sichern",
    }  # fmt: skip

    def look_up(sentence: str) -> str:
        tag = translation.get_language()
        return sentence if tag == "en" else known.get((tag, sentence), known[("de", sentence)])

    monkeypatch.setattr(tags, "gettext", look_up)


def test_a_pair_shows_each_half_in_its_language_and_direction():
    pair = drawn('{% bi own client "ar" css="q" %}', own="Wohnen", client="السكن")
    assert pair == (
        '<span class="bi"><span lang="de" dir="ltr" data-own class="q">Wohnen</span>'
        '<span lang="ar" dir="rtl" data-client class="q">السكن</span></span>'
    )


def test_a_pair_of_paragraphs_stands_in_a_block():
    assert drawn('{% bi "a" "b" "uk" of="p" %}').startswith('<div class="bi"><p lang="de"')


def test_an_untranslated_text_is_the_german_one_marked():
    pair = drawn('{% bi "Wohnen" "" "ti" %}')
    assert '<span lang="de" dir="ltr" data-client data-untranslated>Wohnen</span>' in pair


def test_one_language_stands_once():
    assert drawn('{% bi "Wohnen" "Wohnen" "de" %}').count("Wohnen") == 1


def test_texts_are_escaped_in_both_halves():
    pair = drawn('{% bi text text "ar" %}', text='<b>"&')
    assert "<b>" not in pair and pair.count("&lt;b&gt;&quot;&amp;") == 2


def test_a_sentence_is_looked_up_in_both_languages(sentences):
    pair = drawn('{% both _("Next") client %}', client="ar")
    assert '<span lang="de" dir="ltr" data-own>Weiter</span>' in pair
    assert '<span lang="ar" dir="rtl" data-client>التالي</span>' in pair


def test_a_sentence_stays_german_beside_an_english_reader(sentences):
    with translation.override("en"):
        pair = drawn('{% both _("Next") client %}', client="en")
    assert "Weiter" in pair and '<span lang="en" dir="ltr" data-client>Next</span>' in pair


def test_a_missing_sentence_is_marked(sentences):
    assert "data-untranslated>Sichern" in drawn('{% both _("Save") client %}', client="ar")


def test_values_are_filled_in_escaped(sentences):
    pair = drawn('{% both _("%(name)s found") client name=name %}', client="ar", name="<i>")
    assert "&lt;i&gt; gefunden" in pair and "&lt;i&gt; وجد" in pair and "<i>" not in pair


def test_a_label_stands_in_one_line(sentences):
    assert drawn('{% both_label _("Next") client %}', client="ar").startswith('<span class="both">')


@pytest.mark.parametrize("source", ['{% both "Next" client %}', '{% both _("Next") %}', "{% both %}"])
def test_a_sentence_that_would_not_reach_the_catalogues_is_refused(source):
    with pytest.raises(TemplateSyntaxError, match="A sentence"):
        drawn(source, client="ar")


def test_urgency_says_a_word_and_fills_its_bars():
    sign = drawn('{% urgency 2 "en" %}')
    assert "This week" in sign and sign.count('class="on"') == 2 and sign.count("<b") == 3


def test_an_icon_is_silent_and_escapes_its_name():
    sign = drawn('{% icon name "flip" %}', name='"><x')
    assert 'class="icon flip" aria-hidden="true"' in sign and "<x" not in sign


def test_languages_name_themselves():
    assert drawn('{{ "ar"|endonym }} {{ "ar"|direction }} {{ "uk"|direction }}') == "العربية rtl ltr"
