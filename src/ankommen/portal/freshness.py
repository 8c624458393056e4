"""How old what we say is: what nobody has confirmed for long looks old, and stands further down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ankommen.engines.dataprotection import months_later


@dataclass(frozen=True)
class Freshness:
    """When a record was confirmed, in a sentence; `is_old` where that is too long ago or unknown."""

    sentence: str
    is_old: bool


def is_old(confirmed_on: date | None, today: date, months: int) -> bool:
    """Whether nobody has confirmed a record for more than so many months."""
    return confirmed_on is None or months_later(confirmed_on, months) < today


def freshness(confirmed_on: date | None, today: date, months: int) -> Freshness:
    """How a record confirmed on this day is told of today."""
    if confirmed_on is None:
        return Freshness(_("Not confirmed yet, please ask before you go"), is_old=True)
    if is_old(confirmed_on, today, months):
        since = date_format(confirmed_on, "F Y")
        return Freshness(
            _("Not confirmed since %(month)s, please ask before you go") % {"month": since}, is_old=True
        )
    days = (today - confirmed_on).days
    if days <= 0:
        return Freshness(_("Confirmed today"), is_old=False)
    if days < 14:
        words = ngettext("Confirmed %(number)s day ago", "Confirmed %(number)s days ago", days)
        return Freshness(words % {"number": days}, is_old=False)
    if days < 60:
        weeks = days // 7
        words = ngettext("Confirmed %(number)s week ago", "Confirmed %(number)s weeks ago", weeks)
        return Freshness(words % {"number": weeks}, is_old=False)
    number = days // 30
    words = ngettext("Confirmed %(number)s month ago", "Confirmed %(number)s months ago", number)
    return Freshness(words % {"number": number}, is_old=False)
