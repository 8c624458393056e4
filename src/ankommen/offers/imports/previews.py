"""What storing a file would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from ..models import Source
from ..storing import Entry, Stored
from .building import Built
from .context import Unknown
from .problems import Problem
from .records import RawRecord
from .samples import Samples


class HasErrors(Exception):
    """Records have errors, and nobody said that they may be left out."""


@dataclass(frozen=True)
class Gone:
    """A record of the source that the file no longer has: to be taken out by somebody, never by itself."""

    kind: str
    id: UUID
    key: str
    title: str


@dataclass(frozen=True)
class Imported:
    """What an import did, in numbers of records. left_out: with errors."""

    stored: Stored
    left_out: int


@dataclass
class Preview:
    """What would happen, in numbers of records; nothing is stored yet.

    counts: kind -> new, changed, same. bad: records with errors. problems: the first ones, in the order of
    the file; further: how many more there are. gone: records of the source that the file no longer has.
    unknown: headings that mean nothing here; unknown_words: field -> word -> how often it came. samples: by
    kind; titles: of providers and places that come with the file, by id. mark: what would be done as one
    digest: the same again as long as neither the file nor what stands changes.
    """

    source: Source
    counts: dict[str, Stored] = field(default_factory=dict)
    bad: int = 0
    problems: list[Problem] = field(default_factory=list)
    further: int = 0
    gone: list[Gone] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    unknown_words: Unknown = field(default_factory=dict)
    samples: dict[str, Samples] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    mark: str = ""
    read: Callable[[], Iterator[tuple[RawRecord, Built]]] = field(default=lambda: iter(()), repr=False)

    @property
    def total(self) -> Stored:
        """All kinds together."""
        return sum(self.counts.values(), Stored())

    def entries(self) -> Iterator[Entry]:
        """All that is good, read from the file again."""
        for _raw, built in self.read():
            if not built.is_bad:
                yield from built.entries
