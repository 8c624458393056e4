"""Doors of the questionnaires room for reading."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from ankommen.engines.formlogic import Form
from ankommen.engines.languages import uncovered_scripts
from ankommen.engines.xlsform import Problem, to_xform
from ankommen.topics.queries import topic_labels
from ankommen.translations.queries import State, state_counts, states_in, texts_by_language, texts_in

from .documents import Document, canonical, digest_of, documents, forms, texts_in_form_order, walk, xforms
from .models import LanguagePack, Questionnaire, Version, VersionQuerySet
from .problems import sentence_of

# The scripts of the fonts that the program ships (ui/static/vendor/fonts), as ISO 15924 codes.
SHIPPED_SCRIPTS = ("Latn", "Cyrl", "Arab", "Ethi")


def open_versions() -> VersionQuerySet:
    """The versions interviews may begin with, by questionnaire, the newest of each first."""
    newest_first = ("questionnaire__title", "-published_on", "-uploaded_at")
    return Version.objects.published().light().order_by(*newest_first).prefetch_related("packs")


def settled_versions(form_id: str) -> list[Version]:
    """All versions of a questionnaire that interviews may have been held with, the oldest first."""
    versions = Version.objects.settled().light().filter(questionnaire=form_id)
    return list(versions.order_by("published_on", "uploaded_at").prefetch_related("packs"))


def version_by_name(form_id: str, version: str) -> Version | None:
    """The published or retired version of that label."""
    found = Version.objects.settled().light().filter(questionnaire=form_id, label=version)
    return found.prefetch_related("packs").first()


def version_by_digest(digest: str) -> Version | None:
    """The published or retired version whose document has this SHA-256."""
    return Version.objects.settled().light().filter(digest=digest).prefetch_related("packs").first()


def document_of(version: Version) -> Document:
    """The compiled document (docs/decisions/0001), parsed once a process. Do not change it."""
    return documents.get(version.digest, lambda: json.loads(version.document))


def form_of(version: Version) -> Form:
    """The compiled document made ready to be filled in, once a process."""
    return forms.get(version.digest, lambda: Form(document_of(version)))


def xform_of(version: Version) -> str:
    """The workbook as XForm XML, made once a process. Raises Refused for one that pyxform does not take."""
    workbook = bytes(version.workbook)
    return xforms.get(sha256(workbook).hexdigest(), lambda: to_xform(workbook, version.filename))


def pack_texts(version: Version, language: str) -> dict[str, str]:
    """Text key -> text in that language alone; where a key is missing, the screen shows the source text."""
    sources = document_of(version)["texts"]
    if language == version.source_language:
        return dict(sources)
    texts = texts_in(version.collection, language)
    return {key: text for key, text in texts.items() if key in sources}


def pack_digest(version: Version, language: str) -> str:
    """The SHA-256 of `pack_texts` in canonical form; changes whenever a text does."""
    if language == version.source_language:
        return digest_of(canonical(document_of(version)["texts"]))
    return next((pack.digest for pack in version.packs.all() if pack.language == language), digest_of("{}"))


def released_languages(version: Version) -> list[str]:
    """The languages interviews may be held in: the source language, then the released ones by their tag."""
    return [version.source_language, *(pack.language for pack in version.released)]


def message_of(problem: Problem) -> str:
    """What is wrong with a workbook and how to repair it, in the reader's language."""
    return sentence_of(problem)


def questionnaires() -> QuerySet[Questionnaire]:
    """All questionnaires with their versions (newest first) and the packs of each: three queries."""
    versions = Version.objects.light().prefetch_related("packs")
    return Questionnaire.objects.prefetch_related(Prefetch("versions", queryset=versions))


@dataclass(frozen=True)
class TranslatedText:
    """One row of the translators' table. `text` is empty where nobody translated."""

    key: str
    source: str
    text: str
    state: State


def translation_table(version: Version, language: str) -> list[TranslatedText]:
    """Each text of the version in form order beside its translation and the state of it. Two queries."""
    document = document_of(version)
    sources = document["texts"]
    texts = texts_in(version.collection, language)
    states = states_in(version.collection, language, sources=sources)
    return [
        TranslatedText(key, sources[key], texts.get(key, ""), states[key])
        for key in texts_in_form_order(document)
    ]


@dataclass(frozen=True)
class LanguageStanding:
    """How a language of a version stands.

    counts: its texts by state. uncovered: the scripts (ISO 15924) it needs and no shipped font has.
    """

    pack: LanguagePack
    counts: dict[State, int]
    uncovered: list[str]

    @property
    def missing(self) -> int:
        """How many texts it lacks."""
        return self.counts[State.MISSING]


def language_standings(version: Version) -> list[LanguageStanding]:
    """Every language of the version beside the source, by tag. Two queries, however many there are."""
    return _standings(version, list(version.packs.all()))


def language_standing(pack: LanguagePack, version: Version) -> LanguageStanding:
    """How one language of the version stands. Two queries."""
    return _standings(version, [pack])[0]


def _standings(version: Version, packs: Sequence[LanguagePack]) -> list[LanguageStanding]:
    sources = document_of(version)["texts"]
    languages = [pack.language for pack in packs]
    counts = state_counts(version.collection, languages, sources=sources)
    texts = texts_by_language(version.collection, languages)
    return [
        LanguageStanding(
            pack=pack,
            counts=counts[pack.language],
            uncovered=_uncovered(pack.language, texts[pack.language], sources),
        )
        for pack in packs
    ]


def scripts_without_font(version: Version, language: str) -> list[str]:
    """The scripts (ISO 15924) this language of the version needs and no shipped font has."""
    sources = document_of(version)["texts"]
    return _uncovered(language, pack_texts(version, language), sources)


def _uncovered(language: str, texts: Mapping[str, str], sources: Mapping[str, str]) -> list[str]:
    """The scripts that no shipped font has, of the texts that still have a source."""
    shown = (text for key, text in texts.items() if key in sources)
    return sorted(uncovered_scripts(language, shown, SHIPPED_SCRIPTS))


def obstacles_of(version: Version) -> list[str]:
    """Why a draft cannot be published as it stands, a sentence each; the second person is not among them."""
    obstacles = []
    if Version.objects.settled().filter(questionnaire=version.questionnaire_id, label=version.label).exists():
        obstacles.append(
            _(
                "Version %(label)s is already published with other content."
                " Give the workbook a new version on its sheet “settings”."
            )
            % {"label": version.label}
        )
    obstacles += [
        _(
            "The topic “%(topic)s” is not one of the city's topics."
            " Correct it in the workbook, or add the topic first."
        )
        % {"topic": topic}
        for topic in unknown_topics(document_of(version))
    ]
    return obstacles


def unknown_topics(document: Document) -> list[str]:
    """The topics that items and needs name and the city does not know, by name."""
    named = {item["topic"] for item in walk(document["items"]) if "topic" in item}
    named |= {need["topic"] for need in document.get("needs", [])}
    return sorted(named - topic_labels("de").keys())
