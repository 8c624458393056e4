"""What a bench hands back, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Row = Mapping[str, str | int | float | None]


@dataclass(frozen=True)
class Wish:
    """What somebody wants measured: sizes (each bench says of what), repeats, the city's folder, another
    workbook than the city's, a folder with data that do not come with the program.
    """

    sizes: tuple[int, ...]
    repeats: int
    city: Path
    file: Path | None = None
    data: Path | None = None

    @property
    def questionnaire(self) -> Path:
        """The first of the city's questionnaires."""
        return min((self.city / "questionnaires").glob("*.xlsx"))


@dataclass
class Report:
    """The rows of a table, all with the same columns, and sentences below it."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Add a sentence, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


def markdown(report: Report) -> Iterator[str]:
    """The lines of a Markdown table with the notes below."""
    columns = list(report.rows[0])
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    for row in report.rows:
        yield f"| {' | '.join(_cell(row[column]) for column in columns)} |"
    yield ""
    yield from (f"- {note}" for note in report.notes)


def _cell(value: str | int | float | None) -> str:
    """Three figures that count: more would be noise."""
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else value
