"""The people of the demo: personas to log in as, and invented cases in which they meet."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ankommen.accounts.queries import active_accounts, open_invitations, organisations
from ankommen.accounts.services import Place, create_member, invite
from ankommen.cases.queries import cases_of
from ankommen.cases.services import (
    NewCase,
    Yes,
    add_note,
    change_client,
    close_case,
    open_case,
    open_in_emergency,
    share_case,
)
from ankommen.engines.papercodes import grouped

if TYPE_CHECKING:
    from ankommen.accounts.models import User
    from ankommen.cases.models import Case


@dataclass(frozen=True)
class Persona:
    """Somebody to log in as. at: a topic of the office where she works; empty for the city's first office."""

    username: str
    full_name: str
    role: str
    at: str = ""


PERSONAS = (
    Persona("jana", "Jana Brandt", "social_worker"),
    Persona("emre", "Emre Aydın", "questionnaire_editor"),
    Persona("halyna", "Halyna Kovalenko", "translator"),
    Persona("miriam", "Miriam Vogt", "project_lead"),
    Persona("amal", "Amal Haddad", "reception"),
    Persona("sabine", "Sabine Köhler", "team_lead"),
    Persona("tobias", "Tobias Lenz", "partner", at="work"),
    Persona("ewa", "Ewa Nowak", "school_placement", at="school"),
    Persona("rainer", "Rainer Thiele", "data_protection_officer"),
    Persona("deniz", "Deniz Arslan", "system_administrator"),
)
_RECEPTION, _LEAD = "amal", "sabine"


def add_personas(folder: Path) -> Iterator[str]:
    """Make those of PERSONAS that do not stand yet."""
    known = set(active_accounts().values_list("username", flat=True))
    offices = tomllib.loads((folder / "offices.toml").read_text(encoding="utf-8"))["offices"]
    for persona in PERSONAS:
        if persona.username not in known:
            create_member(
                username=persona.username,
                full_name=persona.full_name,
                password=settings.DEMO_PASSWORD,
                organisation=_workplace(persona, offices),
                role=persona.role,
                by=None,
            )
            yield f"{persona.full_name} can log in."


def add_invitation() -> str:
    """Let the team lead invite somebody, if no invitation is open; the code is said and stored nowhere."""
    lead = active_accounts().get(username=_LEAD)
    if open_invitations().exists():
        return "0 invitations added."
    _, code = invite(Place(lead.workplace.pk, "social_worker"), by=lead)
    return f"{lead.full_name} has invited a social worker. Code for /invitation/: {grouped(code)}"


def _workplace(persona: Persona, offices: list[dict[str, Any]]) -> str:
    """The first other office of the persona's topic, or the city's first office."""
    others = (office["slug"] for office in offices[1:] if persona.at in office["topics"])
    first: str = offices[0]["slug"]
    return next(others, first)


@transaction.atomic
def add_cases(folder: Path) -> str:
    """Open the city's invented cases, if there are any and none stands yet; says how many."""
    path = folder / "demo_cases.json"
    people = {user.username: user for user in active_accounts()}
    if not path.exists() or cases_of(people[_LEAD]).exists():
        return "0 invented cases added."
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    codes = [_add_case(entry, people) for entry in entries]
    return f"{len(entries)} invented cases added. Case code of {entries[0]['name']}: {grouped(codes[0])}"


def _add_case(entry: dict[str, Any], people: dict[str, User]) -> str:
    """Open one case and let happen in it what the entry tells; gives the person's code."""
    worker = people.get(entry.get("responsible", ""))
    facts = NewCase(
        name=entry["name"],
        language=entry["language"],
        own_name=entry["own_name"],
        contact=entry.get("contact", {}),
    )
    case, code = open_case(facts, Yes("de", "signed"), responsible=worker, by=worker or people[_RECEPTION])
    if worker:
        _work_on(case, entry, worker)
    if emergency := entry.get("emergency"):
        by = people[emergency["by"]]
        open_in_emergency(case, category=emergency["category"], reason=emergency["reason"], by=by)
    return code


def _work_on(case: Case, entry: dict[str, Any], worker: User) -> None:
    if special := entry.get("special"):
        case.client.special = special
        change_client(case, case.client, by=worker)
    for note in entry["notes"]:
        add_note(case, note["text"], is_protected=note.get("protected", False), by=worker)
    for grant in entry.get("shared", ()):
        share_case(
            case,
            to=organisations().get(pk=grant["to"]),
            purpose=grant["purpose"],
            groups=grant["groups"],
            until=timezone.localdate() + timedelta(days=grant["days"]),
            consent=Yes("de", "signed"),
            releases_secrecy=True,
            by=worker,
        )
    if reason := entry.get("closed"):
        close_case(case, reason, by=worker)
