"""Which format a file has, and its records, again and again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from .tables import features_of, headings_of, records_of_features, records_of_table, texts_of

MAX_ROWS = 100_000
MAX_CSV = 100 * gate.MEGABYTE  # a hundred thousand offers of 1,000 characters; read row by row
MAX_JSON = 20 * gate.MEGABYTE  # laid out in memory as a whole
_CALENDAR = b"BEGIN:VCALENDAR"
_GEOJSON = ("FeatureCollection", "Feature")
_TOO_LARGE = (gate.Code.FILE_TOO_LARGE, gate.Code.TABLE_TOO_MANY_ROWS)


class Unreadable(Exception):
    """The file is none that can be imported; the sentence says why and what to do.

    is_too_large: nothing is wrong with it but its size.
    """

    def __init__(self, sentence: str, *, is_too_large: bool = False) -> None:
        super().__init__(sentence)
        self.is_too_large = is_too_large


NO_COLUMNS = Columns({})


@dataclass(frozen=True)
class Source:
    """A file that can be read several times. kind: of its records; columns: of tables and maps."""

    kind: str
    records: Callable[[Context], Iterator[RawRecord]]
    columns: Columns = NO_COLUMNS


@dataclass(frozen=True)
class File:
    """A file before anything is decided about it. kind: of its records.

    headings: of tables and maps; other formats say themselves what their parts mean. rows: what stands below
    the headings, again and again. records: the same as records, under columns whose meaning is decided.
    """

    kind: str
    records: Callable[[Columns, Context], Iterator[RawRecord]]
    headings: tuple[str, ...] = ()
    rows: Callable[[], Iterable[Mapping[str, str]]] = tuple


def open_source(data: bytes, name: str, kind: str, decided: Decided, *, most: int = MAX_ROWS) -> Source:
    """The records of a file; what it is tells its content. Raises Unreadable and BadColumns.

    kind: what a table holds, a key of HEADINGS; the other formats tell it themselves. most: rows.
    """
    file = open_file(data, name, kind, most=most)
    columns = columns_of(file.headings, file.kind, decided.columns) if file.headings else NO_COLUMNS
    return Source(file.kind, lambda context: file.records(columns, context), columns)


def open_file(data: bytes, name: str, kind: str, *, most: int = MAX_ROWS) -> File:
    """A file as far as its first row. Raises Unreadable."""
    try:
        return _opened(data, name, kind, most)
    except gate.Refused as refusal:
        raise unreadable(refusal) from refusal


def read_to_its_end(file: File) -> None:
    """Read all rows of a table or map. Raises Unreadable for what is wrong further down."""
    try:
        for _row in file.rows():
            pass
    except gate.Refused as refusal:
        raise unreadable(refusal) from refusal


def unreadable(refusal: gate.Refused) -> Unreadable:
    """What the gate refuses, in a sentence."""
    return Unreadable(sentence_of(refusal), is_too_large=refusal.code in _TOO_LARGE)


def _opened(data: bytes, name: str, kind: str, most: int) -> File:
    data, name = gate.packed_file(data) or (data, name)
    beginning = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if beginning[: len(_CALENDAR)].upper() == _CALENDAR:
        return File("events", lambda _columns, _context: records_of_calendar(data, name))
    if beginning[:1] in (b"{", b"["):
        return _of_json(data, name, most)
    if kind not in HEADINGS:
        raise Unreadable(_("The file is no calendar (iCalendar, .ics)."))
    table = gate.open_table(data, name, max_rows=most, max_bytes=MAX_CSV)
    return File(
        kind,
        lambda columns, _context: records_of_table(table, columns, kind, name),
        table.headings,
        lambda: (row.cells for row in table.rows()),
    )


def _of_json(data: bytes, name: str, most: int) -> File:
    if len(data) > MAX_JSON:
        raise gate.Refused(gate.Code.FILE_TOO_LARGE, limit=MAX_JSON // gate.MEGABYTE)
    document: Any = gate.loads(data.removeprefix(b"\xef\xbb\xbf"))
    if isinstance(document, dict) and document.get("type") in _GEOJSON:
        features = features_of(document)
        _refuse_length(len(features), most)
        return File(
            "offers",
            lambda columns, _context: records_of_features(features, columns, name),
            headings_of(features) or ("",),
            lambda: (texts_of(feature) for feature in features),
        )
    items = items_of(document)
    _refuse_length(len(items), most)
    return File("offers", lambda _columns, context: records_of_dump(items, context.words))


def _refuse_length(number: int, most: int) -> None:
    if not number:
        raise Unreadable(_("The file holds no records."))
    if number > most:
        raise gate.Refused(gate.Code.TABLE_TOO_MANY_ROWS, limit=most)
