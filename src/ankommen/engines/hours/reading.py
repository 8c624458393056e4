"""Opening hours as people write them, read whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from .assembly import slots_of
from .codes import Code, Problem, Refused
from .cursor import LONGEST_HINT, Cursor
from .grammar import read
from .slots import Slot

LONGEST_TEXT = 1000  # characters; what is longer tells more than hours


@dataclass(frozen=True)
class Reading:
    """Either slots, or the whole text as `rest` and why in `problems`; a blank text has neither."""

    slots: tuple[Slot, ...] = ()
    rest: str = ""
    problems: tuple[Problem, ...] = ()


def read_hours(text: str) -> Reading:
    """What a German, English or OpenStreetMap text about opening hours says, in slots where it can.

    All or nothing: half of an opening time sends people to a closed door. Never raises.
    """
    if not text.strip():
        return Reading((), text)
    if len(text) > LONGEST_TEXT:
        return Reading((), text, (Problem(Code.TOO_LONG, text[:LONGEST_HINT], 0, len(text)),))
    cursor = Cursor(text)
    try:
        return Reading(slots_of(read(cursor), cursor))
    except Refused as refusal:
        return Reading((), text, (refusal.problem,))
