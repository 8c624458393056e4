"""Door of the topics room for changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from ankommen.translations.services import NewText, keep_labels, store_new_texts

from .models import ThesaurusTerm, Topic

COLLECTION = "topics"  # of their texts in the room of translations; keys are "<slug>/label"
_COLUMNS = {"label": "labels", "description": "descriptions"}


@transaction.atomic
def set_topics(entries: Iterable[Mapping[str, Any]]) -> int:
    """Make these the city's topics, in this order; others are retired, never deleted. Returns their number.

    Each entry: slug, label {language: text}, optional description {language: text}. What a person has
    translated since stays.
    """
    entries = list(entries)
    said = {f"{entry['slug']}/{fact}": entry.get(fact, {}) for entry in entries for fact in _COLUMNS}
    held = keep_labels(COLLECTION, said, own=settings.LANGUAGE_CODE)
    slugs = []
    for order, entry in enumerate(entries):
        values = {
            "labels": held[f"{entry['slug']}/label"],
            "descriptions": held[f"{entry['slug']}/description"],
            "order": order,
            "is_active": True,
        }
        Topic.objects.update_or_create(slug=entry["slug"], defaults=values)
        slugs.append(entry["slug"])
    Topic.objects.exclude(slug__in=slugs).update(is_active=False)
    return len(slugs)


@transaction.atomic
def translate_topics(
    language: str, texts: Mapping[str, NewText], *, by: str, seen: Mapping[str, int] | None = None
) -> int:
    """Store what topics are called in `language`; as `store_new_texts` of the room of translations."""
    number = store_new_texts(COLLECTION, language, texts, by=by, seen=seen)
    for topic in Topic.objects.select_for_update():
        mine = {fact: texts.get(f"{topic.slug}/{fact}") for fact in _COLUMNS}
        for fact, new in mine.items():
            if new:
                getattr(topic, _COLUMNS[fact])[language] = new.text
        if any(mine.values()):
            topic.save(update_fields=list(_COLUMNS.values()))
    return number


@transaction.atomic
def set_thesaurus(entries: Iterable[Mapping[str, str]]) -> int:
    """Make these the words by which people ask, in place of those before; returns their number.

    Each entry: topic (its slug), concept, language, term. Raises ValueError for a topic that is not there.
    """
    rows = [
        ThesaurusTerm(
            topic_id=entry["topic"],
            concept=entry["concept"],
            language=entry["language"],
            text=entry["term"],
        )
        for entry in entries
    ]
    known = set(Topic.objects.values_list("slug", flat=True))
    if unknown := {row.topic_id for row in rows} - known:
        raise ValueError(f"the thesaurus names topics that are not there: {', '.join(sorted(unknown))}")
    ThesaurusTerm.objects.all().delete()
    ThesaurusTerm.objects.bulk_create(rows, batch_size=1_000)
    return len(rows)
