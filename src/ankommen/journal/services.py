"""Doors of the journal for changes: declare verbs, record, note what was seen, seal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Protocol

from django.db import models, transaction
from django.utils import timezone

from .erasures import keep_erasure_file, note_change, note_erasure, note_repeated
from .models import Entry, EntryObject
from .reads import PresentRequest, Sight, present_request
from .sealing import seal_journal
from .verbs import declare_purposes, declare_verbs, declared, monday_of

__all__ = (
    "Actor",
    "Fact",
    "declare_purposes",
    "declare_verbs",
    "keep_erasure_file",
    "note_change",
    "note_erasure",
    "note_repeated",
    "note_seen",
    "record",
    "seal_journal",
    "write_reads",
)

Fact = str | int | bool | None
_CODE = re.compile(r"[\w.:/+-]{0,200}")  # one word: full names, addresses and sentences have blanks or "@"


class Actor(Protocol):
    """Whoever acts: an account, or None for the system itself."""

    def journal_values(self) -> dict[str, str]:
        """The account's number, its role and its organisation, as of now."""


def record(
    verb: str,
    target: models.Model | None = None,
    *,
    by: Actor | None,
    purpose: str = "",
    grant: str = "",
    **facts: Fact,
) -> Entry:
    """Write down that `by` did `verb` to `target`. Facts are counts, states and codes, never personal data.

    purpose: a code. grant: the number of the grant that opened the object. Raises KeyError for an undeclared
    verb, ValueError if a coarse verb is given an object or a grant, or if a fact is more than one word.
    """
    is_coarse = declared(verb).coarse
    if is_coarse and (target is not None or grant):
        raise ValueError(f"{verb} is coarse: it names no object and no grant")
    _refuse_sentences({"purpose": purpose, "grant": grant, **facts})
    present = present_request()
    entry = Entry(
        at=monday_of(timezone.now()) if is_coarse else timezone.now(),
        verb=verb,
        object_type=target._meta.label_lower if target is not None else "",
        object_id=str(target.pk) if target is not None else "",
        purpose=purpose,
        grant=grant,
        # The entries beside it have a second: a coarse entry must not be joined to them.
        request=present.number if present and not is_coarse else "",
        facts=dict(facts),
        **(by.journal_values() if by is not None and not is_coarse else {}),
    )
    entry.save(force_insert=True)
    return entry


def note_seen(objects: Iterable[models.Model], *, by: Actor | None, purpose: str, grant: str = "") -> None:
    """Say that protected `objects` of one class are shown to `by`. Without any, nothing is noted.

    purpose: a code. grant: the number of the grant that opened them. In a request the entry `<room>.seen` is
    written before the answer leaves, one for each class, purpose and grant; call it before an answer begins
    to stream. Outside a request it is written at once. Raises KeyError if the room declares no verb "seen",
    ValueError for objects of several classes, of a room whose entries are coarse, and for a purpose that is
    more than one word.
    """
    shown = list(objects)
    if not shown:
        return
    sight = Sight(
        verb=f"{shown[0]._meta.app_label}.seen",
        object_type=shown[0]._meta.label_lower,
        purpose=purpose,
        grant=grant,
        **(by.journal_values() if by is not None else {}),
    )
    if declared(sight.verb).coarse:
        raise ValueError(f"{sight.verb} is coarse: it names no object")
    if any(one._meta.label_lower != sight.object_type for one in shown):
        raise ValueError("note objects of one class at a time")
    _refuse_sentences({"purpose": purpose, "grant": grant})
    numbers = dict.fromkeys(str(one.pk) for one in shown)
    if present := present_request():
        present.seen[sight] |= numbers
    else:
        _write_sight(sight, list(numbers))


@transaction.atomic
def write_reads(present: PresentRequest) -> None:
    """Write what was noted in a request."""
    for sight, numbers in present.seen.items():
        _write_sight(sight, list(numbers), request=present.number)


@transaction.atomic
def _write_sight(sight: Sight, numbers: list[str], *, request: str = "") -> None:
    alone = numbers[0] if len(numbers) == 1 else ""
    entry = Entry.objects.create(at=timezone.now(), object_id=alone, request=request, **asdict(sight))
    if not alone:
        EntryObject.objects.bulk_create(
            EntryObject(entry=entry, object_type=sight.object_type, object_id=number) for number in numbers
        )


def _refuse_sentences(facts: Mapping[str, Fact]) -> None:
    for name, fact in facts.items():
        if isinstance(fact, str) and not _CODE.fullmatch(fact):
            raise ValueError(f"the journal takes codes and numbers, no sentences: {name}")
