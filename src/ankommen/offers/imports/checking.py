"""A file checked as a whole, and stored as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from ankommen.engines import gate
from ankommen.ui.refused import sentence_of

from ..duplicates import Lookalikes, public_lookalikes
from ..facts import OfferFacts, PlaceFacts
from ..faults import Code, note
from ..kinds import EVENT, KINDS, OFFER, PROVIDER, RESPONSIBILITY, Kind
from ..models import Record, Revision, Source
from ..references import References, the_references
from ..storing import BATCH, Entry, Stored, standing_of, store_entries
from .bodies import provider_of, responsibility_of
from .building import Built
from .context import Context, Standing, standing_of_source
from .events import event_of
from .headings import check_fields
from .mapping import Decided, decided_for, mapping_with
from .offers import offer_of
from .problems import Problem, problem_of
from .reading import Source as File
from .reading import Unreadable, open_source
from .records import RawRecord

MOST_PROBLEMS = 5_000  # that are kept with their sentences; the others are counted
BY = "import"
_BUILDERS: Mapping[str, Callable[[RawRecord, Context], Built]] = {
    "offer": offer_of,
    "provider": provider_of,
    "responsibility": responsibility_of,
    "event": event_of,
}
_MAIN = {"offers": OFFER, "providers": PROVIDER, "responsibilities": RESPONSIBILITY, "events": EVENT}

Progress = Callable[[int], None]
_Where = tuple[RawRecord, Sequence[PlaceFacts]]  # where a record stands in the file, and where it takes place


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
    unknown: headings that mean nothing here.
    """

    source: Source
    counts: dict[str, Stored] = field(default_factory=dict)
    bad: int = 0
    problems: list[Problem] = field(default_factory=list)
    further: int = 0
    gone: list[Gone] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
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


@dataclass(frozen=True)
class _Job:
    """All that decides how a file is read, so that a second reading says the same as the first."""

    source: Source
    file: File
    decided: Decided
    references: References
    standing: Standing
    clean: bool

    def __call__(self) -> Iterator[tuple[RawRecord, Built]]:
        context = Context(self.source, self.standing, self.references, self.decided, clean=self.clean)
        for raw in self.file.records(context):
            yield raw, _built(raw, context)


def _built(raw: RawRecord, context: Context) -> Built:
    if any(each.code == Code.NOT_A_RECORD for each in raw.faults):
        return Built(KINDS[raw.kind], faults=[*raw.faults])
    return _BUILDERS[raw.kind](raw, context)


def check_import(
    source: Source,
    data: bytes,
    name: str,
    *,
    kind: str = "offers",
    decided: Decided | None = None,
    cleaned: bool = False,
    progress: Progress = lambda number: None,
) -> Preview:
    """What storing a file would do, and what is wrong with it. Raises Unreadable and BadColumns.

    source: may be new and not stored yet; what was decided for it goes on top of what it remembers. name: of
    the file. kind: what a table holds: offers, providers or responsibilities. cleaned: take repairs that
    leave no doubt, texts without HTML and swapped coordinates. progress: is told the number of records read,
    every 500.
    """
    decided = (decided or Decided()).after(decided_for(source, kind))
    check_fields(kind, decided.facts)
    file = open_source(data, name, kind, decided)
    job = _Job(source, file, decided, the_references(), standing_of_source(source), cleaned)
    source.mapping = mapping_with(source, kind, decided)
    preview = Preview(source, unknown=file.columns.unknown, read=job)
    for heading in preview.unknown:
        said = note("", Code.UNKNOWN_COLUMN)
        preview.problems.append(Problem(name, 0, heading, said.code, said.sentence, said.level))
    try:
        _Checking(preview, _MAIN[file.kind]).run(progress)
    except gate.Refused as refusal:
        raise Unreadable(sentence_of(refusal)) from refusal
    return preview


@transaction.atomic
def store_import(preview: Preview, *, by: str = BY, leave_out: bool = False) -> Imported:
    """Store all good records of a file in one transaction, and what was decided about its columns and words.

    leave_out: go on though records have errors; raises HasErrors otherwise. by: "import", or the number of an
    account.
    """
    if preview.bad and not leave_out:
        raise HasErrors
    preview.source.save()
    return Imported(store_entries(preview.entries(), source=preview.source, by=by), preview.bad)


class _Checking:
    """Fills a preview while the file is read for the first time."""

    def __init__(self, preview: Preview, main: Kind) -> None:
        self._preview, self._main = preview, main
        self._batches: dict[str, list[tuple[Entry, _Where | None]]] = {name: [] for name in KINDS}
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

    def _take(self, raw: RawRecord, built: Built) -> None:
        for each in built.faults:
            self._add(problem_of(raw, each))
        if built.kind is self._main and built.id:
            self._in_file.add(built.id)  # a record with errors is still in the file
        if built.is_bad:
            self._preview.bad += 1
            return
        for entry in built.entries:
            where = (raw, built.places) if entry.id == built.id else None
            self._batches[entry.kind.name].append((entry, where))
        for name, batch in self._batches.items():
            if len(batch) >= BATCH:
                self._flush(name)

    def _flush(self, name: str) -> None:
        batch, self._batches[name] = self._batches[name], []
        if not batch:
            return
        kind, entries = KINDS[name], [entry for entry, _where in batch]
        standing = standing_of(kind, entries)
        before = self._preview.counts.get(name, Stored())
        self._preview.counts[name] = before + standing.stored
        edited = _changed_here(standing.changed)
        for entry, where in batch:
            if where and entry.id in edited:
                self._add(problem_of(where[0], note("", Code.CHANGED_HERE)))
            if where and kind is OFFER and entry.id in standing.new:
                self._compare(entry, *where)

    def _compare(self, entry: Entry, raw: RawRecord, places: Sequence[PlaceFacts]) -> None:
        """Tell whether a new offer looks like one of another source."""
        if self._lookalikes is None:
            self._lookalikes = public_lookalikes(but=self._preview.source.slug)
        assert isinstance(entry.facts, OfferFacts)  # noqa: S101 (asked for offers only)
        if found := self._lookalikes.like(entry.facts.name, places):
            self._add(problem_of(raw, note("name", Code.LOOKS_LIKE, value=found.name, other=found.source)))

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
    rows = Revision.objects.filter(record_id__in=ids, state=Revision.State.DONE) if ids else ()
    for revision in rows:
        last[revision.record_id] = revision.by
    return {id for id, by in last.items() if by != BY}
