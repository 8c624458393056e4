"""Which format a file has, and its records, again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ankommen.engines import gate
from ankommen.ui.refused import sentence_of

from .calendars import records_of_calendar
from .context import Context
from .headings import HEADINGS, Columns, columns_of
from .hsds import items_of, records_of_dump
from .mapping import Decided
from .records import RawRecord
from .tables import features_of, headings_of, records_of_features, records_of_table

MAX_ROWS = 100_000
MAX_CSV = 100 * gate.MEGABYTE  # a hundred thousand offers of 1,000 characters; read row by row
MAX_JSON = 20 * gate.MEGABYTE  # laid out in memory as a whole
_CALENDAR = b"BEGIN:VCALENDAR"
_GEOJSON = ("FeatureCollection", "Feature")


class Unreadable(Exception):
    """The file is none that can be imported; the sentence says why and what to do."""


NO_COLUMNS = Columns({})


@dataclass(frozen=True)
class Source:
    """A file that can be read several times. kind: of its records; columns: of tables and maps."""

    kind: str
    records: Callable[[Context], Iterator[RawRecord]]
    columns: Columns = NO_COLUMNS


def open_source(data: bytes, name: str, kind: str, decided: Decided) -> Source:
    """The records of a file; what it is tells its content. Raises Unreadable and BadColumns.

    kind: what a table holds, a key of HEADINGS; the other formats tell it themselves.
    """
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if beginning[: len(_CALENDAR)].upper() == _CALENDAR:
            return Source("events", lambda _context: records_of_calendar(data, name))
        if beginning[:1] in (b"{", b"["):
            return _of_json(data, name, decided)
        if kind not in HEADINGS:
            raise Unreadable(_("The file is no calendar (iCalendar, .ics)."))
        table = gate.open_table(data, name, max_rows=MAX_ROWS, max_bytes=MAX_CSV)
    except gate.Refused as refusal:
        raise Unreadable(sentence_of(refusal)) from refusal
    columns = columns_of(table.headings, kind, decided.columns)
    return Source(kind, lambda _context: records_of_table(table, columns, kind, name), columns)


def _of_json(data: bytes, name: str, decided: Decided) -> Source:
    if len(data) > MAX_JSON:
        raise gate.Refused(gate.Code.FILE_TOO_LARGE, limit=MAX_JSON // gate.MEGABYTE)
    document: Any = gate.loads(data.removeprefix(b"\xef\xbb\xbf"))
    if isinstance(document, dict) and document.get("type") in _GEOJSON:
        features = features_of(document)
        _refuse_length(len(features))
        columns = columns_of(headings_of(features), "offers", decided.columns)
        return Source("offers", lambda _context: records_of_features(features, columns, name), columns)
    items = items_of(document)
    _refuse_length(len(items))
    return Source("offers", lambda context: records_of_dump(items, context.words))


def _refuse_length(number: int) -> None:
    if not number:
        raise Unreadable(_("The file holds no records."))
    if number > MAX_ROWS:
        raise gate.Refused(gate.Code.TABLE_TOO_MANY_ROWS, limit=MAX_ROWS)
