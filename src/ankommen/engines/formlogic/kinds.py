"""What an answer of each kind of item looks like, how expressions read it, and what a calculation leaves
there.
"""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from .calendar import read_date, read_moment, read_time
from .functions.dates import date, date_time
from .functions.numeric import round_half_up, truncate
from .values import Value, number, text, words

MAX_TEXT = 5_000  # characters
MAX_INTEGER = 2**31 - 1
MAX_NUMBER = 2**53  # beyond it a tablet no longer tells whole numbers apart
NUMBERS = frozenset({"integer", "decimal", "range"})
LISTS = frozenset({"select_multiple", "rank"})
SELECTS = LISTS | {"select_one"}
COORDINATE = re.compile(r"-?[0-9]{1,10}(?:\.[0-9]{1,20})?")
LIMITS = (
    (-90.0, 90.0),
    (-180.0, 180.0),
    (-math.inf, math.inf),
    (0.0, math.inf),
)  # lat, lon, altitude, accuracy

Item = Mapping[str, Any]


def is_empty(answer: object) -> bool:
    """Whether nothing was answered; None (declined) is an answer."""
    return answer in ("", [])


def fault(item: Item, answer: object) -> str | None:
    """What is wrong with an answer whatever the form's rules say: "type", "range", "too_long" or None."""
    kind = item["kind"]
    if kind in NUMBERS:
        return _number_fault(item, answer)
    if kind in LISTS:
        right = isinstance(answer, list) and all(isinstance(name, str) for name in answer)
        return None if right else "type"
    if not isinstance(answer, str):
        return "type"
    if len(answer) > MAX_TEXT:
        return "too_long"
    check = TEXT_CHECKS.get(kind)
    return check(answer) if check else None


def _number_fault(item: Item, answer: object) -> str | None:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return "type"
    if not abs(answer) <= MAX_NUMBER:
        return "type"
    if item["kind"] == "integer":
        return "type" if answer != int(answer) else None if abs(answer) <= MAX_INTEGER else "range"
    return _range_fault(item.get("parameters", {}), answer) if item["kind"] == "range" else None


def _range_fault(parameters: Mapping[str, Any], answer: float) -> str | None:
    """Defaults after the XLSForm reference: from 0 to 10 in steps of 1."""
    defaults = {"start": 0, "end": 10, "step": 1}
    start, end, step = (number(str(parameters.get(name, default))) for name, default in defaults.items())
    steps = (answer - start) / step if step else math.nan
    is_step = abs(steps - round_half_up(steps)) < 1e-9
    return None if min(start, end) <= answer <= max(start, end) and is_step else "range"


def _geopoint_fault(answer: str) -> str | None:
    parts = answer.split(" ")
    if not 2 <= len(parts) <= len(LIMITS) or not all(COORDINATE.fullmatch(part) for part in parts):
        return "type"
    inside = all(least <= float(part) <= most for part, (least, most) in zip(parts, LIMITS, strict=False))
    return None if inside else "range"


def _is_datetime(answer: str) -> bool:
    return "T" in answer and read_moment(answer) is not None


TEXT_CHECKS: dict[str, Callable[[str], str | None]] = {
    "acknowledge": lambda answer: None if answer == "OK" else "type",
    "date": lambda answer: "type" if read_date(answer) is None else None,
    "time": lambda answer: "type" if read_time(answer) is None else None,
    "datetime": lambda answer: None if _is_datetime(answer) else "type",
    "geopoint": _geopoint_fault,
}


def tidied(item: Item, answer: Any, names: Mapping[str, int]) -> Any:
    """An answer of the right type as it is stored: whole numbers as integers, selected names once and in form
    order.

    names: the names of the item's choices with their places in the list.
    """
    if isinstance(answer, float) and answer.is_integer():
        return int(answer)
    if not isinstance(answer, list):
        return answer
    once = list(dict.fromkeys(answer))
    return once if item["kind"] == "rank" else sorted(once, key=lambda name: names.get(name, math.inf))


def read(answer: Any) -> str | float:
    """What expressions see of an answer of the right type; declined reads as empty."""
    if answer is None:
        return ""
    if isinstance(answer, list):
        return " ".join(answer)
    return answer if isinstance(answer, str) else float(answer)


def calculated(kind: str, value: Value) -> Any:
    """The answer a calculation leaves in an item of `kind`; None where it leaves nothing, as for NaN."""
    if kind in NUMBERS:
        exact = truncate(value) if kind == "integer" else number(value)
        return exact if abs(exact) <= MAX_NUMBER else None
    if kind in LISTS:
        return words(value) or None
    if kind in ("date", "datetime"):
        return (date(value) if kind == "date" else date_time(value)) or None
    written = text(value)
    return None if written in ("", "NaN") else written[:MAX_TEXT]
