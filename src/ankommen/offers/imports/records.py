"""A record as a file has it: texts by field, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ankommen.engines.calendars import CalendarEvent

from ..facts import OpeningFacts
from ..faults import Fault

NO_CELLS: Mapping[str, str] = {}


@dataclass(frozen=True)
class RawPlace:
    """A place of an offer: texts by field, and the hours there. key: what the file calls it, if it does.

    openings: where the file gives rules and no text that would have to be read.
    """

    cells: Mapping[str, str]
    key: str = ""
    openings: tuple[OpeningFacts, ...] | None = None


@dataclass(frozen=True)
class RawRecord:
    """One record of a file.

    kind: the record's (`kinds.KINDS`). row: as the spreadsheet shows it, or the record's number. columns:
    field -> how the file calls it. places: of an offer. state: where the file says that it is no longer
    given. faults: what the reader has found. event: of a calendar.
    """

    kind: str
    sheet: str
    row: int
    cells: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    places: tuple[RawPlace, ...] = ()
    state: str = ""
    faults: tuple[Fault, ...] = ()
    event: CalendarEvent | None = None
