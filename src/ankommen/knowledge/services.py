"""Doors of the knowledge room for changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from ankommen.topics.queries import active_topics
from ankommen.translations.services import NewText, store_new_texts, store_translations

from .models import Guide
from .reading import GuideFile, Unreadable

COLLECTION = "guides"  # of their texts in other languages; keys are "<slug>/title"
TEXTS = ("title", "summary", "body")


@dataclass(frozen=True)
class Stored:
    """What `store_guides` did: guides, and texts in other languages that are new."""

    guides: int
    texts: int


@transaction.atomic
def store_guides(files: Iterable[GuideFile], *, by: str) -> Stored:
    """Store guides and their translations, all or none. Those that no file names stay as they are.

    Raises Unreadable for a translation without its guide, and for a topic that is none.
    """
    by_language: defaultdict[str, list[GuideFile]] = defaultdict(list)
    for file in files:
        by_language[file.language].append(file)
    topics = {topic.slug for topic in active_topics()}
    for file in by_language[settings.LANGUAGE_CODE]:
        if unknown := set(file.topics) - topics:
            raise Unreadable(f"{file.slug}: there is no topic {', '.join(sorted(unknown))}.")
        _store(file)
    sources = {
        f"{guide.slug}/{fact}": str(getattr(guide, fact)) for guide in Guide.objects.all() for fact in TEXTS
    }
    texts = 0
    for language, some in by_language.items():
        if language == settings.LANGUAGE_CODE:
            continue
        if missing := [file.slug for file in some if f"{file.slug}/title" not in sources]:
            raise Unreadable(f"{', '.join(missing)}: there is no guide in {settings.LANGUAGE_CODE}.")
        said = {f"{file.slug}/{fact}": str(getattr(file, fact)) for file in some for fact in TEXTS}
        texts += store_translations(COLLECTION, language, said, sources=sources, by=by)
    return Stored(len(by_language[settings.LANGUAGE_CODE]), texts)


def translate_guides(
    language: str, texts: Mapping[str, NewText], *, by: str, seen: Mapping[str, int] | None = None
) -> int:
    """Store what guides say in `language`; as `store_new_texts` of the room of translations."""
    return store_new_texts(COLLECTION, language, texts, by=by, seen=seen)


def _store(file: GuideFile) -> None:
    values = {
        "title": file.title,
        "summary": file.summary,
        "body": file.body,
        "order": file.order,
        "checked_on": file.checked_on,
    }
    guide, _new = Guide.objects.update_or_create(slug=file.slug, defaults=values)
    guide.topics.set([topic for topic in active_topics() if topic.slug in file.topics])
