"""The demo: invented people and interviews, made through the same services as real ones."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from ankommen.accounts.queries import active_accounts
from ankommen.accounts.services import create_member
from ankommen.interviews.queries import interview_number
from ankommen.interviews.services import store_demo_interview
from ankommen.questionnaires.queries import open_versions

from .city import folder_of, load_city, the_citys_folder


@dataclass(frozen=True)
class Persona:
    """Somebody to log in as."""

    username: str
    full_name: str
    role: str


PERSONAS = (
    Persona("jana", "Jana Brandt", "social_worker"),
    Persona("emre", "Emre Aydın", "questionnaire_editor"),
    Persona("halyna", "Halyna Kovalenko", "translator"),
    Persona("miriam", "Miriam Vogt", "project_lead"),
)


def seed_demo(city: str | None = None) -> Iterator[str]:
    """Fill the installation; says what it did. A second run adds nothing."""
    folder = folder_of(city) if city else the_citys_folder()
    loaded = load_city(folder)
    yield f"{loaded.name}: {loaded.districts} districts, {loaded.sites} sites."
    yield from _personas(folder)
    for workbook in sorted((folder / "questionnaires").glob("*.xlsx")):
        call_command("publish_questionnaire", str(workbook), release_all=True, verbosity=0)
        yield f"Questionnaire {workbook.name} is published."
    yield f"{_interviews(folder)} invented interviews added."


def _personas(folder: Path) -> Iterator[str]:
    known = set(active_accounts().values_list("username", flat=True))
    organisation = tomllib.loads((folder / "offices.toml").read_text(encoding="utf-8"))["offices"][0]["slug"]
    for persona in PERSONAS:
        if persona.username not in known:
            create_member(
                username=persona.username,
                full_name=persona.full_name,
                password=settings.DEMO_PASSWORD,
                organisation=organisation,
                role=persona.role,
                by=None,
            )
            yield f"{persona.full_name} can log in."


def _interviews(folder: Path) -> int:
    version = open_versions().first()
    if version is None or interview_number():
        return 0
    entries: list[dict[str, Any]] = json.loads((folder / "demo_answers.json").read_text(encoding="utf-8"))
    for number, entry in enumerate(entries):
        store_demo_interview(
            version,
            answers=entry["answers"],
            language=entry["language"],
            contact=entry["contact"],
            interpreter=entry["interpreter"],
            site=entry.get("site"),
            on=timezone.localdate() - timedelta(days=number % 5),
        )
    return len(entries)
