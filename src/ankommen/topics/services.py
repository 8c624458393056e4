"""Door of the topics room for changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from .models import Topic


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
