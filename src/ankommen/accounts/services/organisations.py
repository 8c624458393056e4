"""The city's organisations and the laws of secrecy that they work under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from ..models import Organisation, Regime


def set_regimes(entries: Iterable[Mapping[str, Any]]) -> None:
    """Add or update the legal regimes. Each entry: slug; label, law, complaint {name, website},
    closed_case_months. Raises KeyError for an entry without them.
    """
    for entry in entries:
        facts = {key: entry[key] for key in ("label", "law", "complaint", "closed_case_months")}
        Regime.objects.update_or_create(slug=entry["slug"], defaults={"facts": facts})


@transaction.atomic
def set_organisations(entries: Iterable[Mapping[str, Any]]) -> int:
    """Add or update the city's organisations; returns their number. Each entry: slug, name, kind, optional
    regime (slug) and topics [slug].
    """
    number = 0
    for entry in entries:
        organisation, _ = Organisation.objects.update_or_create(
            slug=entry["slug"],
            defaults={"name": entry["name"], "kind": entry["kind"], "regime_id": entry.get("regime")},
        )
        organisation.topics.set(entry.get("topics", []))
        number += 1
    return number
