"""Charts as small SVG: pure functions that take published figures and give safe markup.

They take whole numbers, or None for what is not shown: a drawing is made of what is printed beside it and of
nothing else, so that no width tells what the table hides. Across runs in percent of the width, down in
pixels; letters keep their size on every screen. Right-to-left languages get the mirrored drawing. Colours
are classes of ui/charts.css; each shape also carries paint of its own for paper, where no stylesheet is.
"""

from .bars import Part, Row, Tone, bar_chart, stacked_bar, swatch
from .lines import Point, ProgressWords, progress_chart, series_chart

__all__ = [
    "Part",
    "Point",
    "ProgressWords",
    "Row",
    "Tone",
    "bar_chart",
    "progress_chart",
    "series_chart",
    "stacked_bar",
    "swatch",
]
