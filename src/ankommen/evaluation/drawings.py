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
from ankommen.ui.charts import (
    Part,
    Point,
    ProgressWords,
    Row,
    Tone,
    bar_chart,
    progress_chart,
    series_chart,
    stacked_bar,
    swatch,
)

from .progress import Progress
from .showing import Figure, Page, ShownRow
from .wording import outlook_sentence, percent, series_sentence


@dataclass(frozen=True)
class Drawn:
    """A figure with its drawings.

    bar: its parts in one bar. chart: instead of that one bar for each answer, where there is no headline.
    series: the share of the first answer by quarter.
    """

    figure: Figure
    bar: SafeString | str
    chart: SafeString | str
    series: SafeString | str


@dataclass(frozen=True)
class Group:
    """Figures that stand together under one heading; none for figures that stand for themselves."""

    key: str
    label: str
    drawn: list[Drawn]


def drawn(page: Page) -> list[Group]:
    """The figures of a page with their drawings; the choices of one question stand under it."""
    scale = _top(page)
    hides = any(None in figure.shares for figure in page.figures if figure.headline)
    all_drawn = [
        _drawn(page, figure, f"f{place}", scale, keeps_lane=hides)
        for place, figure in enumerate(page.figures)
    ]
    if not any(figure.is_choice for figure in page.figures):
        return [Group("figures", "", all_drawn)]
    groups = groupby(all_drawn, key=lambda one: one.figure.item)
    return [_group(f"g{place}", list(members)) for place, (_item, members) in enumerate(groups)]


def legend(page: Page) -> list[tuple[SafeString, str]]:
    """What the parts of the bars mean, and the hatched box where something is hidden in one."""
    barred = [figure for figure in page.figures if figure.headline]
    if not barred:
        return []
    words = list(zip(_tones(page, barred[0]), barred[0].labels, strict=True))[: _parts(page)]
    swatches = [(swatch(tone, key=f"l{place}"), label) for place, (tone, label) in enumerate(words)]
    if any(None in figure.shares or _hides_a_quarter(figure) for figure in barred):
        swatches.append((swatch(None, key="lx"), _("not shown")))
    return swatches


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
        height=280,
    )


def grouped(number: int) -> str:
    """A count as people read it."""
    return number_format(number, force_grouping=True)


def _drawn(page: Page, figure: Figure, key: str, top: int, *, keeps_lane: bool) -> Drawn:
    if not figure.headline:
        rows = [_row(*pair) for pair in zip(figure.labels, figure.shares, strict=True)]
        desc = _sentence(figure)
        chart = bar_chart(rows, key=key, title=figure.label, desc=desc, direction=_direction())
        return Drawn(figure, "", chart, "")
    bar = _bar(page, figure, key, keeps_lane=keeps_lane)
    return Drawn(figure, bar, "", _series(figure, f"{key}s", top))


def _bar(page: Page, figure: Figure, key: str, *, keeps_lane: bool) -> SafeString:
    return stacked_bar(
        [Part(tone, share) for tone, share in zip(_tones(page, figure), figure.shares, strict=True)],
        key=key,
        title=figure.label,
        desc=_sentence(figure),
        direction=_direction(),
        keeps_lane=keeps_lane,
    )


def _tones(page: Page, figure: Figure) -> list[Tone]:
    """The tones of its answers: the first part stands out, the last is light, "no answer" is the rest."""
    parts = [Tone.STRONG, *[Tone.MIDDLE] * (_parts(page) - 2), Tone.LIGHT]
    return parts + [Tone.REST] * (len(figure.shares) - len(parts))


def _parts(page: Page) -> int:
    """How many parts the bars of a page have, "no answer" aside; a choice is named or not."""
    return len(page.subject.parts) or 2


def _hides_a_quarter(figure: Figure) -> bool:
    return any(_is_hidden(row) for row in figure.series.rows) if figure.series else False


def _is_hidden(row: ShownRow | None) -> bool:
    """Whether somebody was asked and the share is not shown."""
    return row is not None and row.share is None


def _series(figure: Figure, key: str, top: int) -> SafeString | str:
    series = figure.series
    if series is None:
        return ""
    return series_chart(
        [
            Point(_quarter(quarter), row.share if row else None, is_hidden=_is_hidden(row))
            for quarter, row in zip(series.quarters, series.rows, strict=True)
        ],
        key=key,
        title=_("%(question)s: %(answer)s, in percent by quarter")
        % {"question": figure.label, "answer": figure.headline},
        desc=series_sentence(figure, series),
        breaks=series.breaks,
        top=top,
        direction=_direction(),
        height=150,
    )


def _quarter(name: str) -> str:
    """ "2026-Q4" as short as it stands under a point; the sentence read aloud has it in words."""
    year, number = name.split("-")
    return f"{number} {year[2:]}"


def _top(page: Page) -> int:
    """One scale for all series of a page: the greatest share, up to the next ten."""
    shares = [share or 0 for figure in page.figures if figure.series for share in figure.series.shares]
    return min(100, max([*shares, 1]) // 10 * 10 + 10)


def _group(key: str, members: list[Drawn]) -> Group:
    return Group(key, members[0].figure.item_label, members)


def _row(label: str, share: int | None) -> Row:
    return Row(label, share, percent(share) if share is not None else _("not shown"))


def _sentence(figure: Figure) -> str:
    pairs = zip(figure.labels, figure.shares, strict=True)
    return "; ".join(f"{label}: {percent(s) if s is not None else _('not shown')}" for label, s in pairs)


def _direction() -> Literal["ltr", "rtl"]:
    return "rtl" if direction_of(get_language() or "de") == "rtl" else "ltr"


def _sunday(week: str) -> date:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1) + timedelta(days=6)
