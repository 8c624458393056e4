"""The categories of the city's map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction

from ankommen.translations.services import NewText, keep_labels, store_new_texts

from ..models import Category

COLLECTION = "categories"  # of their names in the room of translations; keys are "<slug>/label"


@transaction.atomic
def set_categories(entries: Iterable[Mapping[str, Any]]) -> int:
    """Make these the categories of the map, in this order; others are retired, never deleted.

    Returns their number. Each entry: slug, label {language: text}. What a person has translated since stays.
    """
    entries = list(entries)
    said = {f"{entry['slug']}/label": entry["label"] for entry in entries}
    held = keep_labels(COLLECTION, said, own=settings.LANGUAGE_CODE)
    slugs = []
    for order, entry in enumerate(entries):
        values = {"labels": held[f"{entry['slug']}/label"], "order": order, "is_active": True}
        Category.objects.update_or_create(slug=entry["slug"], defaults=values)
        slugs.append(entry["slug"])
    Category.objects.exclude(slug__in=slugs).update(is_active=False)
    return len(slugs)


@transaction.atomic
def translate_categories(
    language: str, texts: Mapping[str, NewText], *, by: str, seen: Mapping[str, int] | None = None
) -> int:
    """Store what categories are called in `language`; as `store_new_texts` of the room of translations."""
    number = store_new_texts(COLLECTION, language, texts, by=by, seen=seen)
    for category in Category.objects.select_for_update():
        if new := texts.get(f"{category.slug}/label"):
            category.labels[language] = new.text
            category.save(update_fields=["labels"])
    return number
