"""Notes about appointments: "nach Vereinbarung", "nur mit Termin", "weitere Termine nach Vereinbarung"."""

from __future__ import annotations

from dataclasses import dataclass

from .cursor import Cursor
from .words import APPOINTMENT, APPOINTMENTS, BESIDES, NEEDED, NEEDED_AFTER, ONLY, POSSIBLE_AFTER

_COMMENTS = frozenset(
    {'"by appointment"', '"on appointment"', '"nach vereinbarung"', '"nur nach vereinbarung"'}
)


@dataclass(frozen=True)
class Appointment:
    """A note. is_only: nobody comes without. is_besides: at other times than those named.

    is_offer: appointments are offered ("Termine nach Vereinbarung"). is_comment: it is OpenStreetMap's.
    """

    is_only: bool = False
    is_besides: bool = False
    is_offer: bool = False
    is_comment: bool = False


def read_appointment(cursor: Cursor) -> Appointment | None:
    """The note that comes next; None, and nothing taken, where none comes."""
    begun = cursor.at
    if cursor.next.text in _COMMENTS:
        cursor.at += 1
        return Appointment(is_comment=True)
    is_besides = cursor.phrase(BESIDES)
    is_only = cursor.word(ONLY) is not None
    if cursor.phrase(NEEDED):
        return Appointment(is_only=True, is_besides=is_besides)
    is_offer = cursor.word(APPOINTMENTS) is not None
    is_only = cursor.word(ONLY) is not None or is_only
    if not cursor.phrase(APPOINTMENT):
        cursor.at = begun
        return None
    is_only = cursor.word(NEEDED_AFTER) is not None or is_only
    is_offer = cursor.word(POSSIBLE_AFTER) is not None or is_offer
    return Appointment(is_only=is_only, is_besides=is_besides, is_offer=is_offer)
