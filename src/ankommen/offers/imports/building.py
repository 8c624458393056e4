"""What one record of a file becomes: entries to store, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ..facts import Facts, PlaceFacts
from ..faults import Code, Fault, Level, fault
from ..kinds import Kind
from ..rules import faults_of
from ..storing import Entry
from .cells import CellReader
from .context import Context
from .records import RawRecord


@dataclass
class Built:
    """What a record becomes. entries: its own comes last, what it needs goes before it.

    id: None where not even its key can be told. places: where an offer takes place, also where they stand
    already.
    """

    kind: Kind
    id: UUID | None = None
    key: str = ""
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    places: list[PlaceFacts] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        """Whether it must not be stored."""
        return any(each.level is Level.ERROR for each in self.faults)


def finish(
    built: Built,
    raw: RawRecord,
    cells: CellReader,
    facts: Facts,
    context: Context,
    *,
    confirmed_on: date | None = None,
) -> Built:
    """The record with its own entry and all its faults; a key that came before in the file is one."""
    ruled = faults_of(facts, context.references, confirmed_on=confirmed_on, today=context.today)
    built.faults += [*raw.faults, *cells.faults]
    add_new(built.faults, ruled)
    if built.id and (first := context.seen.setdefault(built.id, raw.row)) != raw.row:
        built.faults.append(fault("key", Code.KEY_TWICE, value=built.key, row=first))
    if built.id:
        built.entries.append(Entry(built.kind, built.id, built.key, facts, confirmed_on, raw.state))
    return built


def add_new(faults: list[Fault], more: Sequence[Fault]) -> None:
    """Add faults of fields of which nothing is said yet: one sentence a cell is enough."""
    said = {each.field for each in faults if each.level is Level.ERROR}
    faults += [each for each in more if each.field not in said]
