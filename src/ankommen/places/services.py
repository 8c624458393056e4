"""Doors of the places room for changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from .models import City, District, Site


@transaction.atomic
def set_city(*, slug: str, name: str, facts: Mapping[str, Any], notice: Mapping[str, Any]) -> City:
    """Make this the city of the installation, in place of any other."""
    City.objects.exclude(slug=slug).delete()
    return City.objects.update_or_create(
        slug=slug, defaults={"name": name, "facts": dict(facts), "notice": dict(notice)}
    )[0]


@transaction.atomic
def set_districts(entries: Iterable[Mapping[str, Any]]) -> int:
    """Make these the districts, in this order; others are retired, never deleted. Each entry: slug, name,
    optional geometry, optional sketch.
    """
    slugs = []
    for order, entry in enumerate(entries):
        values = {
            "name": entry["name"],
            "geometry": entry.get("geometry"),
            "sketch": entry.get("sketch"),
            "order": order,
            "is_active": True,
        }
        District.objects.update_or_create(slug=entry["slug"], defaults=values)
        slugs.append(entry["slug"])
    District.objects.exclude(slug__in=slugs).update(is_active=False)
    return len(slugs)


@transaction.atomic
def set_sites(entries: Iterable[Mapping[str, Any]]) -> int:
    """Make these the sites, in this order; others are retired. Each entry: slug, name, kind, optional
    district (its slug).
    """
    slugs = []
    for order, entry in enumerate(entries):
        values = {
            "name": entry["name"],
            "kind": entry["kind"],
            "district_id": entry.get("district") or None,
            "order": order,
            "is_active": True,
        }
        Site.objects.update_or_create(slug=entry["slug"], defaults=values)
        slugs.append(entry["slug"])
    Site.objects.exclude(slug__in=slugs).update(is_active=False)
    return len(slugs)
