"""Doors of the accounts room for changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from ankommen.journal.services import record

from .guesses import forget_guesses as forget_guesses
from .models import Membership, Organisation, Regime, Role, User


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


@transaction.atomic
def create_member(
    *, username: str, full_name: str, password: str | None, organisation: str, role: str, by: User | None
) -> User:
    """Make an account with one membership that begins today.

    organisation: its slug. role: a value of Role; ValueError for any other. password: None makes an account
    that nobody can log in to yet.
    """
    user = User.objects.create_user(username, password, full_name=full_name)
    Membership.objects.create(user=user, organisation_id=organisation, role=Role(role))
    record("accounts.created", user, by=by)
    return user
