"""What can happen, as the rooms declare it, and how much of its time the journal may keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Verb:
    """What can happen. `sentence` is English and goes through gettext; `coarse` forbids ids and keeps only
    the week.
    """

    name: str
    sentence: str
    coarse: bool = False


_verbs: dict[str, Verb] = {}


def declare_verbs(room: str, sentences: Mapping[str, str], *, coarse: bool = False) -> None:
    """Make the verbs "room.name" known. Called once, from the room's `apps.py`."""
    for name, sentence in sentences.items():
        _verbs[f"{room}.{name}"] = Verb(f"{room}.{name}", sentence, coarse)


def declared(verb: str) -> Verb:
    """The verb as its room declared it. Raises KeyError for any other."""
    return _verbs[verb]


def declared_verbs() -> list[Verb]:
    """All verbs, by name."""
    return sorted(_verbs.values(), key=lambda verb: verb.name)


def monday_of(instant: datetime) -> datetime:
    """The beginning of the week in local time: all that a coarse entry keeps of its time."""
    local = timezone.localtime(instant)
    monday = local - timedelta(days=local.weekday())
    return monday.replace(hour=0, minute=0, second=0, microsecond=0)
