"""Opening hours: texts of people become weekly or monthly schedules where they can, and stay texts where not.

`read_hours` reads German, English and the basics of OpenStreetMap's opening_hours, whole or not at all, and
says why not. `hours_on`, `is_open_at`, `next_opening` and `last_minute_on` say what the slots mean; `week_of`
puts them into lines to be worded in any language; `to_osm`, `rule_of` and `slot_of` speak with other systems.

What it does not know: public holidays, school holidays, exceptions. Texts that speak of them stay texts.
"werktags" is read as Monday to Friday, the shorter of its two meanings.
Sources: RFC 5545 (rules), https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

from .codes import Code, Problem, Refused
from .openings import hours_on, is_open_at, last_minute_on, next_opening
from .osm import to_osm
from .reading import Reading, read_hours
from .rules import rule_of, slot_of
from .slots import DAYS, Slot
from .weeks import Line, week_of

__all__ = [
    "DAYS",
    "Code",
    "Line",
    "Problem",
    "Reading",
    "Refused",
    "Slot",
    "hours_on",
    "is_open_at",
    "last_minute_on",
    "next_opening",
    "read_hours",
    "rule_of",
    "slot_of",
    "to_osm",
    "week_of",
]
