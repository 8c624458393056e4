"""Some records of each kind that a preview shows whole: what would be new, what would change and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from ..facts import Facts, in_one_line
from ..kinds import Kind
from ..storing import Entry, Standing

SHOWN = 5  # of each sort


@dataclass(frozen=True)
class Sample:
    """One record. before: what it says now, None for a new one."""

    id: UUID
    row: int
    after: Facts
    before: Facts | None = None


@dataclass
class Samples:
    """Of one kind: the first records of the file that are new, changed, as before."""

    new: list[Sample] = field(default_factory=list)
    changed: list[Sample] = field(default_factory=list)
    same: list[Sample] = field(default_factory=list)

    def take(self, entries: Sequence[tuple[Entry, int]], standing: Standing) -> None:
        """Keep the first of these entries, each with its row."""
        for entry, row in entries:
            if entry.id in standing.new:
                sort = self.new
            elif entry.id in standing.changed:
                sort = self.changed
            else:
                sort = self.same
            if len(sort) < SHOWN:
                sort.append(Sample(entry.id, row, entry.facts, standing.before.get(entry.id)))


def titles_of(kind: Kind, entries: Sequence[Entry], standing: Standing) -> dict[str, str]:
    """What records are called that come with the file: others may name them before they are stored."""
    return {str(e.id): _called(e.facts, kind) for e in entries if e.id in standing.new}


def _called(facts: Facts, kind: Kind) -> str:
    return in_one_line(str(getattr(facts, kind.title)), str(getattr(facts, "street", "")))
