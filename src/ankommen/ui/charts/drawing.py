"""What every chart is drawn with: a canvas that knows its direction, and the paint of each class."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from ankommen.engines.languages import Direction

_KEY = re.compile(r"[a-z][a-z0-9-]*")

# Paint for where there is no stylesheet. ui/charts.css has a rule for each of these classes, and wins.
PAINT = {
    "chart-strong": 'fill="#21409a"',
    "chart-middle": 'fill="#c3c3c3"',
    "chart-light": 'fill="#fff"',
    "chart-rest": 'fill="#fff"',
    "chart-frame": 'fill="none" stroke="#333"',
    "chart-edge": 'stroke="#fff" stroke-width="2"',
    "chart-grid": 'stroke="#ccc"',
    "chart-goal": 'stroke="#555" stroke-dasharray="2 5"',
    "chart-break": 'stroke="#555" stroke-dasharray="4 4"',
    "chart-past": 'fill="none" stroke="#21409a" stroke-width="3" stroke-linejoin="round"',
    "chart-ahead": 'fill="none" stroke="#21409a" stroke-width="2.5" stroke-dasharray="7 6"',
    "chart-fan": 'fill="#ddd"',
    "chart-dot": 'fill="#21409a" stroke="#fff" stroke-width="3"',
    "chart-text": 'fill="#222" font-size="16"',
    "chart-soft": 'fill="#555" font-size="16"',
    "chart-on-strong": 'fill="#fff" font-size="16"',
}
_HALO = ' stroke="#fff" stroke-width="4" paint-order="stroke"'
_OTHER_SIDE = {"start": "end", "end": "start"}
_STRIPES = {
    "stripes": '<path d="M0 8 8 0" stroke="#333" stroke-width="1"/>',
    "hatch": '<path d="M0 8 8 0M0 0 8 8" stroke="#333" stroke-width="1"/>',
}


@dataclass(frozen=True)
class Canvas:
    """A drawing `height` pixels high and as wide as its place, or `width` pixels on paper.

    key: unique on the page; it begins the ids of title, description and patterns. All methods take places
    across in percent from the start of the line, and give shapes at their side of the drawing.
    """

    key: str
    height: int
    direction: Direction
    width: int | None = None

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError("a chart's key is small letters, digits and hyphens, a letter first")
        if self.direction not in ("ltr", "rtl"):
            raise ValueError(f"text runs ltr or rtl, not {self.direction}")

    def at(self, across: float) -> float:
        """Mirror a place across where the drawing runs from the right."""
        return 100 - across if self.direction == "rtl" else across

    def box(self, css: str, across: float, top: float, wide: float, high: float) -> SafeString:
        """Draw a rectangle from `across` on, towards the end of the line."""
        start = self.at(across + wide) if self.direction == "rtl" else across
        return _shape("rect", css, x=_percent(start), y=top, width=_percent(wide), height=high)

    def filled(self, pattern: str, across: float, top: float, wide: float, high: float) -> SafeString:
        """Draw a rectangle of stripes ("stripes", "hatch"): a pattern that `svg` must be told of."""
        start = self.at(across + wide) if self.direction == "rtl" else across
        fill = f"url(#{self.key}-{pattern})"
        css = f"chart-{pattern}"
        return _shape("rect", css, x=_percent(start), y=top, width=_percent(wide), height=high, fill=fill)

    def line(self, css: str, begin: tuple[float, float], end: tuple[float, float]) -> SafeString:
        """Draw a straight line between two places (across, down)."""
        (x1, y1), (x2, y2) = begin, end
        return _shape("line", css, x1=_percent(self.at(x1)), y1=y1, x2=_percent(self.at(x2)), y2=y2)

    def dot(self, css: str, across: float, down: float, radius: float) -> SafeString:
        """Draw a round mark."""
        return _shape("circle", css, cx=_percent(self.at(across)), cy=down, r=radius)

    def text(self, css: str, across: float, down: float, words: str, anchor: str = "start") -> SafeString:
        """Write words on the line `down`; anchor: start, middle or end, in the direction of the text."""
        paint = PAINT[css.split()[0]]
        if self.width:  # typst reads no direction: its anchors are sides, and its halo stands in the shape
            anchor = _OTHER_SIDE.get(anchor, anchor) if self.direction == "rtl" else anchor
            paint += "" if css == "chart-on-strong" else _HALO
        return format_html(
            '<text class="{}" {} x="{}" y="{}" text-anchor="{}">{}</text>',
            css,
            SafeString(paint),
            _percent(self.at(across)),
            _number(down),
            anchor,
            words,
        )

    def field(self, shapes: Iterable[tuple[str, str, Iterable[tuple[float, float]]]]) -> SafeString:
        """Draw (element, class, places) for polylines and polygons, whose places know no percent."""
        wide = self.width or 100
        drawn = format_html_join(
            "",
            '<{} class="{}" {} vector-effect="non-scaling-stroke" points="{}"/>',
            (
                (element, css, SafeString(PAINT[css.split()[0]]), self._points(places, wide))
                for element, css, places in shapes
            ),
        )
        return format_html(
            '<svg width="100%" height="{0}" viewBox="0 0 {1} {0}" preserveAspectRatio="none">{2}</svg>',
            self.height,
            wide,
            drawn,
        )

    def _points(self, places: Iterable[tuple[float, float]], wide: int) -> str:
        return " ".join(f"{_number(self.at(x) * wide / 100)},{_number(y)}" for x, y in places)

    def svg(
        self,
        css: str,
        shapes: Iterable[str],
        *,
        title: str = "",
        desc: str = "",
        patterns: Iterable[str] = (),
    ) -> SafeString:
        """Close the drawing: an image with its title and description, or without a title mere ornament."""
        said = self._said(title, desc) if title else SafeString(' aria-hidden="true">')
        return format_html(
            '<svg class="chart {}" xmlns="http://www.w3.org/2000/svg" direction="{}"'
            ' width="{}" height="{}"{}{}{}</svg>',
            css,
            "ltr" if self.width else self.direction,
            self.width or "100%",
            self.height,
            said,
            format_html_join("", "{}", ((self._pattern(name),) for name in patterns)),
            SafeString("".join(conditional_escape(shape) for shape in shapes)),
        )

    def _said(self, title: str, desc: str) -> SafeString:
        return format_html(
            ' role="img" aria-labelledby="{0}-t {0}-d"><title id="{0}-t">{1}</title>'
            '<desc id="{0}-d">{2}</desc>',
            self.key,
            title,
            desc,
        )

    def _pattern(self, name: str) -> SafeString:
        return format_html(
            '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse">{}</pattern>',
            self.key,
            name,
            SafeString(_STRIPES[name]),
        )


def _shape(element: str, css: str, **places: str | float) -> SafeString:
    attributes = format_html_join(
        "",
        ' {}="{}"',
        ((name, value if isinstance(value, str) else _number(value)) for name, value in places.items()),
    )
    return format_html(
        '<{} class="{}" {}{}/>', element, css, SafeString(PAINT.get(css.split()[0], "")), attributes
    )


def _percent(value: float) -> str:
    return f"{_number(value)}%"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
