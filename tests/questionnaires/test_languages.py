"""Languages of a version: they arrive late, are corrected, released and held back, and the hash never moves."""

from __future__ import annotations

import pytest

from ankommen.accounts.models import Role
from ankommen.journal.queries import entries_about
from ankommen.questionnaires.models import LanguagePack, Version
from ankommen.questionnaires.queries import (
    language_standings,
    pack_digest,
    pack_texts,
    released_languages,
    scripts_without_font,
    translation_table,
    version_by_digest,
)
from ankommen.questionnaires.services import (
    BadTexts,
    Incomplete,
    OtherStructure,
    Refusal,
    add_language,
    add_languages,
    correct_text,
    hold_back_language,
    release_language,
)
from ankommen.translations.services import store_translations
from tests.accounts.factories import UserFactory

from .factories import CHOICES, QUESTION, SURVEY, TEXTS, draft, published, replaced, upload

pytestmark = pytest.mark.django_db


def fresh(version: Version) -> Version:
    found = version_by_digest(version.digest)
    assert found is not None
    return found


def counts(version: Version, language: str) -> dict[str, int]:
    standing = next(each for each in language_standings(version) if each.pack.language == language)
    return {state.value: number for state, number in standing.counts.items() if number}


def test_a_language_is_added_to_a_published_version_and_the_hash_stays() -> None:
    version = published()
    before = version.digest
    assert add_language(version, "tr", {QUESTION: "Yardıma ihtiyacınız var mı?"}, by=None) == 1
    assert fresh(version).digest == before
    assert pack_texts(version, "tr") == {QUESTION: "Yardıma ihtiyacınız var mı?"}
    assert counts(version, "tr") == {"current": 1, "missing": TEXTS - 1}


def test_an_empty_language_is_journalled_too() -> None:
    version = published()
    add_language(version, "tr", {}, by=None)
    assert entries_about(version).filter(verb="questionnaires.language_updated").count() == 1
    add_language(version, "tr", {}, by=None)
    assert entries_about(version).filter(verb="questionnaires.language_updated").count() == 1


def test_unknown_keys_and_empty_texts_are_left_out() -> None:
    version = published()
    assert add_language(version, "tr", {"item/nobody/label": "x", QUESTION: "  "}, by=None) == 0
    assert pack_texts(version, "tr") == {}


def test_the_source_language_and_bad_tags_are_refused() -> None:
    version = published()
    with pytest.raises(Refusal):
        add_language(version, "de", {QUESTION: "x"}, by=None)
    with pytest.raises(Refusal):
        add_language(version, "../x", {QUESTION: "x"}, by=None)


def test_the_same_workbook_with_a_further_column_brings_a_language() -> None:
    version = published()
    survey = SURVEY.replace("label::Українська (uk)", "label::Türkçe (tr)").replace(
        "Скільки вас?", "Kaç kişi?"
    )
    choices = CHOICES.replace("Українська (uk)", "Türkçe (tr)")
    changed = add_languages(version, upload(survey=survey, choices=choices), by=None)
    assert set(changed) == {"uk", "tr"}  # the sheet of needs still speaks Ukrainian
    assert pack_texts(version, "tr")["item/people/label"] == "Kaç kişi?"
    assert LanguagePack.objects.get(language="tr").state == "held_back"


def test_one_language_of_a_workbook_can_be_taken_alone() -> None:
    version = published()
    corrected = upload(**replaced("survey", "Скільки вас?", "Скільки людей?"))
    assert add_languages(version, corrected, by=None, only="uk") == {"uk": 1}
    with pytest.raises(Refusal):
        add_languages(version, corrected, by=None, only="tr")


@pytest.mark.parametrize(
    "change",
    [
        replaced("survey", "${flat} = 'yes'", "${flat} = 'no'"),
        replaced("survey", "| integer         | people", "| decimal         | people"),
        replaced("choices", "| help      | no ", "| help      | nay"),
        replaced("needs", "| 2       |", "| 3       |"),
        replaced("settings", "| needs   |", "| other   |"),
    ],
)
def test_translations_of_other_questions_or_rules_are_refused(change: dict[str, str]) -> None:
    version = published()
    with pytest.raises(OtherStructure, match="1"):
        add_languages(version, upload(**change), by=None)


def test_translations_made_from_another_wording_are_taken_as_outdated() -> None:
    version = published()
    sheets = replaced("survey", "Brauchen Sie Hilfe?", "Suchen Sie Hilfe?")
    sheets = {"survey": sheets["survey"].replace("Вам потрібна допомога?", "Шукаєте допомогу?")}
    add_languages(version, upload(**sheets), by=None)
    row = next(row for row in translation_table(version, "uk") if row.key == QUESTION)
    assert (row.source, row.text, row.state) == ("Brauchen Sie Hilfe?", "Шукаєте допомогу?", "outdated")


