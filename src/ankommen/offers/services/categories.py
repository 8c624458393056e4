"""The categories of the city's map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from ..models import Category


@transaction.atomic
def set_categories(entries: Iterable[Mapping[str, Any]]) -> int:
    """Make these the categories of the map, in this order; others are retired, never deleted.

    Returns their number. Each entry: slug, label {language: text}.
    """
    slugs = []
    for order, entry in enumerate(entries):
        values = {"labels": dict(entry["label"]), "order": order, "is_active": True}
        Category.objects.update_or_create(slug=entry["slug"], defaults=values)
        slugs.append(entry["slug"])
    Category.objects.exclude(slug__in=slugs).update(is_active=False)
    return len(slugs)
