"""Figures of a release as people read them: one model behind page, print, PDF, XLSX, CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ankommen.engines.languages import language as language_of
from ankommen.questionnaires.queries import document_of, pack_texts, version_by_name
from ankommen.topics.queries import topic_labels

from .figures import NO_ANSWER, NOT_STATED, QUARTER
from .models import Release
from .plan import Breakdown, Plan, Subject, in_language


@dataclass(frozen=True)
class ShownRow:
    """A row of a table: counts by answer, all that were asked, and the share of the first answer in percent
    of those who answered. None is hidden, and whatever could be worked out from a hidden number is too.
    """

    name: str
    label: str
    counts: tuple[int | None, ...]
    asked: int | None
    share: int | None


@dataclass(frozen=True)
class ShownTable:
    """A question by a breakdown; `total` is the last line."""

    label: str
    rows: tuple[ShownRow, ...]
    total: ShownRow

    @property
    def hides(self) -> bool:
        """Whether a number is hidden in it."""
        return any(None in (*row.counts, row.asked) for row in (*self.rows, self.total))


@dataclass(frozen=True)
class Figure:
    """One question: what is asked, its answers and their shares in percent, and the chosen table.

    change: by how many percentage points the share of the first answer grew from the last quarter but one to
    the last; None where one of them is hidden or missing. breaks: versions that do not go into it.
    """

    key: str
    item: str
    is_choice: bool
    label: str
    item_label: str
    topic: str
    answers: tuple[str, ...]
    labels: tuple[str, ...]
    counts: tuple[int | None, ...]
    shares: tuple[int | None, ...]
    asked: int | None
    change: int | None
    breaks: tuple[str, ...]
    table: ShownTable | None


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
        return any(None in figure.counts or (figure.table and figure.table.hides) for figure in self.figures)


def page_of(release: Release, plan: Plan, *, audience: str, subject: str, by: str, language: str) -> Page:
    """What is shown of a subject. Raises KeyError for a subject or breakdown that is not on the list."""
    subjects = {one.key: one for one in plan.subjects}
    breakdowns = {one.key: one for one in plan.breakdowns}
    reader = _Reader(release, plan, audience, language)
    asked = [entry for entry in release.figures["questions"] if entry["subject"] == subjects[subject].key]
    chosen = breakdowns[by]
    figures = [reader.figure(entry, subjects[subject], chosen) for entry in asked]
    published = release.figures["audiences"][audience]
    return Page(
        release=release,
        audience=audience,
        threshold=published["threshold"],
        round_to=published["round_to"],
        subject=subjects[subject],
        title=in_language(subjects[subject].label, language),
        by=chosen,
        by_label=in_language(chosen.label, language),
        figures=tuple(sorted(figures, key=_least_help_first) if subjects[subject].list else figures),
    )


def _least_help_first(figure: Figure) -> tuple[int, str]:
    return -(figure.shares[0] or -1), figure.label


class _Reader:
    """Reads the published cells of one audience; knows the words of the newest version."""

    def __init__(self, release: Release, plan: Plan, audience: str, language: str) -> None:
        self.plan, self.language = plan, language
        self.cells: dict[str, int | None] = release.figures["audiences"][audience]["cells"]
        self.tables = {(t["question"], t["breakdown"]): t for t in release.figures["tables"]}
        version = version_by_name(plan.form_id, release.figures["versions"][-1])
        if version is None:
            raise LookupError("A release names a version, and versions stay for ever.")
        self.document = document_of(version)
        self.texts = self.document["texts"] | pack_texts(version, language)
        self.topics = topic_labels(language)
        self.lists = dict(_lists(self.document["items"]))

    def figure(self, entry: Mapping[str, Any], subject: Subject, by: Breakdown) -> Figure:
        key, base = entry["key"], f"{entry['subject']}/{entry['item']}"
        answers = self._answers(entry, subject)
        counts = tuple(self.cells.get(f"{key}|{answer}") for answer in (*answers, NO_ANSWER))
        return Figure(
            key=key,
            item=entry["item"],
            is_choice=bool(entry["choice"]),
            label=self._label(entry),
            item_label=str(self.texts.get(f"item/{entry['item']}/label", entry["item"])),
            topic=entry["topic"],
            answers=(*answers, NO_ANSWER),
            labels=tuple(self._answer(entry, answer) for answer in answers),
            counts=counts,
            shares=_shares(counts[:-1]),
            asked=self.cells.get(base),
            change=self._change(key, answers),
            breaks=tuple(entry["breaks"]),
            table=self._table(entry, answers, by),
        )

    def _answers(self, entry: Mapping[str, Any], subject: Subject) -> tuple[str, ...]:
        """The answers in the order of the subject's parts, where it has some."""
        ordered = [choice for _, choices in subject.parts for choice in choices]
        return tuple(ordered) if ordered else tuple(entry["answers"])

    def _table(self, entry: Mapping[str, Any], answers: tuple[str, ...], by: Breakdown) -> ShownTable | None:
        table = self.tables.get((entry["key"], by.key))
        if table is None:
            return None
        key, base = entry["key"], f"{entry['subject']}/{entry['item']}"
        rows = [
            self._row(row, self._category(by, row), f"|{by.key}={row}", key, f"{base}|", answers)
            for row in table["rows"]
        ]
        total = self._row("", "", "", key, base, answers)
        return ShownTable(in_language(by.label, self.language), tuple(rows), total)

    def _row(
        self, name: str, label: str, end: str, key: str, base: str, answers: tuple[str, ...]
    ) -> ShownRow:
        counts = tuple(self.cells.get(f"{key}|{answer}{end}") for answer in (*answers, NO_ANSWER))
        return ShownRow(name, label, counts, self.cells.get(f"{base}{end}"), _shares(counts[:-1])[0])

    def _change(self, key: str, answers: tuple[str, ...]) -> int | None:
        quarters = [row for row in self.tables[key, QUARTER]["rows"] if row != NOT_STATED]
        shares = [
            _shares(tuple(self.cells.get(f"{key}|{answer}|{QUARTER}={quarter}") for answer in answers))[0]
            for quarter in sorted(quarters)[-3:-1]  # the present quarter is not over
        ]
        if len(shares) < 2 or None in shares:
            return None
        return int(shares[1] or 0) - int(shares[0] or 0)

    def _label(self, entry: Mapping[str, Any]) -> str:
        if entry["choice"]:
            return self._choice(entry["item"], entry["choice"])
        if entry["stands_for_topic"]:
            return self.topics.get(entry["topic"], str(entry["topic"]))
        return str(self.texts.get(f"item/{entry['item']}/label", entry["item"]))

    def _answer(self, entry: Mapping[str, Any], answer: str) -> str:
        return answer if entry["choice"] else self._choice(entry["item"], answer)

    def _choice(self, item: str, name: str) -> str:
        return str(self.texts.get(f"choice/{self.lists[item]}/{name}", name))

    def _category(self, by: Breakdown, name: str) -> str:
        if by.groups:
            return next((in_language(g.label, self.language) for g in by.groups if g.name == name), name)
        if by.item and name != NOT_STATED:
            return self._choice(by.item, name)
        return language_of(name).endonym if by.frame == "language" and name != NOT_STATED else name


def _shares(counts: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """Whole percents of those who answered; all hidden where one count is, or nobody answered."""
    whole = sum(count or 0 for count in counts)
    if None in counts or not whole:
        return (None,) * len(counts)
    return tuple(round(100 * (count or 0) / whole) for count in counts)


def _lists(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in items:
        found += _lists(item["items"]) if "items" in item else [(item["key"], item.get("list", ""))]
    return found