def test_a_correction_changes_the_pack_and_is_journalled_without_the_text() -> None:
    version, translator = published(), UserFactory(role=Role.TRANSLATOR)
    before = pack_digest(fresh(version), "uk")
    correct_text(version, "uk", QUESTION, " Потрібна допомога? ", by=translator)
    assert pack_texts(version, "uk")[QUESTION] == "Потрібна допомога?"
    assert pack_digest(fresh(version), "uk") != before
    entry = entries_about(version).filter(verb="questionnaires.text_corrected").get()
    assert (entry.actor, entry.facts) == (str(translator.pk), {"language": "uk", "key": QUESTION})


def test_a_text_of_several_lines_confirmed_in_a_browser_stays_as_it_was() -> None:
    version = published()
    correct_text(version, "uk", QUESTION, "eins\nzwei", by=None)
    before = pack_digest(fresh(version), "uk")
    correct_text(version, "uk", QUESTION, "eins\r\nzwei", by=None)
    assert pack_digest(fresh(version), "uk") == before


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "a\ud800b", "x" * 10_001, "Дякую, ${nobody}."])
def test_texts_that_cannot_be_shown_are_refused(text: str) -> None:
    version = published()
    with pytest.raises(BadTexts) as refusal:
        correct_text(version, "uk", "item/thanks/label", text, by=None)
    assert [key for key, _sentence in refusal.value.faults] == ["item/thanks/label"]
    if text.strip():
        with pytest.raises(BadTexts):
            add_language(version, "uk", {"item/thanks/label": text}, by=None)
    assert pack_texts(version, "uk")["item/thanks/label"] == "Дякую, вас ${people}."


def test_reading_a_machines_text_and_saving_it_makes_it_a_persons() -> None:
    version = published()
    sources = pack_texts(version, "de")
    store_translations(
        version.collection, "uk", {QUESTION: "Машина"}, sources=sources, by="", origin="machine"
    )
    assert counts(version, "uk") == {"current": TEXTS - 1, "machine": 1}
    correct_text(version, "uk", QUESTION, "Машина", by=None)
    assert counts(version, "uk") == {"current": TEXTS}


def test_languages_are_released_and_held_back() -> None:
    version, lead = published(), UserFactory(role=Role.PROJECT_LEAD)
    assert released_languages(fresh(version)) == ["de"]
    pack = release_language(version, "uk", by=lead)
    assert pack.released_by == lead
    assert released_languages(fresh(version)) == ["de", "uk"]
    release_language(version, "uk", by=lead)
    assert entries_about(version).filter(verb="questionnaires.language_released").count() == 1
    hold_back_language(version, "uk", by=lead)
    assert released_languages(fresh(version)) == ["de"]
    assert entries_about(version).filter(verb="questionnaires.language_held_back").count() == 1


def test_a_language_with_missing_texts_is_released_only_knowingly() -> None:
    version = published()
    add_language(version, "tr", {QUESTION: "Yardım?"}, by=None)
    with pytest.raises(Incomplete) as refusal:
        release_language(version, "tr", by=None)
    assert refusal.value.missing == TEXTS - 1
    with pytest.raises(Incomplete):
        release_language(version, "tr", by=None, missing_accepted=TEXTS - 2)
    release_language(version, "tr", by=None, missing_accepted=TEXTS - 1)
    assert released_languages(fresh(version)) == ["de", "tr"]


def test_a_script_without_a_font_is_named() -> None:
    version = published()
    assert scripts_without_font(version, "uk") == []
    add_language(version, "ka", {QUESTION: "დახმარება გჭირდებათ?"}, by=None)
    add_language(version, "ti", {QUESTION: "ሓገዝ የድልየኩም ዶ?"}, by=None)
    assert scripts_without_font(version, "ka") == ["Geor"]
    assert scripts_without_font(version, "ti") == []


def test_the_digest_of_a_pack_is_that_of_its_texts() -> None:
    version = fresh(published())
    stored = pack_digest(version, "uk")
    pack = version.packs.get()
    correct_text(version, "uk", QUESTION, "Інше", by=None)
    correct_text(version, "uk", QUESTION, "Вам потрібна допомога?", by=None)
    assert version.packs.get().digest == stored == pack.digest
    assert pack_digest(version, "de") != stored


def test_a_draft_has_languages_as_well() -> None:
    version = draft()
    assert released_languages(version) == ["de"]
    release_language(version, "uk", by=None)
    assert released_languages(Version.objects.get()) == ["de", "uk"]
