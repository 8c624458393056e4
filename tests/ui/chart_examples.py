"""Charts as the results pages show them, with invented figures, for the gallery."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format, number_format

from ankommen.engines.languages import direction_of
from ankommen.engines.statistics import forecast
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

TODAY, UNTIL = date(2026, 11, 23), date(2027, 6, 30)
WEEKS = [10 + min(week, 60) * 3 // 4 + (week * 37) % 23 for week in range(92)]
NEEDS = [
    ("Wohnen", "السكن", (42, 26, 32)),
    ("Deutsch lernen", "تعلّم الألمانية", (27, 40, 33)),
    ("Aufenthalt und Recht", "الإقامة والقانون", (None, None, 56)),
    ("Gesundheit", "الصحة", (None, 21, 71)),
    ("Ausbildung", "التدريب المهني", (4, 8, 88)),
    ("Digitales", "الرقمية", (0, 0, 100)),
]
LEVELS = [
    ("kein Deutsch", "لا ألمانية", 1210),
    ("A1", "A1", 1480),
    ("B1 oder mehr, mit anerkanntem Sprachzertifikat", "B1 أو أكثر مع شهادة لغة معترف بها", 640),
    ("C1", "C1", None),
]
TONES = (Tone.STRONG, Tone.MIDDLE, Tone.LIGHT)


def number(value: int) -> str:
    return number_format(value, force_grouping=True)


def examples(language: str) -> dict[str, Any]:
    """The context of gallery/charts.html."""
    arabic, way = language == "ar", direction_of(language)
    rows = [(ar if arabic else de, parts) for de, ar, parts in NEEDS]
    return {
        "key": [
            (swatch(tone, key=f"key-{number}"), word)
            for number, (tone, word) in enumerate(zip((*TONES, None), _words(arabic), strict=True))
        ],
        "needs": [
            (
                label,
                stacked_bar(
                    [Part(tone, percent) for tone, percent in zip(TONES, parts, strict=True)],
                    key=f"need-{place}",
                    title=label,
                    desc=" · ".join("–" if percent is None else f"{percent} %" for percent in parts),
                    number=number,
                    direction=way,
                    keeps_lane=True,
                ),
            )
            for place, (label, parts) in enumerate(rows)
        ],
        "rest": stacked_bar(
            [Part(Tone.LIGHT, 56), Part(Tone.WITHHELD, 44)], key="rest", title="56", desc="44", direction=way
        ),
        "levels": bar_chart(
            [
                Row(ar if arabic else de, value, "·" if value is None else number(value))
                for de, ar, value in LEVELS
            ],
            key="levels",
            title="مستوى اللغة" if arabic else "Deutschkenntnisse",
            desc="A1: 1480",
            direction=way,
        ),
        "progress": {name: _progress(name, weeks, arabic, way) for name, weeks in _PACES.items()},
        "series": series_chart(
            [Point(f"Q{quarter}", share) for quarter, share in enumerate((31, 34, 38, None, 40, 44, 42), 1)],
            key="series",
            title="Wohnen",
            desc="31, 34, 38, –, 40, 44, 42",
            breaks={5},
            top=60,
            number=number,
            direction=way,
        ),
        "multiples": [
            series_chart(
                [Point(str(year), share) for year, share in zip((2024, 2025, 2026), shares, strict=True)],
                key=f"multiple-{place}",
                title=str(shares),
                desc=str(shares),
                top=60,
                height=110,
                direction=way,
            )
            for place, shares in enumerate([(42, 40, 44), (12, 18, 20), (30, 25, 27)])
        ],
    }


_PACES = {"course": WEEKS, "restless": [*WEEKS[:-8], 10, 160, 20, 150, 0, 140, 30, 120], "young": WEEKS[:3]}


def _progress(name: str, weeks: list[int], arabic: bool, way: Any) -> str:
    start = TODAY - timedelta(weeks=len(weeks))
    counts = [(start + timedelta(weeks=week), sum(weeks[:week])) for week in range(len(weeks) + 1)]
    ahead = forecast(weeks, 7000 if len(weeks) > 3 else 300, UNTIL, today=TODAY)
    goal = number(ahead.target)
    return progress_chart(
        counts,
        ahead,
        ProgressWords(
            goal=f"الهدف {goal}" if arabic else f"Ziel {goal}",
            now=number(ahead.reached),
            on=date_format(ahead.on, "F Y") if ahead.on else "",
        ),
        key=f"progress-{name}",
        title="المقابلات والتوقعات" if arabic else "Erfasste Gespräche und Prognose",
        desc=f"{ahead.reached} / {ahead.target}",
        day=lambda day: date_format(day, "M Y"),
        number=number,
        direction=way,
    )


def _words(arabic: bool) -> tuple[str, ...]:
    if arabic:
        return ("احتاجوا ولم يحصلوا على مساعدة", "حصلوا على مساعدة", "لا حاجة", "غير معروض")
    return ("Bedarf, keine Hilfe", "Hilfe bekommen", "Kein Bedarf", "Nicht gezeigt")
