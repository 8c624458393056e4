"""Doors of the journal for changes: declare verbs, record, subscribe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import models
from django.utils import timezone

from .models import Entry


class Actor(Protocol):
    """Whoever acts: an account, or None for the system itself."""

    def journal_values(self) -> dict[str, str]:
        """The account's number, its role and its organisation, as of now."""


@dataclass(frozen=True)
class Verb:
    """What can happen. `sentence` is English and goes through gettext; `coarse` forbids ids and keeps only
    the week.
    """

    name: str
    sentence: str
    coarse: bool = False


_verbs: dict[str, Verb] = {}
_listeners: defaultdict[str, list[Callable[[Entry], None]]] = defaultdict(list)


def declare_verbs(room: str, sentences: Mapping[str, str], *, coarse: bool = False) -> None:
    """Make the verbs "room.name" known. Called once, from the room's `apps.py`."""
    for name, sentence in sentences.items():
        _verbs[f"{room}.{name}"] = Verb(f"{room}.{name}", sentence, coarse)


def subscribe(verb: str, listener: Callable[[Entry], None]) -> None:
    """Call `listener` with each new entry of `verb`, inside the same transaction."""
    _listeners[verb].append(listener)


def record(
    verb: str,
    target: models.Model | None = None,
    *,
    by: Actor | None,
    purpose: str = "",
    **facts: str | int | bool | None,
) -> Entry:
    """Write down that `by` did `verb` to `target`. Facts are counts, states and codes, never personal data.

    Raises KeyError for an undeclared verb, ValueError if a coarse verb is given an object.
    """
    declared = _verbs[verb]
    if declared.coarse and target is not None:
        raise ValueError(f"{verb} is coarse: it names no object")
    entry = Entry(
        at=_monday_of(timezone.now()) if declared.coarse else timezone.now(),
        verb=verb,
        object_type=target._meta.label_lower if target is not None else "",
        object_id=str(target.pk) if target is not None else "",
        purpose=purpose,
        facts=dict(facts),
        **(by.journal_values() if by is not None and not declared.coarse else {}),
    )
    entry.save(force_insert=True)
    for listener in _listeners[verb]:
        listener(entry)
    return entry


def sentence_of(verb: str) -> str:
    """The English sentence of a verb, to be translated where it is shown."""
    return _verbs[verb].sentence


def _monday_of(instant: datetime) -> datetime:
    local = timezone.localtime(instant)
    monday: Any = local - timedelta(days=local.weekday())
    return monday.replace(hour=0, minute=0, second=0, microsecond=0)  # type: ignore[no-any-return]
