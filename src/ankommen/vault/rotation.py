"""Sealing everything again under the newest key, while the program works.

A batch is read, and only if something in it lies under an older key, its rows are locked, turned and written.
What is turned already is passed over, so a run that was interrupted is carried on by the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from ankommen.engines.sealing import SealBroken, key_of

from .keychecks import release_keys
from .models import KeyCheck
from .queries import ring
from .registry import SealedColumn, kinds_of_digests, sealed_columns

BATCH = 100  # rows that are locked together
_UNREADABLE = (SealBroken, ValueError)

Progress = Callable[[str, int], None]  # of which column how many rows are done


@dataclass
class Holding:
    """What a column holds: how many values by key."""

    name: str
    keys: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Verdict:
    """Whether a key can leave the ring: it can if it is needed for nothing."""

    key: str
    needed_for: list[str]
    is_here: bool


def holdings() -> list[Holding]:
    """What lies under which key, column by column; nothing is opened."""
    return [_holding(column) for column in sealed_columns()]


def seal_again(progress: Progress = lambda name, done: None) -> dict[str, int]:
    """Seal all values that lie under an older key again under the newest, and renew the digests that can be.

    Returns how many values of which column do not open; they stay as they are.
    """
    broken = {column.name: _turn_column(column, progress) for column in sealed_columns()}
    for kind in kinds_of_digests():
        if kind.renew:
            kind.renew()
    return {name: number for name, number in broken.items() if number}


def verdicts(held: list[Holding], *, renewed: bool) -> list[Verdict]:
    """Of every key on the ring, in the data or noted: what it is needed for.

    renewed: whether digests that can be renewed just were.
    """
    keys, noted = ring(), dict(KeyCheck.objects.values_list("pk", "needed"))
    values = sum((holding.keys for holding in held), Counter[str]())
    kinds = [kind.what for kind in kinds_of_digests() if not (renewed and kind.renew) and kind.exist()]
    names = dict.fromkeys([*keys.keys, *values, *(name for name, is_needed in noted.items() if is_needed)])
    return [
        Verdict(
            name,
            _uses(
                seals=name == keys.newest,
                values=values[name],
                digests=kinds if noted.get(name, True) else [],
            ),
            name in keys.keys,
        )
        for name in names
    ]


def release(found: list[Verdict]) -> None:
    """Let the program start without the keys that nothing needs."""
    release_keys({verdict.key for verdict in found if not verdict.needed_for})


def _uses(*, seals: bool, values: int, digests: list[str]) -> list[str]:
    if seals:
        return ["sealing"]
    number = [f"sealed values ({values})"] if values else []
    return number + sorted(digests)


def _holding(column: SealedColumn) -> Holding:
    holding = Holding(column.name)
    for page in _pages(column):
        for row in page:
            holding.keys.update(_keys_in(column, row))
    return holding


def _pages(column: SealedColumn) -> Iterator[list[Any]]:
    page = list(column.rows()[:BATCH])
    while page:
        yield page
        page = list(column.rows().filter(pk__gt=page[-1].pk)[:BATCH])


def _keys_in(column: SealedColumn, row: Any) -> list[str]:
    """The keys that the sealed values of a row lie under; "" for what is none."""
    found: list[str] = []

    def note(sealed: bytes, place: str) -> bytes:
        found.append(key_of(sealed))
        return sealed

    try:
        column.turned(row, note)
    except _UNREADABLE:
        found.append("")
    return found


def _turn_column(column: SealedColumn, progress: Progress) -> int:
    broken = done = 0
    for page in _pages(column):
        stale = [row.pk for row in page if set(_keys_in(column, row)) - {ring().newest}]
        if stale:
            broken += _turn_rows(column, stale)
        done += len(page)
        progress(column.name, done)
    return broken


@transaction.atomic
def _turn_rows(column: SealedColumn, numbers: list[Any]) -> int:
    """Turn these rows as they are now; returns how many do not open."""
    broken = 0
    for row in column.rows().filter(pk__in=numbers).select_for_update():
        try:
            content = column.turned(row, _turned)
        except _UNREADABLE:
            broken += 1
        else:
            type(row)._base_manager.filter(pk=row.pk).update(**{column.column: content})
    return broken


def _turned(sealed: bytes, place: str) -> bytes:
    keys = ring()
    return keys.seal(keys.open(sealed, place=place), place=place)
