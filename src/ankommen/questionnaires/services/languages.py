"""Languages of a version: add, update, correct, release, hold back. None of it changes the hash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.engines.languages import TAG
from ankommen.engines.languages import language as language_of
from ankommen.journal.services import record
from ankommen.translations.services import store_translations

from ..documents import Document, structure_digest
from ..models import LanguagePack, Version
from ..packs import ensure_packs, refresh_fingerprint, store_texts, texts_of_workbook
from ..queries import document_of, language_standing
from ..refusals import BadTexts, Incomplete, NotReadable, OtherStructure, Refusal
from ..texts import faults_in
from .uploads import Upload

if TYPE_CHECKING:
    from ankommen.accounts.models import User


@transaction.atomic
def add_languages(
    version: Version, upload: Upload, *, by: User | None, only: str | None = None
) -> dict[str, int]:
    """Take the translations of a workbook with the same questions and rules; gives language -> texts changed.

    only: the one language to take; Refusal where the workbook lacks it.
    Texts made from another wording of the source stay marked as outdated. Raises NotReadable, OtherStructure.
    """
    document = upload.reading.document
    if document is None:
        raise NotReadable(upload.problems)
    _refuse_other_structure(version, document)
    wanted = document_of(version)["texts"]
    sources = {key: text for key, text in document["texts"].items() if key in wanted}
    names = {str(each["code"]): str(each["name"]) for each in upload.reading.languages}
    wished = names.keys() if only is None else names.keys() & {only}
    languages = [language for language in names if language in wished and language != version.source_language]
    if not languages:
        raise Refusal(_("This workbook holds no translations that could be taken."))
    texts = {each: texts_of_workbook(version, each, upload.reading) for each in languages}
    return {each: _update(version, each, names[each], texts[each], sources, by) for each in languages}


@transaction.atomic
def add_language(version: Version, language: str, texts: Mapping[str, str], *, by: User | None) -> int:
    """Take translations (text key -> text) into one language, new or known; returns how many texts changed.

    Keys that the version does not have and empty texts are left out. Raises BadTexts with every fault,
    Refusal for the source language: its texts are part of the version.
    """
    if not TAG.fullmatch(language):
        raise Refusal(
            _("“%(language)s” is not the tag of a language, like “uk” or “zh-Hant”.") % {"language": language}
        )
    if language == version.source_language:
        raise Refusal(_("This is the source language: its texts are part of the version and never change."))
    document = document_of(version)
    kept = {key: text.strip() for key, text in texts.items() if key in document["texts"] and text.strip()}
    if faults := faults_in(kept, document):
        raise BadTexts(faults)
    return _update(version, language, language_of(language).endonym, kept, document["texts"], by)


@transaction.atomic
def correct_text(version: Version, language: str, key: str, text: str, *, by: User | None) -> None:
    """Change one translated text, or confirm it by storing it again: then it is up to date and by a person.

    Raises BadTexts, LanguagePack.DoesNotExist for a language the version lacks, KeyError for a key it lacks.
    """
    pack = LanguagePack.objects.select_for_update().get(version=version, language=language)
    document, text = document_of(version), text.replace("\r\n", "\n").strip()  # browsers send both signs
    sources = {key: document["texts"][key]}
    if faults := faults_in({key: text}, document):
        raise BadTexts(faults)
    if store_translations(
        version.collection, language, {key: text}, sources=sources, by=str(by.pk) if by else ""
    ):
        refresh_fingerprint(version, language, document["texts"])
        record("questionnaires.text_corrected", version, by=by, language=pack.language, key=key)


@transaction.atomic
def release_language(
    version: Version, language: str, *, by: User | None, missing_accepted: int = 0
) -> LanguagePack:
    """Open a language to interviews. missing_accepted: how many missing texts `by` was shown and accepted.

    Raises Incomplete where more are missing, LanguagePack.DoesNotExist for a language the version lacks.
    """
    pack = LanguagePack.objects.select_for_update().get(version=version, language=language)
    missing = language_standing(pack, version).missing
    if missing > missing_accepted:
        raise Incomplete(missing)
    if not pack.is_released:
        pack.state, pack.released_by, pack.released_at = LanguagePack.State.RELEASED, by, timezone.now()
        pack.save(update_fields=["state", "released_by", "released_at"])
        record("questionnaires.language_released", version, by=by, language=language, missing=missing)
    return pack


@transaction.atomic
def hold_back_language(version: Version, language: str, *, by: User | None) -> LanguagePack:
    """Close a language to interviews. Raises LanguagePack.DoesNotExist for a language the version lacks."""
    pack = LanguagePack.objects.select_for_update().get(version=version, language=language)
    if pack.is_released:
        pack.state, pack.released_by, pack.released_at = LanguagePack.State.HELD_BACK, None, None
        pack.save(update_fields=["state", "released_by", "released_at"])
        record("questionnaires.language_held_back", version, by=by, language=language)
    return pack


def _refuse_other_structure(version: Version, document: Document) -> None:
    if structure_digest(document) != structure_digest(document_of(version)):
        raise OtherStructure(version)


def _update(
    version: Version,
    language: str,
    name: str,
    texts: Mapping[str, str],
    sources: Mapping[str, str],
    by: User | None,
) -> int:
    wanted = document_of(version)["texts"]
    is_new = ensure_packs(version, {language: name}, wanted) > 0
    number = store_texts(version, language, texts, sources=sources, by=by)
    refresh_fingerprint(version, language, wanted)
    if number or is_new:
        record("questionnaires.language_updated", version, by=by, language=language, texts=number)
    return number
