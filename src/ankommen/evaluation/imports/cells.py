"""A cell of a table as an answer: what was typed, read the way an item wants it, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

YES = frozenset({"1", "x", "ja", "yes", "true", "wahr"})
NO = frozenset({"0", "nein", "no", "false", "falsch"})
_INTEGER = re.compile(r"[+-]?\d{1,10}(\.0)?")  # "1.000" may be a thousand
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SERIAL = re.compile(r"\d{5}([.,]\d+)?")
_ISO_WEEK = re.compile(r"(\d{4})-?(?:W|KW)(\d{1,2})", re.IGNORECASE)
_GERMAN_WEEK = re.compile(r"(?:KW\s*)?(\d{1,2})\s*/\s*(\d{4})", re.IGNORECASE)
_SEPARATORS = (";", "|", "\n", ",", "/")
_SHOWN = 40


class BadCell(Exception):
    """The cell says nothing that fits; the sentence says what would."""


def answer_of(kind: str, text: str, choices: Mapping[str, str]) -> Any:
    """The answer that a filled cell gives to an item of that kind. Raises BadCell.

    choices: names with their German labels; a cell may say either.
    """
    if kind == "select_one":
        return choice_of(text, choices)
    if kind in ("select_multiple", "rank"):
        return _several(text, choices)
    reader = _READERS.get(kind)
    return reader(text) if reader else text


def choice_of(text: str, choices: Mapping[str, str]) -> str:
    """The name of the choice that a cell names, by name or by label. Raises BadCell."""
    if (name := _chosen(text, choices)) is not None:
        return name
    offered = ", ".join(list(choices)[:12]) + (" …" if len(choices) > 12 else "")
    raise BadCell(
        _("“%(text)s” is none of the answers. Write one of: %(choices)s.")
        % {"text": _shown(text), "choices": offered}
    )


def is_chosen(text: str) -> bool:
    """What a cell says in a column that stands for one choice. Raises BadCell."""
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise BadCell(_("“%(text)s” is neither yes nor no. Write 1 or 0, x or nothing.") % {"text": _shown(text)})


def day_of(text: str) -> date:
    """The day of "2026-11-03" or "3.11.2026". Raises BadCell, also for the day numbers of spreadsheets."""
    german = _GERMAN_DAY.fullmatch(text)
    try:
        if german:
            day, month, year = (int(part) for part in german.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError as error:
        if _SERIAL.fullmatch(text):
            sentence = _(
                "“%(text)s” is a spreadsheet's number of a day, which counts from 1900 or 1904. Format the"
                " column as a date, and write days as 2026-11-03."
            )
        else:
            sentence = _("“%(text)s” is no day. Write 2026-11-03 or 3.11.2026.")
        raise BadCell(sentence % {"text": _shown(text)}) from error


def day_in_week(text: str) -> date:
    """The Thursday of "2026-W45" or "KW 45/2026", but no day that is still to come. Raises BadCell."""
    iso, german = _ISO_WEEK.fullmatch(text), _GERMAN_WEEK.fullmatch(text)
    year, week = (iso[1], iso[2]) if iso else (german[2], german[1]) if german else ("0", "0")
    try:
        thursday = date.fromisocalendar(int(year), int(week), 4)
    except ValueError as error:
        raise BadCell(
            _("“%(text)s” is no week. Write 2026-W45 or KW 45/2026.") % {"text": _shown(text)}
        ) from error
    today = timezone.localdate()
    return today if thursday - timedelta(days=3) <= today < thursday else thursday


def _several(text: str, choices: Mapping[str, str]) -> list[str]:
    """Names or labels in one cell; the sign between them is the first that leaves only choices."""
    if (name := _chosen(text, choices)) is not None:
        return [name]
    unknown = text
    for separator in (*_SEPARATORS, None):
        parts = [part.strip() for part in text.split(separator) if part.strip()]
        names = [_chosen(part, choices) for part in parts]
        if parts and all(names):
            return [name for name in names if name]
        if len(parts) > 1 and any(names):
            unknown = next(part for part, name in zip(parts, names, strict=True) if not name)
    choice_of(unknown, choices)
    raise AssertionError("what no separator leaves as choices has a part that is none")


def _chosen(text: str, choices: Mapping[str, str]) -> str | None:
    if text in choices:
        return text
    folded = " ".join(text.casefold().split())
    for candidates in (
        [name for name in choices if name.casefold() == folded],
        [name for name, label in choices.items() if " ".join(label.casefold().split()) == folded],
    ):
        if len(candidates) == 1:
            return candidates[0]
    return None


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise BadCell(_("“%(text)s” is no whole number. Write digits only.") % {"text": _shown(text)})
    return int(text.partition(".")[0])


def _decimal(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise BadCell(
            _("“%(text)s” is no number. Write digits, with one comma or point.") % {"text": _shown(text)}
        )
    return float(text.replace(",", "."))


def _acknowledged(text: str) -> str:
    return "OK" if text == "OK" or is_chosen(text) else ""


_READERS: Mapping[str, Callable[[str], Any]] = {
    "integer": _integer,
    "decimal": _decimal,
    "range": _decimal,
    "date": lambda text: day_of(text).isoformat(),
    "acknowledge": _acknowledged,
}


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
