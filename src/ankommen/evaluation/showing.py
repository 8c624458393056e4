"""Figures of a release as people read them: one model behind page, print, PDF, XLSX, CSV and JSON.

All shares are whole percents of everybody who was asked (N), and are worked out from published numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .figures import NO_ANSWER, NOT_STATED, QUARTER, quarter_of, rest_of
from .labels import Labels
from .models import Release
from .plan import Breakdown, Plan, Subject, in_language
from .progress import week_of

Numbers = tuple[int | None, ...]


@dataclass(frozen=True)
class ShownRow:
    """A row of a table: counts by answer, "no answer" in the last; who was asked; shares in percent.

    None is hidden, and so is whatever could only be worked out from a hidden number.
    """

    name: str
    label: str
    counts: Numbers
    asked: int | None
    shares: Numbers

    @property
    def share(self) -> int | None:
        """Of the first answer."""
        return self.shares[0]


@dataclass(frozen=True)
class ShownTable:
    """A question by a breakdown; `total` is the last line."""

    label: str
    rows: tuple[ShownRow, ...]
    total: ShownRow

    @property
    def numbers(self) -> list[int | None]:
        """All its counts, totals too."""
        return [number for row in (*self.rows, self.total) for number in (*row.counts, row.asked)]

    @property
    def hidden(self) -> int:
        """How many of its counts are hidden."""
        return self.numbers.count(None)


@dataclass(frozen=True)
class Series:
    """The share of the first answer, quarter by quarter; breaks: places before which the series begins anew,
    since versions before that asked in another way.
    """

    quarters: tuple[str, ...]
    rows: tuple[ShownRow | None, ...]
    breaks: tuple[int, ...]

    @property
    def shares(self) -> Numbers:
        """In percent; None where it is hidden or nobody was asked."""
        return tuple(row.share if row else None for row in self.rows)


@dataclass(frozen=True)
class Figure:
    """One question: what is asked, its answers with their counts and shares in percent, and the chosen table.

    labels, counts, shares: by answer, "no answer" last. labels_by_row: the answers as table and series have
    them, where the last one may be one number with "no answer". headline: what the first answer is called as
    a share, empty where it says no more than the others; then series and change are None.
    change: by how many percentage points that share grew from the last full quarter but one to the last one;
    None where one of them is hidden or missing. versions: those that go into it; breaks: those that do not.
    """

    key: str
    item: str
    is_choice: bool
    label: str
    item_label: str
    topic: str
    labels: tuple[str, ...]
    labels_by_row: tuple[str, ...]
    counts: Numbers
    shares: Numbers
    asked: int | None
    headline: str
    series: Series | None
    change: int | None
    versions: tuple[str, ...]
    breaks: tuple[str, ...]
    is_breakdown: bool
    table: ShownTable | None

    @property
    def total(self) -> ShownRow:
        """The question without a breakdown."""
        return ShownRow("", "", self.counts, self.asked, self.shares)


@dataclass(frozen=True)
class Page:
    """A subject of a release for one audience, broken down by one breakdown."""

    release: Release
    audience: str
    threshold: int
    round_to: int
    subject: Subject
    title: str
    by: Breakdown
    by_label: str
    figures: tuple[Figure, ...]

    @property
    def hides(self) -> bool:
        """Whether a number is hidden anywhere on it."""
        return any(None in figure.counts or (figure.table and figure.table.hidden) for figure in self.figures)

    @property
    def interviews(self) -> int:
        """All interviews of the release, rounded as its numbers are."""
        return self.release.interviews // self.round_to * self.round_to


def page_of(release: Release, plan: Plan, *, audience: str, subject: str, by: str, language: str) -> Page:
    """What is shown of a subject. Raises KeyError for a subject or breakdown that is not on the list."""
    subjects = {one.key: one for one in plan.subjects}
    breakdowns = {one.key: one for one in plan.breakdowns}
    asked = [entry for entry in release.figures["questions"] if entry["subject"] == subjects[subject].key]
    reader = _Reader(release, plan, audience, language, subjects[subject], breakdowns[by])
    figures = [reader.figure(entry) for entry in asked]
    published = release.figures["audiences"][audience]
    return Page(
        release=release,
        audience=audience,
        threshold=published["threshold"],
        round_to=published["round_to"],
        subject=subjects[subject],
        title=in_language(subjects[subject].label, language),
        by=breakdowns[by],
        by_label=in_language(breakdowns[by].label, language),
        figures=tuple(sorted(figures, key=_most_first) if subjects[subject].parts else figures),
    )


def _most_first(figure: Figure) -> tuple[int, str]:
    return -(figure.shares[0] if figure.shares[0] is not None else -1), figure.label


class _Reader:
    """Reads the published cells of one audience."""

    def __init__(
        self, release: Release, plan: Plan, audience: str, language: str, subject: Subject, by: Breakdown
    ) -> None:
        self.subject, self.by, self.language = subject, by, language
        self.labels = Labels(plan, release.figures["versions"], language)
        self.versions: list[str] = release.figures["versions"]
        self.cells: dict[str, int | None] = release.figures["audiences"][audience]["cells"]
        self.tables = {(t["question"], t["breakdown"]): t for t in release.figures["tables"]}
        self.quarters = sorted(
            {row for (_q, by), t in self.tables.items() if by == QUARTER for row in t["rows"]}
        )
        self.quarter = quarter_of(week_of(release.made_on))

    def figure(self, entry: Mapping[str, Any]) -> Figure:
        parts = self._parts(entry)
        by_row = self._parts_by_row(entry, parts)
        total = self._row(entry, parts, "", "")
        headline = self._headline(entry, parts)
        series = self._series(entry, by_row) if headline else None
        breaks = tuple(entry["breaks"])
        return Figure(
            key=entry["key"],
            item=entry["item"],
            is_choice=bool(entry["choice"]),
            label=self.labels.question(entry),
            item_label=self.labels.item(entry["item"]),
            topic=entry["topic"],
            labels=tuple(label for label, _answers in parts),
            labels_by_row=tuple(label for label, _answers in by_row),
            counts=total.counts,
            shares=total.shares,
            asked=total.asked,
            headline=headline,
            series=series,
            change=self._change(series) if series else None,
            versions=tuple(version for version in self.versions if version not in breaks),
            breaks=breaks,
            is_breakdown=self.labels.plan.tells(self.by, entry["item"]),
            table=self._table(entry, by_row),
        )

    def _parts(self, entry: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
        """What is counted, with its label and the answers in it; "no answer" last."""
        if self.subject.parts:
            parts = [(self._part(entry, name, answers), answers) for name, answers in self.subject.parts]
        elif entry["choice"]:
            parts = [(_("named"), ("yes",)), (_("not named"), ("no",))]
        else:
            parts = [(self.labels.choice(entry["item"], name), (name,)) for name in entry["answers"]]
        return [*parts, (_("no answer"), (NO_ANSWER,))]

    def _parts_by_row(
        self, entry: Mapping[str, Any], parts: Sequence[tuple[str, tuple[str, ...]]]
    ) -> list[tuple[str, tuple[str, ...]]]:
        """The same for the rows of a table, where the rest and "no answer" are one number."""
        rest = entry.get("rest", ())
        joined = [part for part in parts[:-1] if set(part[1]).intersection(rest)]
        if not joined:
            return list(parts)
        label = _("%(answer)s or no answer") % {"answer": " / ".join(label for label, _answers in joined)}
        others = [name for _label, answers in joined for name in answers if name not in rest]
        return [*(part for part in parts[:-1] if part not in joined), (label, (*others, rest_of(rest)))]

    def _part(self, entry: Mapping[str, Any], name: str, answers: Sequence[str]) -> str:
        if name in self.subject.part_labels:
            return in_language(self.subject.part_labels[name], self.language)
        return " / ".join(self.labels.choice(entry["item"], answer) for answer in answers)

    def _headline(self, entry: Mapping[str, Any], parts: Sequence[tuple[str, Any]]) -> str:
        return parts[0][0] if self.subject.parts or entry["choice"] else ""

    def _table(
        self, entry: Mapping[str, Any], parts: Sequence[tuple[str, tuple[str, ...]]]
    ) -> ShownTable | None:
        table = self.tables.get((entry["key"], self.by.key))
        if table is None:
            return None
        rows = [
            self._row(entry, parts, f"{self.by.key}={row}", self.labels.category(self.by, row), row)
            for row in table["rows"]
        ]
        total = self._row(entry, parts, "", "")
        return ShownTable(in_language(self.by.label, self.language), tuple(rows), total)

    def _series(
        self, entry: Mapping[str, Any], parts: Sequence[tuple[str, tuple[str, ...]]]
    ) -> Series | None:
        table = self.tables.get((entry["key"], QUARTER))
        quarters = tuple(quarter for quarter in self.quarters if quarter != NOT_STATED)
        if table is None or not quarters:
            return None
        rows = [
            self._row(entry, parts, f"{QUARTER}={quarter}", self.labels.quarter(quarter), quarter)
            if quarter in table["rows"]
            else None
            for quarter in quarters
        ]
        first = next((place for place, row in enumerate(rows) if row), 0)
        return Series(quarters, tuple(rows), (first,) if entry["breaks"] and first else ())

    def _change(self, series: Series) -> int | None:
        """Between the last two quarters that were over when the release was made."""
        over = [
            share
            for quarter, share in zip(series.quarters, series.shares, strict=True)
            if quarter < self.quarter
        ]
        if len(over) < 2 or over[-1] is None or over[-2] is None:
            return None
        return over[-1] - over[-2]

    def _row(
        self,
        entry: Mapping[str, Any],
        parts: Sequence[tuple[str, tuple[str, ...]]],
        where: str,
        label: str,
        name: str = "",
    ) -> ShownRow:
        end, base = f"|{where}" if where else "", f"{entry['subject']}/{entry['item']}"
        counts = tuple(
            _sum(
                # Who gave no answer at all gave none to any choice of the question: one number for all.
                self.cells.get(f"{base if answer == NO_ANSWER else entry['key']}|{answer}{end}")
                for answer in answers
            )
            for _label, answers in parts
        )
        asked = self.cells.get(f"{base}|{end}" if where else base)
        return ShownRow(name, label, counts, asked, shares_of(counts, asked))


def shares_of(counts: Sequence[int | None], asked: int | None) -> Numbers:
    """Whole percents of everybody who was asked; None for what is hidden. Where numbers are rounded the parts
    may make more than `asked`: then they are shares of their own sum, so that they make a whole.
    """
    shown = [count for count in counts if count is not None]
    if asked is None and len(shown) < len(counts):
        return (None,) * len(counts)
    whole = sum(shown) if len(shown) == len(counts) else max(asked or 0, sum(shown))
    return tuple(None if count is None or not whole else round(100 * count / whole) for count in counts)


def _sum(numbers: Iterator[int | None]) -> int | None:
    """The sum, None where one of them is hidden."""
    found = list(numbers)
    return None if None in found else sum(number or 0 for number in found)
