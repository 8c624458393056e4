"""Entries of the journal as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ankommen.engines.gate import write_csv
from ankommen.journal.queries import is_coarse, sentence_of, sentence_of_purpose

from ..queries import organisation_names, role_label

if TYPE_CHECKING:
    from ankommen.journal.models import Entry

_SHOWN = 4  # numbers of objects in a row of the page


@dataclass(frozen=True)
class Row:
    """One entry, in the language of the page. Of a coarse entry only the week is known."""

    when: str
    what: Promise
    account: str
    role: str
    organisation: str
    purpose: str
    grant: str
    objects: list[str]

    @property
    def first_objects(self) -> list[str]:
        """As many as a page shows."""
        return self.objects[:_SHOWN]

    @property
    def more_objects(self) -> int:
        """How many the page leaves out."""
        return len(self.objects) - len(self.first_objects)


def rows_of(entries: Iterable[Entry]) -> list[Row]:
    """entries: with their objects prefetched."""
    names = organisation_names()
    return [_row(entry, names) for entry in entries]


def as_csv(rows: Iterable[Row]) -> bytes:
    """A table for a spreadsheet program, with headings in the language of the page."""
    headings = (
        _("When"), _("What happened"), _("Account number"), _("Role"), _("Organisation"), _("What for"),
        _("Grant"), _("Objects"),
    )  # fmt: skip
    return write_csv([headings, *_cells(rows)], separator=";")


def _cells(rows: Iterable[Row]) -> Iterator[list[str]]:
    for row in rows:
        yield [
            row.when, str(row.what), row.account, row.role, row.organisation, row.purpose, row.grant,
            " ".join(row.objects),
        ]  # fmt: skip


def _row(entry: Entry, organisations: dict[str, str]) -> Row:
    numbers = [entry.object_id] if entry.object_id else [one.object_id for one in entry.several.all()]
    return Row(
        when=_when(entry.at, is_week=is_coarse(entry.verb)),
        what=gettext_lazy(sentence_of(entry.verb)),
        account=entry.actor,
        role=role_label(entry.role),
        organisation=organisations.get(entry.organisation, entry.organisation),
        purpose=_(sentence_of_purpose(entry.purpose)) if entry.purpose else "",
        grant=entry.grant,
        objects=numbers,
    )


def _when(instant: datetime, *, is_week: bool) -> str:
    local = timezone.localtime(instant)
    if is_week:
        return _("in the week of %(day)s") % {"day": date_format(local, "SHORT_DATE_FORMAT")}
    return date_format(local, "SHORT_DATETIME_FORMAT")
