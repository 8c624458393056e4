"""How rows about a person are handed out to them: labels and values in the language that is active."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ankommen.engines.dataprotection import Fact
from ankommen.engines.languages import language

from .models import Case, Client, Consent, EmergencyAccess, Grant, InterviewLink, Note
from .queries import needs_in


def client_facts(client: Client) -> list[Fact]:
    """Names, language, contact and special categories."""
    contact, special = client.contact, client.special
    return [
        *_columns(client, "name", "own_name"),
        Fact("language", _("Language"), language(client.language).endonym),
        Fact("phone", _("Phone"), contact.get("phone", "")),
        Fact("email", _("E-mail"), contact.get("email", "")),
        Fact("address", _("Address"), contact.get("address", "")),
        Fact("health", _("Health"), special.get("health", "")),
        Fact("disability", _("Disability"), special.get("disability", "")),
        Fact("protection", _("Protection from violence"), special.get("protection", "")),
    ]


def case_facts(case: Case) -> list[Fact]:
    """Number, office, state and days. Who is responsible is not said by name."""
    return [
        *_columns(case, "number", "organisation", "site", "state", "opened_on", "active_on"),
        *_columns(case, "closed_on", "close_reason", "blocked_on", "block_reason"),
    ]


def note_facts(note: Note) -> list[Fact]:
    """A note with its day and office; nothing of a protected one."""
    if note.is_protected:
        return []
    return [
        Fact("written_at", _("When"), date_format(localtime(note.written_at).date(), "DATE_FORMAT")),
        Fact("organisation", _("Office"), str(note.organisation)),
        *_columns(note, "text"),
    ]


def consent_facts(consent: Consent) -> list[Fact]:
    """Which text was agreed to, when and how."""
    return [
        Fact("given_on", _("When"), date_format(consent.given_on, "DATE_FORMAT")),
        Fact("text_version", _("Version of the text"), consent.text_version),
        Fact("language", _("Language"), language(consent.language).endonym),
        *_columns(consent, "given"),
    ]


def grant_facts(grant: Grant) -> list[Fact]:
    """Who may see or saw what, for what, until when."""
    groups = ", ".join([_("name and language"), *grant.group_labels])
    return [
        *_columns(grant, "to_organisation", "purpose"),
        Fact("groups", _("What they see"), groups),
        *_columns(grant, "basis", "given"),
        Fact("given_on", _("When"), date_format(grant.given_on, "DATE_FORMAT")),
        Fact("valid_until", _("Until"), date_format(grant.withdrawn_on or grant.valid_until, "DATE_FORMAT")),
    ]


def emergency_facts(access: EmergencyAccess) -> list[Fact]:
    """Which office opened the case in need, when, why, and whether that was justified."""
    return [
        Fact("began_at", _("When"), date_format(localtime(access.began_at).date(), "DATE_FORMAT")),
        Fact("organisation", _("Office"), str(access.organisation)),
        *_columns(access, "category", "reason", "review"),
    ]


def link_facts(link: InterviewLink) -> list[Fact]:
    """The needs that the link shows. The answers themselves open with the receipt code only."""
    needs = "; ".join(f"{need.client_topic}: {need.client_label}" for need in needs_in(link.case))
    return [
        Fact("needs", _("Needs found in the interview"), needs),
        Fact("valid_until", _("Until"), date_format(link.valid_until, "DATE_FORMAT")),
    ]


def _columns(row: Model, *names: str) -> Iterable[Fact]:
    for name in names:
        field: Any = row._meta.get_field(name)
        yield Fact(name, str(field.verbose_name), _in_words(row, field))


def _in_words(row: Model, field: Any) -> str:
    value = getattr(row, field.name)
    if value in (None, ""):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if field.get_internal_type() == "DateField":
        return date_format(value, "DATE_FORMAT")
    return str(value)
