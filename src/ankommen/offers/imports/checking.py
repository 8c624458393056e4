"""A file checked as a whole, and stored as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from ankommen.engines import gate

from ..faults import Code, note
from ..kinds import EVENT, KINDS, OFFER, PROVIDER, RESPONSIBILITY
from ..models import Source
from ..references import References, the_references
from ..storing import store_entries
from .bodies import provider_of, responsibility_of
from .building import Built
from .context import Context, Standing, Unknown, standing_of_source
from .events import event_of
from .filling import BY, Filling, Progress
from .headings import check_fields
from .mapping import Decided, decided_for, mapping_with
from .offers import offer_of
from .previews import HasErrors, Imported, Preview
from .problems import Problem
from .reading import MAX_ROWS, open_source, unreadable
from .reading import Source as File
from .records import RawRecord

_BUILDERS: Mapping[str, Callable[[RawRecord, Context], Built]] = {
    "offer": offer_of,
    "provider": provider_of,
    "responsibility": responsibility_of,
    "event": event_of,
}
_MAIN = {"offers": OFFER, "providers": PROVIDER, "responsibilities": RESPONSIBILITY, "events": EVENT}


@dataclass(frozen=True)
class _Job:
    """All that decides how a file is read, so that a second reading says the same as the first."""

    source: Source
    file: File
    decided: Decided
    references: References
    standing: Standing
    clean: bool
    unknown: Unknown

    def __call__(self) -> Iterator[tuple[RawRecord, Built]]:
        self.unknown.clear()
        context = Context(
            self.source, self.standing, self.references, self.decided, self.unknown, clean=self.clean
        )
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
    most: int = MAX_ROWS,
    progress: Progress = lambda number: None,
) -> Preview:
    """What storing a file would do, and what is wrong with it. Raises Unreadable and BadColumns.

    source: may be new and not stored yet; what was decided for it goes on top of what it remembers. name: of
    the file. kind: what a table holds: offers, providers or responsibilities. cleaned: take repairs that
    leave no doubt, texts without HTML and swapped coordinates. most: rows. progress: is told the number of
    records read, every 500.
    """
    decided = (decided or Decided()).after(decided_for(source, kind))
    check_fields(kind, decided.facts)
    file = open_source(data, name, kind, decided, most=most)
    job = _Job(source, file, decided, the_references(), standing_of_source(source), cleaned, {})
    source.mapping = mapping_with(source, kind, decided)
    preview = Preview(source, unknown=file.columns.unknown, unknown_words=job.unknown, read=job)
    for heading in preview.unknown:
        said = note("", Code.UNKNOWN_COLUMN)
        preview.problems.append(Problem(name, 0, heading, said.code, said.sentence, said.level))
    try:
        Filling(preview, _MAIN[file.kind]).run(progress)
    except gate.Refused as refusal:
        raise unreadable(refusal) from refusal
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
