"""Questions by breakdowns, over all versions of the form that confirmed links join."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from ankommen.questionnaires.queries import document_of, settled_versions

from .bridge import Chain, chain_of
from .counting import Coded, Counts, coded, coded_text, cross
from .models import Link
from .projection import MISSING, NOT_ASKED, Column, Projection, columns_of

if TYPE_CHECKING:
    from .plan import Breakdown, Plan, Subject

NOT_STATED = "not_stated"  # a breakdown that nobody answered, or that was not asked
NO_ANSWER = "no_answer"
_NO_ANSWER_CODE, _MISSING_WIDTH = 0, len(MISSING)
QUARTER = "quarter"


@dataclass(frozen=True)
class Question:
    """What is counted: an item, or one choice of an item with several answers.

    answers: the names of its categories in order. breaks: labels of versions that do not go into it.
    stands_for_topic: it is the only question of its list on its topic. rest: the answers that are one number
    with "no answer" in tables by something.
    """

    key: str
    item: str
    subject: str
    answers: tuple[str, ...]
    choice: str = ""
    topic: str = ""
    stands_for_topic: bool = False
    breaks: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()


@dataclass(frozen=True)
class CountTable:
    """One question by one breakdown: counts[row, answer]. The last row is "not stated", the last answer "no
    answer". Interviews that were not asked, or to whom the question does not apply, are not in it.
    """

    question: Question
    breakdown: str
    rows: tuple[str, ...]
    answers: tuple[str, ...]
    counts: Counts


class Counter:
    """Counts the figures of a plan; made once for one projection."""

    def __init__(self, projection: Projection, plan: Plan) -> None:
        self.plan = plan
        self.versions = [v for v in settled_versions(plan.form_id) if v.digest in projection.tables]
        self.tables = {version.label: projection.tables[version.digest] for version in self.versions}
        self.columns = {v.label: {c.key: c for c in columns_of(document_of(v))} for v in self.versions}
        self.choices = {label: _choices(columns.values()) for label, columns in self.columns.items()}
        self.links = list(Link.objects.filter(form_id=plan.form_id).exclude(confirmed_on=None))
        self._chains: dict[str, Chain] = {}

    def questions(self) -> Iterator[Question]:
        """Every question of the plan that the newest version asks, in the plan's order."""
        if self.versions:
            for subject in self.plan.subjects:
                yield from self._questions(subject)

    def tables_of(self, question: Question) -> Iterator[CountTable]:
        """The question by each breakdown of the plan, and by the quarter of the interview."""
        for breakdown in self.plan.breakdowns:
            if not self.plan.tells(breakdown, question.item):
                yield self._table(question, breakdown.key, self._rows(breakdown))
        yield self._table(question, QUARTER, self._quarters())

    def _questions(self, subject: Subject) -> Iterator[Question]:
        """In the order in which the subject names them, those of a list in the order of the form."""
        found = [*self._of_form(subject), *self._of_rules(subject)]
        order = {item: place for place, item in enumerate(subject.items)}
        yield from sorted(found, key=lambda question: order.get(question.item, 0))

    def _of_form(self, subject: Subject) -> Iterator[Question]:
        newest = document_of(self.versions[-1])
        for item in _answered(newest["items"]):
            if item["key"] not in subject.items and item.get("list") != (subject.list or None):
                continue
            yield from self._of_item(subject, item, newest)

    def _of_item(
        self, subject: Subject, item: Mapping[str, Any], newest: Mapping[str, Any]
    ) -> Iterator[Question]:
        key, topic, chain = item["key"], item.get("topic", ""), self.chain(item["key"])
        breaks = tuple(label for label in self.tables if label not in chain.items)
        if item["kind"] == "select_multiple":
            for name in chain.categories:
                question = f"{subject.key}/{key}={name}"
                yield Question(question, key, subject.key, ("yes", "no"), name, topic, False, breaks, ("no",))
            return
        alike = [other for other in _answered(newest["items"]) if other["list"] == item["list"]]
        alone = [other.get("topic", "") for other in alike].count(topic) == 1
        stands = bool(topic) and item["list"] == subject.list and alone
        answers, question = chain.categories, f"{subject.key}/{key}"
        rest = tuple(name for name in answers if name in subject.rest)
        yield Question(question, key, subject.key, answers, "", topic, stands, breaks, rest)

    def _of_rules(self, subject: Subject) -> Iterator[Question]:
        asked = {label: {column.item for column in found.values()} for label, found in self.columns.items()}
        for column, made in self.plan.made_questions.items():
            if column in subject.items:
                names = tuple(group.name for group in made.groups)
                breaks = tuple(label for label, items in asked.items() if not made.asks <= items)
                yield Question(f"{subject.key}/{column}", column, subject.key, names, breaks=breaks)

    def chain(self, item: str) -> Chain:
        """An item of the newest version through all versions."""
        if item not in self._chains:
            self._chains[item] = chain_of(item, self.choices, self.links)
        return self._chains[item]

    def _table(self, question: Question, breakdown: str, rows: Mapping[str, Coded]) -> CountTable:
        names = next(iter(rows.values())).categories
        total = np.zeros((_MISSING_WIDTH + len(names), _MISSING_WIDTH + len(question.answers)), np.int64)
        for version, codes in rows.items():
            total += cross(codes, self._answers(question, version))
        stated, asked = total[_MISSING_WIDTH:], total[:_MISSING_WIDTH].sum(axis=0, keepdims=True)
        counts = np.concatenate([stated, asked])
        counts = np.concatenate([counts[:, _MISSING_WIDTH:], counts[:, [_NO_ANSWER_CODE]]], axis=1)
        return CountTable(question, breakdown, (*names, NOT_STATED), (*question.answers, NO_ANSWER), counts)

    def _answers(self, question: Question, version: str) -> Coded:
        if question.item in self.plan.made_questions:
            return coded(self.tables[version], question.item, question.answers)
        chain = self.chain(question.item)
        if not question.choice:
            return self._joined(chain, version)
        table, item = self.tables[version], chain.items.get(version)
        place = chain.categories.index(question.choice)
        older = [c for c in self.columns[version].values() if c.item == item]
        chosen = [column for column in older if chain.place(version, column.choice) == place]
        if len(chosen) != 1:  # none, or several that would have to be asked for in each interview again
            return _nothing(table, question.answers)
        return _mapped(coded(table, chosen[0].key, ("no", "yes")), question.answers, {"no": 1, "yes": 0})

    def _rows(self, breakdown: Breakdown) -> dict[str, Coded]:
        """The codes of a breakdown in each version, with the same categories."""
        if breakdown.groups:
            names = tuple(group.name for group in breakdown.groups)
            return {v: coded(table, breakdown.column, names) for v, table in self.tables.items()}
        if breakdown.frame == "version":
            return {v: _constant(table, v, tuple(self.tables)) for v, table in self.tables.items()}
        if breakdown.frame:
            return _aligned({v: coded_text(table, breakdown.frame) for v, table in self.tables.items()})
        chain = self.chain(breakdown.item)
        return {version: self._joined(chain, version) for version in self.tables}

    def _joined(self, chain: Chain, version: str) -> Coded:
        """The answers of a version under the categories in common."""
        table, item = self.tables[version], chain.items.get(version)
        if item is None:
            return _nothing(table, chain.categories)
        column = self.columns[version][item]
        places = {name: chain.place(version, name) for name in column.categories}
        return _mapped(coded(table, column.key, column.categories), chain.categories, places)

    def _quarters(self) -> dict[str, Coded]:
        return _aligned({v: _by_quarter(coded_text(table, "week")) for v, table in self.tables.items()})


