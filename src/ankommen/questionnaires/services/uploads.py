"""From an uploaded workbook to a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ankommen.engines.gate import file_name
from ankommen.engines.xlsform import Problem, Reading, read_form
from ankommen.journal.services import record
from ankommen.translations.services import carry_over, delete_collection

from ..documents import Document, canonical, digest_of, title_of, walk
from ..models import LanguagePack, Questionnaire, Version
from ..packs import ensure_packs, refresh_fingerprint, store_texts, texts_of_workbook
from ..problems import as_note
from ..refusals import AlreadyPublished, ChangedMeanwhile, NotReadable

if TYPE_CHECKING:
    from ankommen.accounts.models import User


@dataclass(frozen=True)
class Upload:
    """A workbook as it came, and what was read from it."""

    filename: str
    data: bytes
    reading: Reading

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it: errors and warnings in the order of the reader."""
        return self.reading.problems


def read_upload(data: bytes, filename: str) -> Upload:
    """Read a workbook; whatever is wrong with it stands in `problems`. Never raises for bad input."""
    name = file_name(filename, otherwise="questionnaire.xlsx")
    return Upload(name, data, read_form(data, name))


@transaction.atomic
def store_draft(upload: Upload, *, by: User | None) -> Version:
    """Keep a readable workbook as a draft, in place of an earlier one; warnings stand in `notes`.

    Translations of the version before are carried over, then those of the workbook stored over them, so that
    a text whose source changed shows as outdated until somebody changes or confirms it. Raises NotReadable
    with all problems, AlreadyPublished where the same document is published or retired.
    """
    document = upload.reading.document
    if document is None:
        raise NotReadable(upload.problems)
    questionnaire, _ = Questionnaire.objects.select_for_update().get_or_create(
        form_id=document["form_id"], defaults={"title": title_of(document)}
    )
    text = canonical(document)
    if twin := Version.objects.settled().light().filter(digest=digest_of(text)).first():
        raise AlreadyPublished(twin)
    version = _draft_for(questionnaire, document["version"])
    is_new = version._state.adding
    _fill(version, document, text, upload, by)
    if is_new:
        _carry_over(version, document, by)
    _store_languages(version, document, upload.reading, by)
    record(
        "questionnaires.uploaded",
        version,
        by=by,
        items=sum(1 for _ in walk(document["items"])),
        again=not is_new,
    )
    return version


@transaction.atomic
def discard_draft(version: Version, *, by: User | None) -> None:
    """Remove a draft that nobody will publish, and its translations. Raises ChangedMeanwhile where no draft
    stands any more.
    """
    locked = Version.objects.drafts().light().select_for_update(of=("self",)).filter(pk=version.pk).first()
    if locked is None:
        raise ChangedMeanwhile
    record("questionnaires.discarded", locked, by=by)
    locked.delete()
    delete_collection(version.collection)
    Questionnaire.objects.filter(pk=version.questionnaire_id, versions=None).delete()


def _draft_for(questionnaire: Questionnaire, label: str) -> Version:
    draft = Version.objects.drafts().filter(questionnaire=questionnaire, label=label).first()
    return draft or Version(questionnaire=questionnaire, label=label)


def _fill(version: Version, document: Document, text: str, upload: Upload, by: User | None) -> None:
    version.document, version.digest = text, digest_of(text)
    version.source_language = document["source_language"]
    version.workbook, version.filename = upload.data, upload.filename
    version.notes = [as_note(problem) for problem in upload.problems]
    version.uploaded_by, version.uploaded_at = by, timezone.now()
    version.save()


def _carry_over(version: Version, document: Document, by: User | None) -> None:
    """Begin with what the version before says in each language; each language waits for its release again."""
    settled = Version.objects.settled().light().filter(questionnaire=version.questionnaire)
    predecessor = settled.order_by("-published_on", "-uploaded_at").first()
    if predecessor is None:
        return
    carry_over(
        source=predecessor.collection, target=version.collection, texts=document["texts"], by=_number(by)
    )
    packs = LanguagePack.objects.filter(version=predecessor).exclude(language=version.source_language)
    ensure_packs(version, dict(packs.values_list("language", "name")), document["texts"])


def _store_languages(version: Version, document: Document, reading: Reading, by: User | None) -> None:
    names = {str(each["code"]): str(each["name"]) for each in reading.languages}
    names.pop(version.source_language, None)
    ensure_packs(version, names, document["texts"])
    for language in names:
        texts = texts_of_workbook(version, language, reading)
        store_texts(version, language, texts, sources=document["texts"], by=by)
        refresh_fingerprint(version, language, document["texts"])


def _number(by: User | None) -> str:
    return str(by.pk) if by else ""
