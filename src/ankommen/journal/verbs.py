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
_purposes: dict[str, str] = {}


def declare_verbs(room: str, sentences: Mapping[str, str], *, coarse: bool = False) -> None:
    """Make the verbs "room.name" known. Called once, from the room's `apps.py`.

    sentences: English, marked with `gettext_noop`, or no translator finds them.
    """
    for name, sentence in sentences.items():
        _verbs[f"{room}.{name}"] = Verb(f"{room}.{name}", sentence, coarse)


def declare_purposes(words: Mapping[str, str]) -> None:
    """Say what the codes of purposes mean, in English marked with `gettext_noop`. Called as declare_verbs."""
    _purposes.update(words)


def declared(verb: str) -> Verb:
    """The verb as its room declared it. Raises KeyError for any other."""
    return _verbs[verb]


def declared_verbs() -> list[Verb]:
    """All verbs, by name."""
    return sorted(_verbs.values(), key=lambda verb: verb.name)


def verb_sentences() -> dict[str, str]:
    """The English sentence of each verb."""
    return {verb.name: verb.sentence for verb in declared_verbs()}


def purpose_sentences() -> dict[str, str]:
    """The English words of each purpose."""
    return dict(_purposes)


def sentence_of(verb: str) -> str:
    """Its English sentence, to be translated where it is shown; the verb itself where its room is gone."""
    return _verbs[verb].sentence if verb in _verbs else verb


def sentence_of_purpose(purpose: str) -> str:
    """Its English words, to be translated where they are shown; the code itself where nobody declared it."""
    return _purposes.get(purpose, purpose)


def is_coarse(verb: str) -> bool:
    """Whether entries of the verb keep only their week."""
    return verb in _verbs and _verbs[verb].coarse


def monday_of(instant: datetime) -> datetime:
    """The beginning of the week in local time: all that a coarse entry keeps of its time."""
    local = timezone.localtime(instant)
    monday = local - timedelta(days=local.weekday())
    return monday.replace(hour=0, minute=0, second=0, microsecond=0)
