"""Lines: the way to a target with its forecast, and a share over time with its breaks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString

from ankommen.engines.languages import Direction
from ankommen.engines.statistics import Forecast

from .drawing import Canvas

_Place = tuple[float, float]
_TOP, _UNDER = 34, 30  # pixels kept free above the goal and below the ground
_WIDE = 640  # pixels from which there is room for more than two dates: .chart-wide in ui/charts.css
_INSET = 8  # percent kept free before the first and behind the last point: half a number on a small multiple
_SHORT, _LONG = 3, 5  # letters that fit under a point at the edge: of a small multiple, and where there are
_MANY = 6  # points, which take the width of a phone; longer labels stand at the edge
_HIDDEN = 16  # pixels: height of the mark of a point that is not shown, whatever it stands for


@dataclass(frozen=True)
class ProgressWords:
    """What stands in the progress chart: "Goal 7,000", "4,812", and when ("end of March"; empty: no date)."""

    goal: str
    now: str
    on: str = ""


@dataclass(frozen=True)
class Point:
    """A share at a time. percent: the whole number that is printed, None where none is shown.

    is_hidden: there is a number and it is not shown; else nobody was asked at that time.
    """

    label: str
    percent: int | None
    is_hidden: bool = False


def progress_chart(
    counts: Sequence[tuple[date, int]],
    ahead: Forecast,
    words: ProgressWords,
    *,
    key: str,
    title: str,
    desc: str,
    day: Callable[[date], str],
    number: Callable[[int], str] = str,
    direction: Direction = "ltr",
    width: int | None = None,
    height: int = 250,
) -> SafeString:
    """Draw how far we are: the running total, the goal, and the band in which it will be reached.

    counts: (day, total up to that day), oldest first, at least one. ahead: the forecast for its target and
    last day, where the drawing ends; later dates lie outside. day, number: write a date (short: "Feb. 2025")
    and a count in the reader's language. Raises ValueError without counts.
    """
    if not counts:
        raise ValueError("there is no way to draw without a first count")
    canvas = Canvas(key, height, direction, width)
    plot = _Plot(counts[0][0], max(ahead.until, counts[-1][0]), max(ahead.target, counts[-1][1]), height)
    past = [plot.place(when, count) for when, count in counts]
    shapes = list(_ground(canvas, plot, ahead.target, number))
    if ahead.pace and ahead.today < plot.last:
        shapes.append(canvas.field([("polygon", "chart-fan", _band(ahead, plot))]))
        shapes.append(canvas.line("chart-ahead", *_middle(ahead, plot)))
    shapes.append(canvas.field([("polyline", "chart-past", past)]))
    shapes.append(canvas.dot("chart-dot", *past[-1], 7))
    shapes += _said(canvas, plot, ahead, words, past[-1])
    shapes += _days(canvas, plot, day)
    return canvas.svg("chart--line", shapes, title=title, desc=desc)


def series_chart(
    points: Sequence[Point],
    *,
    key: str,
    title: str,
    desc: str,
    number: Callable[[int], str] = str,
    breaks: Collection[int] = (),
    top: int = 100,
    direction: Direction = "ltr",
    width: int | None = None,
    height: int = 180,
) -> SafeString:
    """Draw a share over time. Small multiples: the same `top` and a small `height` for each of them.

    breaks: places of the points before which the series breaks (another wording, no confirmed link): a
    dashed upright stands there, and no line crosses it. No line crosses a point without a number either; one
    that is hidden gets a hatched box of always the same size on the ground. top: the percent at the upper
    edge. Raises ValueError for anything but whole percents up to `top`.
    """
    shares = [point.percent for point in points]
    if any(share is not None and (type(share) is not int or not 0 <= share <= top) for share in shares):
        raise ValueError(f"a point is drawn from the whole percent that is printed, 0 to {top}")
    canvas = Canvas(key, height, direction, width)
    ground, step = height - _UNDER, (100 - 2 * _INSET) / max(1, len(points) - 1)
    across = [_INSET + step * place if len(points) > 1 else 50 for place in range(len(points))]
    runs = list(_runs(shares, breaks))
    places = {i: (across[i], ground - (ground - 24) * share / top) for run in runs for i, share in run}
    shapes = [canvas.line("chart-grid", (0, ground), (100, ground))]
    shapes += [
        canvas.line("chart-break", (at, 8), (at, ground))
        for at in (across[i] - step / 2 for i in sorted(breaks))
    ]
    shapes.append(canvas.field(("polyline", "chart-past", [places[i] for i, _ in run]) for run in runs))
    shapes += [canvas.dot("chart-dot", *place, 5) for place in places.values()]
    spoken = {i for run in runs for i in (run[0][0], run[-1][0])} if len(points) > 8 else set(places)
    shapes += [
        canvas.text("chart-text chart-halo", at, down - 11, number(shares[i] or 0), "middle")
        for i, (at, down) in sorted(places.items())
        if i in spoken
    ]
    hidden = [at for at, point in zip(across, points, strict=True) if point.is_hidden]
    shapes += [canvas.filled("hatch", at - 1.5, ground - _HIDDEN, 3, _HIDDEN) for at in hidden]
    shapes += _labels(canvas, points, across, height - 8)
    return canvas.svg("chart--line", shapes, title=title, desc=desc, patterns=("hatch",))


@dataclass(frozen=True)
class _Plot:
    """Where a day and a count lie: across in percent, down in pixels."""

    first: date
    last: date
    top: int
    height: int

    @property
    def ground(self) -> int:
        return self.height - _UNDER

    def across(self, when: date) -> float:
        return 100 * (when - self.first).days / max(1, (self.last - self.first).days)

    def down(self, count: float) -> float:
        return self.ground - (self.ground - _TOP) * count / max(1, self.top)

    def place(self, when: date, count: float) -> _Place:
        return self.across(when), self.down(count)


def _band(ahead: Forecast, plot: _Plot) -> list[_Place]:
    """The outline of the band from today to the last day, none of it above the goal."""
    days = (plot.last - ahead.today).days
    steps = {ahead.today + timedelta(days=step) for step in range(0, days, max(1, days // 40))}
    corners = {when for when in (ahead.earliest, ahead.latest, plot.last) if when and when <= plot.last}
    ranges = [(when, count) for when in sorted(steps | corners) if (count := ahead.count_on(when))]
    upper = [plot.place(when, min(count.high, ahead.target)) for when, count in ranges]
    lower = [plot.place(when, min(count.low, ahead.target)) for when, count in ranges]
    return [*upper, *reversed(lower)]


def _middle(ahead: Forecast, plot: _Plot) -> tuple[_Place, _Place]:
    """Begin and end of what is expected: to the goal, or to the last day if that comes first."""
    begin = plot.place(ahead.today, ahead.reached)
    if ahead.on and ahead.on <= plot.last:
        return begin, plot.place(ahead.on, ahead.target)
    count = ahead.count_on(plot.last)
    return begin, plot.place(plot.last, count.expected if count else ahead.reached)


def _ground(canvas: Canvas, plot: _Plot, target: int, number: Callable[[int], str]) -> Iterator[SafeString]:
    step = _step(plot.top)
    for count in range(0, plot.top, step):
        down = plot.down(count)
        yield canvas.line("chart-grid", (0, down), (100, down))
        if count and down - plot.down(target) > 20:
            yield canvas.text("chart-soft", 0, down - 5, number(count))
    yield canvas.line("chart-goal", (0, plot.down(target)), (100, plot.down(target)))


def _step(top: int) -> int:
    """A round step that cuts `top` into four at most."""
    power = int(10 ** max(0, len(str(top)) - 2))
    return next((part * power for part in (1, 2, 5, 10, 20) if part * power * 4 >= top), 25 * power)


def _said(
    canvas: Canvas, plot: _Plot, ahead: Forecast, words: ProgressWords, now: _Place
) -> Iterator[SafeString]:
    above = plot.down(ahead.target) - 10
    arrives = plot.across(ahead.on) if words.on and ahead.on and ahead.on <= plot.last else None
    goal_at_end = arrives is not None and arrives < 45
    yield canvas.text(
        "chart-text", 100 if goal_at_end else 0, above, words.goal, "end" if goal_at_end else "start"
    )
    if arrives is not None:
        anchor = "end" if arrives > 82 else "start" if arrives < 18 else "middle"
        yield canvas.text("chart-text", arrives, above, words.on, anchor)
    yield _now(canvas, now, words.now, free_above=now[1] - plot.down(ahead.target) > 30)


def _now(canvas: Canvas, now: _Place, words: str, *, free_above: bool) -> SafeString:
    across, down = now
    if across > 30 and free_above:
        return canvas.text("chart-text chart-halo", across - 3, down - 4, words, "end")
    if across < 80:
        return canvas.text("chart-text chart-halo", across + 2, down + 24, words)
    return canvas.text("chart-text chart-halo", across, down + 30, words, "end")


def _days(canvas: Canvas, plot: _Plot, day: Callable[[date], str]) -> Iterator[SafeString]:
    down = canvas.height - 8
    yield canvas.text("chart-soft", 0, down, day(plot.first))
    yield canvas.text("chart-soft", 100, down, day(plot.last), "end")
    if canvas.width and canvas.width < _WIDE:
        return
    for year in range(plot.first.year + 1, plot.last.year + 1):
        across = plot.across(date(year, 1, 1))
        if 18 < across < 82:
            yield canvas.text("chart-soft chart-wide", across, down, day(date(year, 1, 1)), "middle")


def _runs(shares: Sequence[int | None], breaks: Collection[int]) -> Iterator[list[tuple[int, int]]]:
    """Stretches of points that a line may join."""
    run: list[tuple[int, int]] = []
    for place, share in enumerate(shares):
        if run and (share is None or place in breaks):
            yield run
            run = []
        if share is not None:
            run.append((place, share))
    if run:
        yield run


def _labels(
    canvas: Canvas, points: Sequence[Point], across: Sequence[float], down: int
) -> Iterator[SafeString]:
    last, fits = len(points) - 1, _LONG if len(points) >= _MANY else _SHORT
    for place, point in enumerate(points):
        if place in (0, last) and last and len(point.label) > fits:
            yield canvas.text(
                "chart-soft", 100 if place else 0, down, point.label, "end" if place else "start"
            )
        elif place in (0, last):
            yield canvas.text("chart-soft", across[place], down, point.label, "middle")
        elif last <= 7:
            yield canvas.text("chart-soft chart-wide", across[place], down, point.label, "middle")
