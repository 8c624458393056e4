"""Whoever asks in another language finds what is written in German, and is told so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from ankommen.offers.models import Offer
from ankommen.offers.services import store_entries, translate_records
from ankommen.topics.services import set_thesaurus
from tests.offers.entries import OFFER_ID, RENT, a_city, entry, the_five

pytestmark = pytest.mark.django_db
TERMS = [
    {"topic": "housing", "concept": "flat", "language": language, "term": term}
    for language, term in (
        ("de", "Wohnung"),
        ("de", "Miete"),
        ("ar", "شقة"),
        ("uk", "квартира"),
        ("tr", "ev"),
    )
]
SEWING = replace(RENT, name="Nähen am Abend", summary="Wir nähen zusammen", topics=("language",))


@pytest.fixture
def source():
    source = a_city()
    set_thesaurus(TERMS)
    store_entries([*the_five(), entry("offer", SEWING, key="sewing")], source=source, by="import")
    return source


def asked(question: str, language: str):
    return Client().get(f"/{language}/offers/", {"q": question}).context


def names(context) -> list[str]:
    return [card.name.text for card in context["cards"]]


@pytest.mark.parametrize(
    ("question", "language"),
    [("Wohnungssuche", "de"), ("شقة", "ar"), ("шукаю квартиру", "uk"), ("ev", "tr"), ("Wohnungsuche", "de")],
)
def test_a_question_in_any_language_finds_what_is_written_in_german(source, question, language):
    context = asked(question, language)
    assert names(context)[0] == RENT.name
    assert context["answer"].fell_back == (language != "de")


def test_a_translation_is_found_as_soon_as_it_is_there(source):
    assert names(asked("الخياطة", "ar")) == []
    id = next(str(row.pk) for row in Offer.objects.filter(name=SEWING.name))
    translate_records("ar", {f"offer/{id}/name": "الخياطة مساء"}, by="7")
    context = asked("الخياطة", "ar")
    assert names(context) == ["الخياطة مساء"]
    assert not context["answer"].fell_back


def test_what_was_taken_out_is_not_found(source):
    assert names(asked("Wohnungssuche", "de")) == [RENT.name]
    store_entries([entry("offer", RENT, state=Offer.State.WITHDRAWN)], source=source, by="7")
    assert names(asked("Wohnungssuche", "de")) == []


def test_a_question_and_filters_work_together(source):
    response = Client().get("/de/offers/", {"q": "Wohnungssuche", "topic": "language"})
    assert OFFER_ID not in response.content.decode()


def test_where_nothing_is_found_topics_are_shown(source):
    response = Client().get("/de/offers/", {"q": "xqzwv"})
    assert response.context["number"] == 0
    assert "/de/topics/housing/" in response.content.decode()


@pytest.mark.parametrize("question", ["(", "*" * 200, "\u202eab", "' OR 1=1 --", "   "])
def test_no_question_makes_trouble(source, question):
    assert Client().get("/ar/offers/", {"q": question}).status_code == 200


def test_a_question_that_is_too_long_is_left_out(source):
    assert Client().get("/de/offers/", {"q": "x" * 5_000}).context["number"] == 2


@pytest.mark.parametrize(("question", "language"), [("Mieeettte", "de"), ("квваррртирра", "uk")])
def test_where_nothing_is_found_topics_with_words_like_it_come_first(source, question, language):
    context = asked(question, language)
    assert context["number"] == 0
    assert context["proposed"].are_near
    assert [topic.slug for topic in context["proposed"].topics] == ["housing"]


def test_where_nothing_is_near_the_topics_with_most_offers_are_shown(source):
    context = asked("xqzwv", "ar")
    assert not context["proposed"].are_near
    assert context["proposed"].topics[0].slug in ("housing", "language")


def test_words_that_fit_beside_filters_that_do_not_are_no_empty_answer(source):
    response = Client().get("/en/offers/", {"q": "Wohnungssuche", "women": "on"})
    assert response.context["proposed"] is None
    assert "/en/offers/?q=Wohnungssuche" in response.content.decode()


def test_what_was_understood_is_said(source):
    response = Client().get("/en/offers/", {"q": "Wohnungsuche"})
    assert [topic.slug for topic in response.context["understood"]] == ["housing"]
    assert "wohnungssuche" in response.content.decode()
