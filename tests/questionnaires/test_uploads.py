"""From a workbook to a draft: what is kept, what is refused, what is carried over from the version before."""

from __future__ import annotations

import hashlib

import pytest

from ankommen.accounts.models import Role
from ankommen.journal.queries import entries_about
from ankommen.questionnaires.models import LanguagePack, Questionnaire, Version
from ankommen.questionnaires.queries import document_of, pack_texts, translation_table
from ankommen.questionnaires.services import (
    AlreadyPublished,
    ChangedMeanwhile,
    NotReadable,
    correct_text,
    discard_draft,
    publish_version,
    read_upload,
    retire_version,
    store_draft,
)
from ankommen.translations.models import Translation
from tests.accounts.factories import UserFactory

from .factories import QUESTION, draft, in_german_alone, labelled, published, replaced, upload

pytestmark = pytest.mark.django_db


def state_of(version: Version, key: str) -> str:
    return next(row.state.value for row in translation_table(version, "uk") if row.key == key)


def test_a_workbook_becomes_a_draft_with_its_bytes_and_languages() -> None:
    editor = UserFactory(role=Role.QUESTIONNAIRE_EDITOR)
    version = draft(by=editor)
    stored = Version.objects.get(pk=version.pk)
    assert (stored.state, stored.label, stored.questionnaire_id) == ("draft", "1", "needs")
    assert stored.questionnaire.title == "Erstgespräch"
    assert bytes(stored.workbook)[:2] == b"PK"
    assert stored.uploaded_by == editor
    assert stored.digest == hashlib.sha256(stored.document.encode()).hexdigest()
    assert [(pack.language, pack.name, pack.state) for pack in stored.packs.all()] == [
        ("uk", "Українська", "held_back")
    ]
    assert pack_texts(stored, "uk")[QUESTION] == "Вам потрібна допомога?"


def test_an_upload_is_journalled_with_its_account() -> None:
    editor = UserFactory(role=Role.QUESTIONNAIRE_EDITOR)
    entry = entries_about(draft(by=editor)).get()
    assert (entry.verb, entry.actor, entry.role) == (
        "questionnaires.uploaded",
        str(editor.pk),
        "questionnaire_editor",
    )


def test_warnings_are_kept_with_the_draft() -> None:
    version = draft(**replaced("survey", "Brauchen Sie Hilfe?", "Sind Sie illegal hier?"))
    assert [note["code"] for note in version.notes] == ["sensitive_term"]


def test_errors_are_all_named_and_nothing_is_stored() -> None:
    bad = replaced("survey", "select_one help", "select_one nowhere")
    with pytest.raises(NotReadable) as refusal:
        store_draft(upload(**bad), by=None)
    assert [problem.code for problem in refusal.value.problems] == ["unknown_choice_list"]
    assert not Version.objects.exists()
    assert not Questionnaire.objects.exists()


def test_uploading_a_version_again_replaces_its_draft() -> None:
    first, second = UserFactory(), UserFactory()
    old = draft(by=first)
    new = draft(by=second, **replaced("survey", "Wie viele sind Sie?", "Wie viele Leute?"))
    assert new.pk == old.pk
    assert Version.objects.count() == 1
    assert document_of(Version.objects.get())["texts"]["item/people/label"] == "Wie viele Leute?"
    assert Version.objects.get().uploaded_by == second


def test_the_same_document_is_not_published_twice_but_named() -> None:
    version = published()
    with pytest.raises(AlreadyPublished) as refusal:
        store_draft(upload(), by=None)
    assert refusal.value.version == version
    assert "1" in str(refusal.value)
    retire_version(version, by=None)
    with pytest.raises(AlreadyPublished) as once_more:
        store_draft(upload(), by=None)
    assert str(once_more.value) != str(refusal.value), "a retired version says so"


def test_a_language_never_changes_the_digest() -> None:
    alone = draft(**in_german_alone())
    assert not alone.packs.exists()
    both = draft()
    assert (both.pk, both.digest) == (alone.pk, alone.digest)
    assert both.packs.get().language == "uk"


def test_a_new_version_begins_with_the_translations_of_the_one_before() -> None:
    one = published()
    correct_text(one, "uk", "item/people/label", "Скільки людей?", by=None)
    sheets = labelled("2") | in_german_alone()
    sheets["survey"] = sheets["survey"].replace("Brauchen Sie Hilfe?", "Suchen Sie Hilfe?")
    two = draft(**sheets)
    assert pack_texts(two, "uk")["item/people/label"] == "Скільки людей?"
    assert state_of(two, "item/people/label") == "current"
    assert state_of(two, QUESTION) == "outdated"
    assert LanguagePack.objects.get(version=two, language="uk").state == "held_back"


def test_a_translation_that_the_new_workbook_repeats_stays_outdated_when_its_source_changed() -> None:
    published()
    two = draft(**labelled("2"), **replaced("survey", "Brauchen Sie Hilfe?", "Suchen Sie Hilfe?"))
    assert state_of(two, QUESTION) == "outdated"
    correct_text(two, "uk", QUESTION, pack_texts(two, "uk")[QUESTION], by=None)
    assert state_of(two, QUESTION) == "current"


def test_a_translated_title_is_not_overwritten_by_the_one_of_the_workbook() -> None:
    correct_text(published(), "uk", "form/title", "Перша розмова", by=None)
    two = draft(**labelled("2"))
    assert pack_texts(two, "uk")["form/title"] == "Перша розмова"


def test_a_draft_is_discarded_with_its_questionnaire_but_a_published_version_is_not() -> None:
    version = draft()
    discard_draft(version, by=None)
    assert not Questionnaire.objects.exists()
    kept = published()
    with pytest.raises(ChangedMeanwhile):
        discard_draft(kept, by=None)
    later = draft(**labelled("2"))
    discard_draft(later, by=None)
    assert Questionnaire.objects.get().versions.get() == kept


def test_a_draft_published_meanwhile_is_not_discarded() -> None:
    seen = draft()
    publish_version(Version.objects.get(), by=None)
    with pytest.raises(ChangedMeanwhile):
        discard_draft(seen, by=None)
    assert Version.objects.get().state == "published"


def test_a_discarded_draft_leaves_no_translations() -> None:
    kept = published()
    discard_draft(draft(**labelled("2")), by=None)
    collections = set(Translation.objects.values_list("collection", flat=True))
    assert {each for each in collections if each.startswith("questionnaire/")} == {kept.collection}


def test_file_names_keep_no_path_and_no_nul() -> None:
    assert read_upload(b"", "C:\\tmp\\a\x00b.xlsx").filename == "ab.xlsx"
    assert read_upload(b"", "../../etc/passwd").filename == "passwd"
    assert read_upload(b"", "").filename == "questionnaire.xlsx"


def test_file_names_keep_only_what_can_be_shown_and_stored() -> None:
    assert read_upload(b"", "a\u202eslx.exe\udcff").filename == "aslx.exe"
    assert read_upload(b"", "Bedarf\u00a0ö\nا.xlsx").filename == "Bedarf ö ا.xlsx"


def test_the_title_of_the_list_follows_the_newest_published_version() -> None:
    published()
    two = draft(
        settings="| form_title | form_id | version | default_language |\n| Neu | needs | 2 | Deutsch (de) |"
    )
    assert Questionnaire.objects.get().title == "Erstgespräch"
    publish_version(two, by=None)
    assert Questionnaire.objects.get().title == "Neu"
