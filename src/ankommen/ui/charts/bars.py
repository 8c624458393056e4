"""Bars: parts of a whole in one bar, and one bar a row."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from ankommen.engines.languages import Direction

from .drawing import Canvas

HATCH = 8  # width of "not shown", in percent of the bar, whatever it stands for
_LANE = HATCH + 1
_HEIGHT = 32
_NARROW = 288  # pixels: a phone of 320 less its margins
_ROOMY = 560  # pixels: a bar on a desk; ui/charts.css shows .chart-roomy from this width on


class Tone(StrEnum):
    """How a part looks. Steps of lightness tell the parts apart without colour; on paper also stripes."""

    STRONG = "strong"
    MIDDLE = "middle"
    LIGHT = "light"
    REST = "rest"  # what belongs to no part, "no answer": paper, without a number
    WITHHELD = "withheld"  # a rest that is printed as one number for several hidden parts


@dataclass(frozen=True)
class Part:
    """A part of a bar. percent: the whole number that is printed beside it, None where it is not shown."""

    tone: Tone
    percent: int | None


@dataclass(frozen=True)
class Row:
    """A bar and its label. value: the number that is printed, None where none is shown; text: as printed."""

    label: str
    value: int | None
    text: str


def stacked_bar(
    parts: Sequence[Part],
    *,
    key: str,
    title: str,
    desc: str,
    number: Callable[[int], str] = str,
    direction: Direction = "ltr",
    keeps_lane: bool = False,
    width: int | None = None,
) -> SafeString:
    """Draw one bar of parts in percent, with their numbers inside where they fit; what fits only where there
    is room stands there only (its place must be a container: `.chart-place`).

    What is not shown (None) is one hatched box of always the same width behind the shown parts; its place and
    width follow from the printed numbers alone. `Tone.WITHHELD` with a number draws a hatched rest to scale:
    only where that number is printed. keeps_lane: leave the box's place free, so that this bar has the same
    scale as bars beside it that need one. Raises ValueError for anything but whole percents (an exact share
    in a width tells the count behind it) and for parts that make more or less than a whole, rounding aside.
    """
    canvas = Canvas(key, _HEIGHT, direction, width)
    shown = [(part.tone, part.percent) for part in parts if part.percent is not None]
    hides = len(shown) < len(parts)
    total = _whole(shown, len(parts), hides=hides)
    room = 100 - _LANE if hides or keeps_lane else 100
    laid = list(_laid(shown, room / (max(total, 100) if hides else total or 100)))
    end = sum(wide for *_, wide in laid)
    shapes = [shape for tone, _, across, wide in laid for shape in _part(canvas, tone, across, wide)]
    shapes += [canvas.line("chart-edge", (across, 0), (across, _HEIGHT)) for *_, across, _ in laid if across]
    shapes.append(canvas.box("chart-frame", 0, 0.5, end if hides else room, _HEIGHT - 1))
    if hides:
        shapes.append(canvas.filled("hatch", end, 0, HATCH, _HEIGHT))
    shapes += [_inside(canvas, tone, number(percent), across, wide) for tone, percent, across, wide in laid]
    return canvas.svg("chart--bar", shapes, title=title, desc=desc, patterns=("stripes", "hatch"))


def swatch(tone: Tone | None, *, key: str) -> SafeString:
    """Draw the little box of a legend; None and WITHHELD are "not shown". The word beside it is read."""
    canvas = Canvas(key, 16, "ltr", 24)
    shapes = list(_part(canvas, tone or Tone.WITHHELD, 0, 100, high=16))
    shapes.append(canvas.box("chart-frame", 2, 0.5, 96, 15))
    return canvas.svg("chart--key", shapes, patterns=("stripes", "hatch"))


def bar_chart(
    rows: Sequence[Row],
    *,
    key: str,
    title: str,
    desc: str,
    direction: Direction = "ltr",
    width: int | None = None,
) -> SafeString:
    """Draw one bar a row, label and number above it; the longest shown bar fills the width (288 px or more).

    A row that is not shown gets the hatched box of always the same width, and leaves the scale of the others
    as it is. Raises ValueError for anything but whole numbers from 0.
    """
    values = [row.value for row in rows if row.value is not None]
    if any(type(value) is not int or value < 0 for value in values):
        raise ValueError("a bar is drawn from the whole number that is printed beside it")
    scale = 100 / (max(values, default=0) or 1)
    labels = [textwrap.wrap(row.label, max(12, 35 - len(row.text))) or [""] for row in rows]
    tops = _tops(labels)
    canvas = Canvas(key, tops[-1], direction, width)
    shapes: list[SafeString] = []
    for row, lines, top in zip(rows, labels, tops, strict=False):
        shapes += _row(canvas, row, lines, top, scale)
    return canvas.svg("chart--rows", shapes, title=title, desc=desc, patterns=("hatch",))


def _whole(shown: Sequence[tuple[Tone, int]], parts: int, *, hides: bool) -> int:
    percents = [percent for _, percent in shown]
    if any(type(percent) is not int or not 0 <= percent <= 100 for percent in percents):
        raise ValueError("a part is drawn from the whole percent that is printed in it")
    total, slack = sum(percents), max(1, parts - 1)  # each part may have been rounded by half a percent
    if total > 100 + slack or (total and not hides and total < 100 - slack):
        raise ValueError(f"the parts make {total} percent")
    return total


def _laid(shown: Sequence[tuple[Tone, int]], scale: float) -> Iterator[tuple[Tone, int, float, float]]:
    across = 0.0
    for tone, percent in shown:
        if percent:
            yield tone, percent, across, percent * scale
            across += percent * scale


def _part(
    canvas: Canvas, tone: Tone, across: float, wide: float, high: int = _HEIGHT
) -> Iterator[SafeString]:
    if tone is Tone.WITHHELD:
        yield canvas.filled("hatch", across, 0, wide, high)
        return
    yield canvas.box(f"chart-{tone}", across, 0, wide, high)
    if tone is Tone.MIDDLE:
        yield canvas.filled("stripes", across, 0, wide, high)


def _inside(canvas: Canvas, tone: Tone, text: str, across: float, wide: float) -> SafeString:
    least = 100 * (9.5 * len(text) + 5) / wide  # pixels that the whole bar must have
    if tone is Tone.REST or least > (canvas.width or _ROOMY):
        return SafeString("")
    css = {Tone.STRONG: "chart-on-strong", Tone.WITHHELD: "chart-text chart-halo"}.get(tone, "chart-text")
    css += "" if canvas.width or least <= _NARROW else " chart-roomy"
    return canvas.text(css, across + wide / 2, _HEIGHT / 2 + 5.5, text, "middle")


def _tops(labels: Sequence[Sequence[str]]) -> list[int]:
    """Where each row begins, and the height of all."""
    tops = [0]
    for lines in labels:
        tops.append(tops[-1] + 20 * len(lines) + 32)
    return tops


def _row(canvas: Canvas, row: Row, lines: Sequence[str], top: int, scale: float) -> Iterator[SafeString]:
    for number, line in enumerate(lines):
        yield canvas.text("chart-text", 0, top + 16 + 20 * number, line)
    yield canvas.text("chart-soft", 100, top + 16, row.text, "end")
    under = top + 20 * len(lines) + 4
    if row.value is None:
        yield canvas.filled("hatch", 0, under, HATCH, 12)
    else:
        yield canvas.box("chart-strong", 0, under, row.value * scale, 12)
    yield canvas.line("chart-frame", (0, under - 3), (0, under + 15))
