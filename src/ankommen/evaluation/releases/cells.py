"""All tables of a release as cells that share their margins: one key, one number, one state on all pages.

Keys: `question|answer|breakdown=row` a count; `question|answer` its total over all rows; `base|no_answer` who
gave none to any of them; `base||breakdown=row` the interviews of a row that were asked; `base` all that were
asked. Base is the question's item, which the choices of one item share.

Where a question has a rest, tables by something count it together with "no answer", as one answer named
`not_needed+no_answer`: the few who gave no answer are small in nearly every row, and alone they would take
another number of the row with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ankommen.engines.disclosure import Cell, Line

from ..counting import Counts
from ..figures import NO_ANSWER, NOT_STATED, CountTable, rest_of

# What it would cost to hide a number, beside one of the same size that nobody looks for.
_FIRST, _OTHERS, _LEAST = 4.0, 2.0, 1.0


@dataclass
class Cube:
    """Cells, how the tables are made of them, and the questions by their keys as a release has them."""

    counts: dict[str, int] = field(default_factory=dict)
    moves_with: dict[str, str] = field(default_factory=dict)
    worth: dict[str, float] = field(default_factory=dict)
    tables: list[dict[str, Any]] = field(default_factory=list)
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def cells(self) -> list[Cell]:
        """What `protect` takes."""
        return [
            Cell(key, count, moves_with=self.moves_with[key], worth=self.worth[key])
            for key, count in self.counts.items()
        ]

    @property
    def lines(self) -> list[Line]:
        """Every sum between the cells."""
        return lines_of(self.tables, self.questions.values())

    @property
    def bases(self) -> dict[str, str]:
        """The base of each question."""
        return {key: base_of(entry) for key, entry in self.questions.items()}

    def add(self, table: CountTable) -> None:
        """Take in a table; rows in which nobody was asked are left out, and cells if nobody was at all."""
        entry = self.questions.setdefault(table.question.key, asdict(table.question))
        names = answers_by_row(entry)
        counts = _joined(table, names)
        asked = table.counts.sum(axis=1)
        rows = [(place, table.rows[place]) for place, number in enumerate(asked) if number]
        self.tables.append(
            {
                "question": entry["key"],
                "breakdown": table.breakdown,
                "rows": [row for _, row in rows],
                "answers": names,
            }
        )
        if rows:
            self._put_totals(table, base_of(entry))
            self._put_rows(table, names, rows, counts)

    def _put_totals(self, table: CountTable, base: str) -> None:
        question = table.question
        numbers = dict(zip(table.answers, table.counts.sum(axis=0).tolist(), strict=True))
        for answer in question.answers:
            worth = _LEAST if answer in question.rest else _FIRST
            self._put(f"{question.key}|{answer}", numbers[answer], base, worth)
        self._put(f"{base}|{NO_ANSWER}", numbers[NO_ANSWER], base, _FIRST)
        if question.rest:
            rest = sum(numbers[answer] for answer in (*question.rest, NO_ANSWER))
            self._put(f"{question.key}|{rest_of(question.rest)}", rest, base, _LEAST)
        self._put(base, int(table.counts.sum()), base, _FIRST)

    def _put_rows(
        self, table: CountTable, names: Sequence[str], rows: Sequence[tuple[int, str]], counts: Counts
    ) -> None:
        base = f"{table.question.subject}/{table.question.item}"
        for place, row in rows:
            end = f"{table.breakdown}={row}"
            margin = f"{base}||{end}"
            for column, name in enumerate(names):
                worth = _LEAST if row == NOT_STATED else _worth(name, column)
                self._put(f"{table.question.key}|{name}|{end}", int(counts[place, column]), margin, worth)
            self._put(margin, int(table.counts[place].sum()), margin, _FIRST)

    def _put(self, key: str, count: int, moves_with: str, worth: float) -> None:
        if self.counts.setdefault(key, count) != count:
            raise ValueError(f"The cell {key} has two counts.")
        self.moves_with[key], self.worth[key] = moves_with, worth


def cube_of(tables: Iterable[CountTable]) -> Cube:
    """The cells of all tables together."""
    cube = Cube()
    for table in tables:
        cube.add(table)
    return cube


def base_of(entry: Mapping[str, Any]) -> str:
    """The key of all who were asked a question."""
    return f"{entry['subject']}/{entry['item']}"


def answers_by_row(entry: Mapping[str, Any]) -> list[str]:
    """The answers of a question as tables by something have them, "no answer" in the last."""
    if not entry["rest"]:
        return [*entry["answers"], NO_ANSWER]
    return [*(name for name in entry["answers"] if name not in entry["rest"]), rest_of(entry["rest"])]


def lines_of(tables: Iterable[Mapping[str, Any]], questions: Iterable[Mapping[str, Any]]) -> list[Line]:
    """What adds up in these tables, as anybody sees who reads them."""
    entries = {entry["key"]: entry for entry in questions}
    found: dict[tuple[str, ...], Line] = {}
    for table in tables:
        for total, *parts in _sums(table, entries[table["question"]]):
            # One part is no sum: it is its total under another name, and both move together.
            found[total, *parts] = Line(total, tuple(parts))
    return list(found.values())


def _sums(table: Mapping[str, Any], entry: Mapping[str, Any]) -> Iterator[list[str]]:
    """Each total with its parts. A table without rows has none: nobody was asked yet."""
    if not table["rows"]:
        return
    question, base = table["question"], base_of(entry)
    ends = [f"{table['breakdown']}={row}" for row in table["rows"]]
    totals = [f"{question}|{answer}" for answer in table["answers"]]
    for total in totals:
        yield [total, *(f"{total}|{end}" for end in ends)]
    for end in ends:
        yield [f"{base}||{end}", *(f"{total}|{end}" for total in totals)]
    yield [base, *(f"{base}||{end}" for end in ends)]
    yield [base, *totals]
    yield [base, *(f"{question}|{answer}" for answer in entry["answers"]), f"{base}|{NO_ANSWER}"]


def _joined(table: CountTable, names: Sequence[str]) -> Counts:
    """The counts under the answers that tables by something have, shape (rows, names)."""
    rest = {*table.question.rest, NO_ANSWER}
    apart = [place for place, name in enumerate(table.answers) if name not in rest]
    joined = [place for place, name in enumerate(table.answers) if name in rest]
    counts = table.counts[:, apart + joined]
    counts[:, len(apart)] = counts[:, len(apart) :].sum(axis=1)
    return counts[:, : len(names)]


def _worth(answer: str, column: int) -> float:
    """The first answer is what people look for; where nothing was said, least."""
    if answer.endswith(NO_ANSWER):
        return _LEAST
    return _FIRST if column == 0 else _OTHERS
