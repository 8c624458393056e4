"""Figures in words: what a forecast says, how interviews were held, and where a number comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from ankommen.engines.statistics import Forecast, Outlook
from ankommen.interviews.queries import contact_labels
from ankommen.places.queries import site_names
from ankommen.ui.numbers import percent_text
from ankommen.ui.said import language_with, said

from .labels import endonym_of, name_of_site
from .progress import Progress
from .showing import Figure, Page, Series

_EXPECTED = gettext_noop(
    "Expected in %(day)s (between %(early)s and %(late)s), if the coming weeks are like the last"
    " %(weeks)s: %(number)s a week on average."
)
_AUDIT = re.compile(r"([\d,]+) cells, ([\d,]+) hidden, 0 recovered")


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
    with override(language_with(_EXPECTED)):  # its dates too, where German stands in
        return _(_EXPECTED) % {
            "day": date_format(ahead.on, "F Y"),
            "early": date_format(ahead.earliest, "F Y") if ahead.earliest else "",
            "late": date_format(ahead.latest, "F Y") if ahead.latest else _("later than in ten years"),
            "weeks": ahead.pace.weeks,
            "number": number_format(round(ahead.pace.per_week)),
        }


def held_by(progress: Progress) -> list[NumberTable]:
    """Where, in which language and how the interviews that count were held."""
    sites, contacts = site_names(), contact_labels()
    return [
        NumberTable(
            said(lambda: _("By site")),
            said(lambda: _("Site")),
            _rows(progress.by_site, lambda slug: name_of_site(sites, slug)),
        ),
        NumberTable(
            said(lambda: _("By language")),
            said(lambda: _("Language")),
            _rows(progress.by_language, endonym_of),
        ),
        NumberTable(
            said(lambda: _("By kind of contact")),
            said(lambda: _("Contact")),
            _rows(progress.by_contact, lambda key: contacts.get(key, key)),
        ),
    ]


def _rows(numbers: Mapping[str | None, int], label: Callable[[str], str]) -> list[tuple[str, int]]:
    return [(label(key) if key else _("not stated"), number) for key, number in numbers.items()]


def percent(share: int) -> str:
    """A whole percent as people read it."""
    return percent_text(share)


def signed(change: int) -> str:
    """Percentage points with their sign: "+3", "\u22124", "±0"."""
    sign = "+" if change > 0 else "\u2212" if change else "±"
    return f"{sign}{abs(change)}"


def series_sentence(figure: Figure, series: Series) -> str:
    """A series read aloud, with its break."""
    said = "; ".join(
        f"{row.label}: {percent(row.share) if row.share is not None else _('not shown')}"
        for row in series.rows
        if row
    )
    return f"{said}. {break_sentence(figure)}" if series.breaks else said


def break_sentence(figure: Figure) -> str:
    """Which versions do not go into a figure, and why."""
    return _("Without version %(versions)s: the question was asked in another way there.") % {
        "versions": ", ".join(figure.breaks)
    }


def query_sentence(page: Page, figure: Figure) -> str:
    """Which interviews are counted in a figure."""
    facts = {"question": figure.item_label, "by": page.by_label}
    return _("Interviews in which “%(question)s” was asked, by: %(by)s") % facts


def versions_sentence(figure: Figure) -> str:
    """Which versions of the questionnaire go into a figure."""
    joined = ", ".join(figure.versions)
    if len(figure.versions) < 2:
        return joined
    return _("%(versions)s, joined by links that a person confirmed") % {"versions": joined}


def hidden_sentence(figure: Figure) -> str:
    """How many numbers of the table of a figure are hidden."""
    if figure.table is None:
        return ""
    numbers = {"hidden": figure.table.hidden, "all": len(figure.table.numbers)}
    return _("%(hidden)s of %(all)s numbers of this table are hidden") % numbers


def suppression_sentence(page: Page) -> str:
    """Why something is hidden."""
    return _(
        "Numbers under %(threshold)s are not shown, so that nobody can be recognised."
        " Some others are hidden too, because the small ones could be worked out from them."
    ) % {"threshold": page.threshold}


def rounding_sentence(page: Page) -> str:
    """How numbers are rounded; empty where they are not."""
    if page.round_to == 1:
        return ""
    text = _("All numbers are rounded to %(step)s, so a sum may differ a little from its parts.")
    return text % {"step": page.round_to}


def audit_sentence(page: Page) -> str:
    """What the attempt to work out hidden numbers came to, before the release was made."""
    found = _AUDIT.fullmatch(page.release.audit)
    if found is None:
        return page.release.audit
    cells, hidden = (number_format(int(n.replace(",", "")), force_grouping=True) for n in found.groups())
    text = _(
        "%(cells)s numbers checked before the release, %(hidden)s hidden, none of them can be worked out"
    )
    return text % {"cells": cells, "hidden": hidden}


def release_sentence(page: Page) -> str:
    """Which release the figures are from."""
    facts = {
        "number": page.release.number,
        "day": date_format(page.release.made_on),
        "interviews": number_format(page.interviews, force_grouping=True),
    }
    return _("Release %(number)s of %(day)s, %(interviews)s interviews") % facts


def coverage_sentence() -> str:
    """What a register of first interviews can say."""
    return _(
        "Everybody who was interviewed, no sample: the figures say nothing about people who did not come."
    )


def source_of(page: Page, figure: Figure) -> list[tuple[str, str]]:
    """Where a figure comes from: pairs of a word and what it says, some of them empty."""
    asked = _word(figure.asked)
    return [
        (_("Query"), query_sentence(page, figure)),
        (_("Versions"), versions_sentence(figure)),
        (_("Break"), break_sentence(figure) if figure.breaks else ""),
        ("N", asked),
        (figure.labels[-1], _word(figure.counts[-1]) if figure.labels_by_row != figure.labels else ""),
        (_("Protection"), hidden_sentence(figure)),
        (_("Published figures"), release_sentence(page)),
    ]


def _word(number: int | None) -> str:
    return _("not shown") if number is None else number_format(number, force_grouping=True)


def notes_of(page: Page) -> list[tuple[str, str]]:
    """What is true of all figures of a page: pairs of a word and what it says, some of them empty."""
    return [
        (_("Published figures"), release_sentence(page)),
        (_("Note"), _("Invented interviews of a demo") if page.release.has_demo else ""),
        (_("Shares"), _("In percent of everybody who was asked the question (N); the rest gave no answer")),
        (_("Rounding"), rounding_sentence(page)),
        (_("Hidden"), suppression_sentence(page) if page.hides else ""),
        (_("Check"), audit_sentence(page)),
        (_("Coverage"), coverage_sentence()),
    ]