def rest_of(answers: Iterable[str]) -> str:
    """The name of these answers and "no answer" as one number."""
    return "+".join((*answers, NO_ANSWER))


def _choices(columns: Iterable[Column]) -> dict[str, list[str]]:
    """The names of the choices of each item of a version."""
    found: dict[str, list[str]] = {}
    for column in columns:
        found.setdefault(column.item, []).extend([column.choice] if column.choice else column.categories)
    return found


def _answered(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        if item["kind"] == "group":
            yield from _answered(item["items"])
        elif item["kind"] in ("select_one", "select_multiple"):
            yield item


def _mapped(column: Coded, names: Sequence[str], places: Mapping[str, int | None]) -> Coded:
    """The same answers under the categories `names`; what has no place there was, for us, not asked."""
    codes = [NOT_ASKED if (place := places.get(name)) is None else place for name in column.categories]
    look_up = np.array([*range(-_MISSING_WIDTH, 0), *codes], np.int64) + _MISSING_WIDTH
    return Coded(look_up[column.codes], tuple(names))


def _nothing(table: pa.Table, names: Sequence[str]) -> Coded:
    return Coded(np.full(table.num_rows, NOT_ASKED + _MISSING_WIDTH, np.int64), tuple(names))


def _constant(table: pa.Table, value: str, names: Sequence[str]) -> Coded:
    place = _MISSING_WIDTH + list(names).index(value)
    return Coded(np.full(table.num_rows, place, np.int64), tuple(names))


def _aligned(columns: Mapping[str, Coded]) -> dict[str, Coded]:
    """The same columns with all their categories together, in alphabetical order."""
    names = sorted({name for column in columns.values() for name in column.categories})
    places = {name: place for place, name in enumerate(names)}
    return {version: _mapped(column, names, places) for version, column in columns.items()}


def _by_quarter(weeks: Coded) -> Coded:
    """ "2026-W47" is in "2026-Q4": a week belongs where its Thursday lies (13 or 14 weeks a quarter)."""
    names = sorted({quarter_of(week) for week in weeks.categories})
    return _mapped(weeks, names, {week: names.index(quarter_of(week)) for week in weeks.categories})


def quarter_of(week: str) -> str:
    """The quarter of an ISO week, by its Thursday."""
    year, number = week.split("-W")
    thursday = date.fromisocalendar(int(year), int(number), 4)
    return f"{thursday.year}-Q{(thursday.month + 2) // 3}"
