"""Door of the topics room for changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from .models import ThesaurusTerm, Topic


@transaction.atomic
def set_topics(entries: Iterable[Mapping[str, Any]]) -> int:
    """Make these the city's topics, in this order; others are retired, never deleted. Returns their number.

    Each entry: slug, label {language: text}, optional description {language: text}.
    """
    slugs = []
    for order, entry in enumerate(entries):
        values = {
            "labels": dict(entry["label"]),
            "descriptions": dict(entry.get("description", {})),
            "order": order,
            "is_active": True,
        }
        Topic.objects.update_or_create(slug=entry["slug"], defaults=values)
        slugs.append(entry["slug"])
    Topic.objects.exclude(slug__in=slugs).update(is_active=False)
    return len(slugs)


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
