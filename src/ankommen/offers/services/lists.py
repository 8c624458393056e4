"""Lists at the desk: kept sealed, looked at as often as one likes, then taken over as a whole or given up.

What is taken over is what was looked at: the file is read anew under the lock of changes, and where it would
do something else than the page has shown, it is shown again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ankommen.vault.queries import ring

from ..generations import next_generation
from ..imports import BadColumns, Decided, Imported, Preview, check_import, store_import
from ..imports.mapping import decided_for
from ..imports.reading import File, open_file, read_to_its_end
from ..models import ListImport, Source
from ..seals import file_place

MOST_ROWS = 5_000  # read within a request; longer lists are for `import_directory`


class ShownOtherwise(Exception):
    """The list would do something else than the page has shown."""


@dataclass(frozen=True)
class Brought:
    """A file, and what was said about it. kind: what a table holds."""

    data: bytes
    filename: str
    source: Source
    kind: str
    is_cleaned: bool


def new_source(name: str, licence: str, url: str) -> Source:
    """A source of that name, not stored yet, under a short name that no other has."""
    stem = slugify(name.translate(_SPELLED))[:50].strip("-") or "list"
    taken = {*Source.objects.values_list("slug", flat=True)}
    slug = next(each for each in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if each not in taken)
    return Source(slug=slug, name=name, licence=licence, url=url)


@transaction.atomic
def keep_list(brought: Brought, *, by: str) -> ListImport:
    """Keep a file until it is taken over or given up. Raises Unreadable for what cannot be read to its end.

    Columns that mean nothing yet are no reason: somebody says what they mean.
    """
    file = open_file(brought.data, brought.filename, brought.kind, most=MOST_ROWS)
    source = brought.source
    row = ListImport(
        source=source.slug,
        source_name=source.name,
        licence=source.licence,
        url=source.url,
        kind=file.kind,
        is_cleaned=brought.is_cleaned,
        filename=brought.filename[-255:],
        by=by,
    )
    row.sealed = ring().seal(brought.data, place=file_place(row))
    row.save()
    try:
        preview_of(row)
    except BadColumns:
        read_to_its_end(file)
    return row


def file_of(row: ListImport) -> File:
    """The file as far as its first row. Raises Unreadable."""
    return open_file(_data(row), row.filename, row.kind, most=MOST_ROWS)


def preview_of(row: ListImport) -> Preview:
    """What taking a list over would do. Raises Unreadable and BadColumns."""
    return check_import(
        source_of(row),
        _data(row),
        row.filename,
        kind=row.kind,
        decided=Decided(**row.decided),
        cleaned=row.is_cleaned,
        most=MOST_ROWS,
    )


def source_of(row: ListImport) -> Source:
    """Where the list comes from; a new source is not stored yet."""
    found = Source.objects.filter(pk=row.source).first()
    return found or Source(slug=row.source, name=row.source_name, licence=row.licence, url=row.url)


def decided_of(row: ListImport) -> Decided:
    """What is decided about a list, on top of what its source remembers."""
    return Decided(**row.decided).after(decided_for(source_of(row), row.kind))


def decide(row: ListImport, decided: Decided) -> None:
    """Remember what columns and words of a list mean; with its source once it is taken over."""
    words = {name: dict(words) for name, words in decided.words.items() if words}
    row.decided = {"columns": dict(decided.columns), "words": words, "facts": dict(decided.facts)}
    ListImport.objects.filter(pk=row.pk, done__isnull=True).update(decided=row.decided)


@transaction.atomic
def take_over(row: ListImport, *, seen: str, leave_out: bool) -> Imported | None:
    """Store a list as it was shown; None where that was done already. All of it or nothing.

    seen: the mark of the preview that was shown. leave_out: go on without the records that have errors.
    Raises ShownOtherwise, HasErrors, Unreadable, BadColumns.
    """
    next_generation()  # held until the end: nothing changes between looking and storing
    waiting = ListImport.objects.filter(pk=row.pk, done__isnull=True).first()
    if waiting is None:
        return None
    preview = preview_of(waiting)
    if preview.mark != seen:
        raise ShownOtherwise
    done = store_import(preview, leave_out=leave_out)
    said: dict[str, Any] = {
        "new": done.stored.new,
        "changed": done.stored.changed,
        "same": done.stored.same,
        "left_out": done.left_out,
    }
    ListImport.objects.filter(pk=row.pk).update(done=said, sealed=None)
    return done


def give_up(row: ListImport) -> None:
    """Delete a list that nobody will take over."""
    ListImport.objects.filter(pk=row.pk, done__isnull=True).delete()


def _data(row: ListImport) -> bytes:
    return ring().open(bytes(row.sealed or b""), place=file_place(row))


_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
