"""A town whose data a university asks for: two versions that links join, and the people of the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from ankommen.accounts.models import User
from ankommen.evaluation.exports import Design, Facts
from ankommen.evaluation.models import ResearchProject
from ankommen.evaluation.services import confirm_link, create_project, release_project
from ankommen.places.models import City
from ankommen.questionnaires.models import Version
from tests.accounts.factories import UserFactory
from tests.interviews.factories import NEEDS, SETTINGS, SURVEY, published_version

from .factories import held

LATER = SURVEY.replace("| flat     |", "| home_now |").replace("${flat}", "${home_now}")
CANARY = "Kanarienvogel"
FIRST_DAY = date(2026, 7, 6)
FRAME = ("interview:quarter", "interview:language", "interview:contact", "interview:interpreter")
DESIGN = Design(
    "test",
    (*FRAME, "people", "home_now", "town", "age"),
    (*FRAME, "town"),
    ("home_now",),
    {"people": (3, 6), "age": (6, 12)},
)


@dataclass
class Town:
    """Two versions, linked; and the people of the office."""

    versions: tuple[Version, Version]
    editor: User
    lead: User


def linked_town() -> Town:
    """Without any interview."""
    first = published_version()
    second = published_version(
        LATER, NEEDS.replace("${flat}", "${home_now}"), SETTINGS.replace("| test    | 1 ", "| test    | 2 ")
    )
    facts = {
        "figures": {"subjects": [], "breakdowns": []},
        "target": {"form_id": "test", "rule": "${town} = 'a'"},
    }
    City.objects.update(facts=facts)
    confirm_link(first, second, items=("flat", "home_now"), kind="renamed", by=None)
    confirm_link(first, second, items=("people", "people"), kind="same", by=None)
    return Town((first, second), UserFactory(role="questionnaire_editor"), UserFactory(role="project_lead"))


def hold_interviews(town: Town, number: int = 160) -> None:
    """In both versions, every kind of nothing among the answers."""
    first, second = town.versions
    for place in range(number):
        version, flat = ((first, "flat"), (second, "home_now"))[place % 2]
        answers: dict[str, Any] = {
            flat: ("none", "none", "got")[place // 4 % 3],
            "note": CANARY,
            "children": [{"age": place % 17, "wish": CANARY}] * (place // 2 % 2),
        }
        if not 16 <= place < 32:
            answers["town"] = None if place < 16 else "a"
        if answers[flat] == "none":
            answers["people"] = place // 4 % 8 + 1
        language, contact = ("de", "outreach") if place > 154 else ("ar", "desk")
        day = FIRST_DAY + timedelta(days=place % 90)
        held(version, on=day, answers=answers, language=language, contact=contact)


def facts(name: str = "study") -> Facts:
    """A project that ends in a hundred days."""
    ends_on = timezone.localdate() + timedelta(days=100)
    return Facts(name, "A study", "Learn something", "A university", ends_on)


def proposed(town: Town, name: str = "study", design: Design = DESIGN) -> ResearchProject:
    """By the editor."""
    return create_project(facts(name), design, by=town.editor)


def released(town: Town, name: str = "study", design: Design = DESIGN) -> ResearchProject:
    """Proposed by the editor, released by the lead."""
    return release_project(proposed(town, name, design), by=town.lead)
