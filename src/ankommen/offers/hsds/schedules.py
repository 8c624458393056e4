"""Opening hours as HSDS has them: rules taken apart, or the text alone where no rule says it."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from ..facts import AtPlaceFacts, OpeningFacts
from .kept import Kept
from .parts import given

_WEEK = "MO,TU,WE,TH,FR,SA,SU"
_TEXTS = {"BYDAY": "byday", "BYMONTHDAY": "bymonthday", "BYWEEKNO": "byweekno", "BYYEARDAY": "byyearday"}
_NUMBERS = {"INTERVAL": "interval", "COUNT": "count"}
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)")


def schedules(record: Kept[Any], at: AtPlaceFacts, **owner: str) -> list[dict[str, Any]]:
    """The hours of an offer at a place. owner: the id of the record that they belong to, by its member."""
    if not at.openings:
        if not at.hours:
            return []
        return [{"id": record.part(f"hours/{at.place}"), **owner, "description": at.hours}]
    return [
        {
            "id": record.part(f"hours/{at.place}/{number}"),
            **owner,
            **_rule(opening),
            **given(description=at.hours),
        }
        for number, opening in enumerate(at.openings)
    ]


def _rule(opening: OpeningFacts) -> dict[str, Any]:
    parts = _members(opening.rule)
    notes = [_("by appointment only")] if opening.by_appointment else []
    if parts is None:  # HSDS knows weeks and months only: the rule itself is better than half of it
        notes.append(f"RRULE:{opening.rule}")
    return given(
        **(parts or {}),
        valid_from=opening.begins_on,
        valid_to=opening.ends_on,
        dtstart=opening.begins_on,
        opens_at=opening.opens and f"{opening.opens}:00",
        closes_at=opening.closes and f"{opening.closes}:00",
        notes="; ".join(notes),
    )


def _members(rule: str) -> dict[str, Any] | None:
    """The members of a schedule that say what the rule says, or None where they cannot."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    if parts.get("FREQ") == "DAILY" and set(parts) <= {"FREQ", "UNTIL"}:
        parts |= {"FREQ": "WEEKLY", "BYDAY": _WEEK}
    if parts.pop("FREQ", "") not in ("WEEKLY", "MONTHLY"):
        return None
    found: dict[str, Any] = {"freq": "MONTHLY" if "FREQ=MONTHLY" in rule.upper() else "WEEKLY"}
    for name, value in parts.items():
        if name in _TEXTS:
            found[_TEXTS[name]] = value
        elif name in _NUMBERS and value.isdecimal():
            found[_NUMBERS[name]] = int(value)
        elif name == "WKST" and value in _WEEK.split(","):
            found["wkst"] = value
        elif name == "UNTIL" and (day := _UNTIL.match(value)):
            found["until"] = "-".join(day.groups())
        else:
            return None
    return found
