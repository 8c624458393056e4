"""The charts of this room: figures in, SVG out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, groupby
from typing import Literal

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ankommen.engines.languages import direction_of
from ankommen.ui.charts import Part, ProgressWords, Row, Tone, bar_chart, progress_chart, stacked_bar, swatch

from .progress import Progress
from .showing import Figure, Page
from .wording import outlook_sentence

_TONES = (Tone.STRONG, Tone.MIDDLE, Tone.LIGHT)


@dataclass(frozen=True)
class Drawn:
    """A figure and its bar; the bar of a single share is drawn by its group."""

    figure: Figure
    bar: SafeString | str


@dataclass(frozen=True)
class Group:
    """Figures that belong to one item, with the chart of all of them where they share one."""

    label: str
    chart: SafeString | str
    drawn: list[Drawn]


def drawn(page: Page) -> list[Group]:
    """The figures of a page with their charts: one bar of parts each, or one chart an item."""
    if page.subject.parts:
        hides = any(None in figure.shares for figure in page.figures)
        bars = [_parts(figure, place, keeps_lane=hides) for place, figure in enumerate(page.figures)]
        return [Group("", "", [Drawn(*pair) for pair in zip(page.figures, bars, strict=True)])]
    groups = groupby(page.figures, key=lambda figure: figure.item)
    return [_group(place, list(figures)) for place, (_item, figures) in enumerate(groups)]


def legend(page: Page) -> list[tuple[SafeString, str]]:
    """What the parts of the bars mean."""
    if not page.subject.parts or not page.figures:
        return []
    swatches = [swatch(tone, key=f"l{place}") for place, tone in enumerate(_TONES)]
    return list(zip(swatches, page.figures[0].labels, strict=True))


def progress_drawing(progress: Progress) -> SafeString:
    """The way to the target, with the band of the forecast."""
    totals = accumulate(progress.weeks.values())
    counts = [(_sunday(week), total) for week, total in zip(progress.weeks, totals, strict=True)]
    counts[-1] = (progress.outlook.today, counts[-1][1])
    goal = _("Target %(number)s") % {"number": grouped(progress.target.count)}
    ahead = progress.outlook
    return progress_chart(
        counts,
        ahead,
        ProgressWords(goal, grouped(progress.reached), date_format(ahead.on, "F Y") if ahead.on else ""),
        key="progress",
        title=_("Interviews that count, week by week"),
        desc=outlook_sentence(ahead),
        day=lambda day: date_format(day, "M Y"),
        number=grouped,
        direction=_direction(),
    )


def grouped(number: int) -> str:
    """A count as people read it."""
    return number_format(number, force_grouping=True)


def _parts(figure: Figure, place: int, *, keeps_lane: bool) -> SafeString:
    parts = [Part(tone, share) for tone, share in zip(_TONES, figure.shares, strict=True)]
    return stacked_bar(
        parts,
        key=f"f{place}",
        title=figure.label,
        desc=_sentence(figure),
        direction=_direction(),
        keeps_lane=keeps_lane,
    )


def _group(place: int, figures: list[Figure]) -> Group:
    single = figures[0].is_choice
    rows = (
        [_row(figure.label, figure.shares[0]) for figure in figures]
        if single
        else [_row(*pair) for pair in zip(figures[0].labels, figures[0].shares, strict=True)]
    )
    title = figures[0].item_label
    chart = bar_chart(rows, key=f"g{place}", title=title, desc=_rows_sentence(rows), direction=_direction())
    return Group(title, chart, [Drawn(figure, "") for figure in figures])


def _row(label: str, share: int | None) -> Row:
    return Row(label, share, _("not shown") if share is None else f"{share}\u202f%")


def _rows_sentence(rows: list[Row]) -> str:
    return "; ".join(f"{row.label}: {row.text}" for row in rows)


def _sentence(figure: Figure) -> str:
    pairs = zip(figure.labels, figure.shares, strict=True)
    return "; ".join(f"{label}: {_('not shown') if s is None else f'{s} %'}" for label, s in pairs)


def _direction() -> Literal["ltr", "rtl"]:
    return "rtl" if direction_of(get_language() or "de") == "rtl" else "ltr"


def _sunday(week: str) -> date:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1) + timedelta(days=6)
