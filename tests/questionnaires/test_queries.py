"""What other rooms read, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from ankommen.questionnaires.documents import DigestCache, canonical
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.problems import problem_rows, sensitive_sentences, warnings_of
from ankommen.questionnaires.queries import (
    document_of,
    language_standings,
    message_of,
    open_versions,
    pack_texts,
    questionnaires,
    released_languages,
    translation_table,
    version_by_digest,
    version_by_name,
)
from ankommen.questionnaires.services import add_language, correct_text, publish_version
from ankommen.translations.services import store_translations

from .factories import QUESTION, draft, labelled, published, replaced, upload

pytestmark = pytest.mark.django_db


def test_the_document_is_the_one_under_the_hash() -> None:
    version = published()
    assert canonical(document_of(version)) == Version.objects.get().document
    assert document_of(version)["texts"][QUESTION] == "Brauchen Sie Hilfe?"


def test_a_document_is_read_once_a_process(django_assert_num_queries: Any) -> None:
    version = version_by_digest(published(**labelled("once")).digest)
    assert version is not None
    document_of(version)
    again = version_by_digest(version.digest)
    assert again is not None
    with django_assert_num_queries(0):
        document_of(again)


def test_the_cache_forgets_what_was_not_used_longest() -> None:
    cache, reads = DigestCache[str](size=2), []

    def get(digest: str) -> None:
        cache.get(digest, lambda: (reads.append(digest), "{}")[1])

    for digest in ("a", "b", "a", "c", "a", "b"):
        get(digest)
    assert reads == ["a", "b", "c", "b"]


def test_pack_texts_are_only_those_of_the_language() -> None:
    version = published()
    add_language(version, "tr", {QUESTION: "Yardım?"}, by=None)
    assert pack_texts(version, "tr") == {QUESTION: "Yardım?"}
    assert pack_texts(version, "fr") == {}
    assert pack_texts(version, "de") == document_of(version)["texts"]


def test_each_text_shows_its_state_in_form_order() -> None:
    one = published()
    two = draft(**labelled("2"), **replaced("survey", "Brauchen Sie Hilfe?", "Suchen Sie Hilfe?"))
    sources = document_of(two)["texts"]
    store_translations(two.collection, "uk", {"need/flat": "Дім"}, sources=sources, by="", origin="machine")
    rows = translation_table(two, "uk")
    assert [row.key for row in rows] == [
        "form/title",
        "item/home/label",
        "item/flat/label",
        "choice/help/yes",
        "choice/help/no",
        "item/people/label",
        "item/thanks/label",
        "need/flat",
    ]
    states = {row.key: row.state.value for row in rows}
    assert (states[QUESTION], states["need/flat"], states["item/people/label"]) == (
        "outdated",
        "machine",
        "current",
    )
    assert {row.state.value for row in translation_table(one, "fr")} == {"missing"}


def test_open_versions_with_their_languages_cost_two_queries(django_assert_num_queries: Any) -> None:
    published()
    publish_version(draft(**labelled("2")), by=None)
    with django_assert_num_queries(2):
        assert [released_languages(version) for version in open_versions()] == [["de"], ["de"]]


def test_one_version_with_its_languages_costs_two_queries(django_assert_num_queries: Any) -> None:
    published()
    with django_assert_num_queries(2):
        version = version_by_name("needs", "1")
        assert version is not None
        assert version.languages == [("de", "Deutsch"), ("uk", "Українська")]


def test_the_list_costs_the_same_for_one_version_and_for_many(django_assert_num_queries: Any) -> None:
    published()
    for label in ("2", "3"):
        publish_version(draft(**labelled(label)), by=None)
    with django_assert_num_queries(3):
        assert [len(each.versions.all()[0].packs.all()) for each in questionnaires()] == [1]


def test_a_table_and_a_standing_cost_the_same_however_many_texts(django_assert_num_queries: Any) -> None:
    version = published()
    for text in ("А", "Б", "В"):
        correct_text(version, "uk", QUESTION, text, by=None)
    with django_assert_num_queries(2):
        translation_table(version, "uk")
    for language in ("tr", "ar", "fr"):
        add_language(version, language, {QUESTION: "?"}, by=None)
    version = Version.objects.prefetch_related("packs").get()
    document_of(version)
    with django_assert_num_queries(2):
        assert len(language_standings(version)) == 4


def test_problems_are_kept_and_read_back_as_they_were() -> None:
    read = upload(**replaced("survey", "Brauchen Sie Hilfe?", "Sind Sie illegal hier?"))
    version = draft(**replaced("survey", "Brauchen Sie Hilfe?", "Sind Sie illegal hier?"))
    assert warnings_of(Version.objects.get(pk=version.pk)) == read.problems
    [row] = problem_rows(read.problems)
    assert (row.code, row.is_error, row.sheet, row.row, row.column) == (
        "sensitive_term",
        False,
        "survey",
        3,
        "C",
    )
    assert row.sentence == message_of(read.problems[0])
    assert "illegal" in row.sentence


def test_errors_stand_before_warnings_and_in_the_order_of_the_workbook() -> None:
    sheets = replaced("survey", "Brauchen Sie Hilfe?", "Sind Sie illegal hier?")
    sheets = {"survey": sheets["survey"].replace("| integer ", "| integre ")}
    sheets |= replaced("needs", "${flat}='yes'", "${house}='yes'")
    rows = problem_rows(upload(**sheets).problems)
    assert (rows[0].sheet, rows[0].is_error) == ("survey", True)
    assert [row.is_error for row in rows] == sorted((row.is_error for row in rows), reverse=True)
    assert [row.sheet for row in rows if row.is_error][-1] == "needs"


def test_a_corrected_text_is_looked_through_for_sensitive_words() -> None:
    assert sensitive_sentences("de", "Sind Sie illegal hier?")
    assert sensitive_sentences("de", "Wo wohnen Sie?") == []
