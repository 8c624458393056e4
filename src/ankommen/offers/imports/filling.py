"""A preview is filled while the file is read for the first time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from ..duplicates import Lookalikes, public_lookalikes
from ..facts import OfferFacts
from ..faults import Code, note
from ..kinds import KINDS, OFFER, PLACE, PROVIDER, Kind
from ..models import Record, Revision
from ..storing import BATCH, Entry, Standing, Stored, standing_of
from .building import Built
from .previews import Gone, Preview
from .problems import Problem, problem_of
from .records import RawRecord
from .samples import Samples, titles_of

MOST_PROBLEMS = 5_000  # that are kept with their sentences; the others are counted
BY = "import"
Progress = Callable[[int], None]


@dataclass(frozen=True)
class _Placed:
    """An entry, and where it stands in the file."""

    entry: Entry
    raw: RawRecord
    built: Built

    @property
    def is_main(self) -> bool:
        """Whether it is what the record is about, and not what that needs."""
        return self.entry.id == self.built.id


class Filling:
    """Fills a preview while the file is read for the first time."""

    def __init__(self, preview: Preview, main: Kind) -> None:
        self._preview, self._main = preview, main
        self._batches: dict[str, list[_Placed]] = {name: [] for name in KINDS}
        self._mark = hashlib.sha256()
        self._in_file: set[UUID] = set()
        self._lookalikes: Lookalikes | None = None

    def run(self, progress: Progress) -> None:
        """Read all of the file."""
        number = 0
        for number, (raw, built) in enumerate(self._preview.read(), start=1):
            self._take(raw, built)
            if number % BATCH == 0:
                progress(number)
        progress(number)
        for name in KINDS:
            self._flush(name)
        self._preview.problems.sort(key=lambda each: each.row)
        self._preview.gone = list(self._gone())
        self._mark.update(repr((self._preview.bad, len(self._preview.gone))).encode())
        self._preview.mark = self._mark.hexdigest()[:32]

    def _take(self, raw: RawRecord, built: Built) -> None:
        for each in built.faults:
            self._add(problem_of(raw, each))
        if built.kind is self._main and built.id:
            self._in_file.add(built.id)  # a record with errors is still in the file
        if built.is_bad:
            self._preview.bad += 1
            return
        for entry in built.entries:
            self._batches[entry.kind.name].append(_Placed(entry, raw, built))
        for name, batch in self._batches.items():
            if len(batch) >= BATCH:
                self._flush(name)

    def _flush(self, name: str) -> None:
        batch, self._batches[name] = self._batches[name], []
        if not batch:
            return
        kind, entries = KINDS[name], [each.entry for each in batch]
        standing = standing_of(kind, entries)
        self._tell(kind, batch, standing)
        edited = _changed_here(standing.changed)
        for each in batch:
            if each.entry.id in edited:
                self._add(problem_of(each.raw, note("" if each.is_main else name, Code.CHANGED_HERE)))
            if each.is_main and kind is OFFER and each.entry.id in standing.new:
                self._compare(each)

    def _tell(self, kind: Kind, batch: Sequence[_Placed], standing: Standing) -> None:
        """Put numbers, samples and the mark of some entries into the preview."""
        preview, name = self._preview, kind.name
        preview.counts[name] = preview.counts.get(name, Stored()) + standing.stored
        preview.samples.setdefault(name, Samples()).take(
            [(each.entry, each.raw.row) for each in batch], standing
        )
        if kind in (PROVIDER, PLACE):
            preview.titles |= titles_of(kind, [each.entry for each in batch], standing)
        for each in batch:
            if each.entry.id in standing.new or each.entry.id in standing.changed:
                self._mark.update(repr((each.entry, standing.before.get(each.entry.id))).encode())

    def _compare(self, new: _Placed) -> None:
        """Tell whether a new offer looks like one of another source."""
        if self._lookalikes is None:
            self._lookalikes = public_lookalikes(but=self._preview.source.slug)
        assert isinstance(new.entry.facts, OfferFacts)  # noqa: S101 (asked for offers only)
        if found := self._lookalikes.like(new.entry.facts.name, new.built.places):
            said = note("name", Code.LOOKS_LIKE, value=found.name, other=found.source)
            self._add(problem_of(new.raw, said))

    def _add(self, problem: Problem) -> None:
        if len(self._preview.problems) < MOST_PROBLEMS:
            self._preview.problems.append(problem)
        else:
            self._preview.further += 1

    def _gone(self) -> Iterator[Gone]:
        rows = self._main.model._default_manager.filter(source=self._preview.source.slug)
        title = self._main.title
        for pk, key, called in rows.exclude(state=Record.State.WITHDRAWN).values_list(
            "id", "source_key", title
        ):
            if pk not in self._in_file:
                yield Gone(self._main.name, pk, key, called)


def _changed_here(ids: set[UUID]) -> set[UUID]:
    """Those whose last change was not an import."""
    last: dict[UUID, str] = {}
    said = (Revision.Act.CHANGED, Revision.Act.SPELLING)
    done = Revision.objects.filter(state=Revision.State.DONE, act__in=said)
    rows = done.filter(record_id__in=ids) if ids else ()
    for revision in rows:
        last[revision.record_id] = revision.by
    return {id for id, by in last.items() if by != BY}
