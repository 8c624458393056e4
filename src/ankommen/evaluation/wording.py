"""Figures in words: what a forecast says, and how interviews were held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from ankommen.engines.languages import language
from ankommen.engines.statistics import Forecast, Outlook
from ankommen.interviews.queries import contact_labels
from ankommen.places.queries import site_names

from .progress import Progress


@dataclass(frozen=True)
class NumberTable:
    """Numbers of interviews by one fact, the greatest first."""

    title: str
    head: str
    rows: list[tuple[str, int]]


def outlook_sentence(ahead: Forecast) -> str:
    """When the target is expected, with the range, or why nothing is said."""
    if ahead.outlook is Outlook.REACHED:
        return _("The target is reached.")
    if ahead.outlook is Outlook.TOO_FEW_WEEKS:
        return _("Too few weeks have passed for a forecast: it takes four complete ones.")
    if ahead.outlook is Outlook.STANDSTILL or ahead.on is None or ahead.pace is None:
        return _("At the pace of the last weeks the target is not reached.")
    facts = {
        "day": date_format(ahead.on, "F Y"),
        "early": date_format(ahead.earliest, "F Y") if ahead.earliest else "",
        "late": date_format(ahead.latest, "F Y") if ahead.latest else _("later than in ten years"),
        "weeks": ahead.pace.weeks,
        "number": number_format(round(ahead.pace.per_week)),
    }
    return (
        _(
            "Expected in %(day)s (between %(early)s and %(late)s), if the coming weeks are like the last"
            " %(weeks)s: %(number)s a week on average."
        )
        % facts
    )


def held_by(progress: Progress) -> list[NumberTable]:
    """Where, in which language and how the interviews that count were held."""
    sites, contacts = site_names(), contact_labels()
    return [
        _table(_("By site"), _("Site"), progress.by_site, lambda slug: sites.get(slug, slug)),
        _table(_("By language"), _("Language"), progress.by_language, lambda code: language(code).endonym),
        _table(
            _("By kind of contact"), _("Contact"), progress.by_contact, lambda key: contacts.get(key, key)
        ),
    ]


def _table(
    title: str, head: str, numbers: Mapping[str | None, int], label: Callable[[str], str]
) -> NumberTable:
    rows = [(label(key) if key else _("not stated"), number) for key, number in numbers.items()]
    return NumberTable(title, head, rows)
