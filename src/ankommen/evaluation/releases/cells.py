"""All tables of a release as cells that share their margins: one key, one number, one state on all pages.

Keys: `question|answer|breakdown=row` a count; `question|answer` its total over all rows;
`base||breakdown=row` the interviews of a row that were asked; `base` all that were asked. Base is the
question's item, which the choices of one item share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ankommen.engines.disclosure import Cell, Line

from ..figures import CountTable


@dataclass
class Cube:
    """Cells, how the tables are made of them, and the base of each question."""

    counts: dict[str, int] = field(default_factory=dict)
    moves_with: dict[str, str] = field(default_factory=dict)
    tables: list[dict[str, Any]] = field(default_factory=list)
    bases: dict[str, str] = field(default_factory=dict)

    @property
    def cells(self) -> list[Cell]:
        """What `protect` takes."""
        return [Cell(key, count, moves_with=self.moves_with[key]) for key, count in self.counts.items()]

    @property
    def lines(self) -> list[Line]:
        """Every sum between the cells."""
        return lines_of(self.tables, self.bases)

    def add(self, table: CountTable) -> None:
        """Take in a table; rows in which nobody was asked are left out, and cells if nobody was at all."""
        question = table.question.key
        base = self.bases.setdefault(question, f"{table.question.subject}/{table.question.item}")
        asked = table.counts.sum(axis=1)
        rows = [place for place, number in enumerate(asked) if number]
        names = [table.rows[place] for place in rows]
        answers = list(table.answers)
        self.tables.append(
            {"question": question, "breakdown": table.breakdown, "rows": names, "answers": answers}
        )
        if not rows:
            return
        margins = [f"{base}||{table.breakdown}={name}" for name in names]
        for answer, column in zip(answers, table.counts.T, strict=True):
            self._put(f"{question}|{answer}", int(column.sum()), base)
            for place, name, margin in zip(rows, names, margins, strict=True):
                self._put(f"{question}|{answer}|{table.breakdown}={name}", int(column[place]), margin)
        for place, margin in zip(rows, margins, strict=True):
            self._put(margin, int(asked[place]), margin)
        self._put(base, int(asked.sum()), base)

    def _put(self, key: str, count: int, moves_with: str) -> None:
        if self.counts.setdefault(key, count) != count:
            raise ValueError(f"The cell {key} has two counts.")
        self.moves_with[key] = moves_with


def cube_of(tables: Iterable[CountTable]) -> Cube:
    """The cells of all tables together."""
    cube = Cube()
    for table in tables:
        cube.add(table)
    return cube


def lines_of(tables: Iterable[Mapping[str, Any]], bases: Mapping[str, str]) -> list[Line]:
    """What adds up in these tables, as anybody sees who reads them. bases: the base of each question."""
    found: dict[tuple[str, ...], Line] = {}
    for table in tables:
        for total, *parts in _sums(table, bases[table["question"]]):
            # One part is no sum: it is its total under another name, and both move together.
            found[total, *parts] = Line(total, tuple(parts))
    return list(found.values())


def _sums(table: Mapping[str, Any], base: str) -> Iterable[list[str]]:
    """Each total with its parts. A table without rows has none: nobody was asked yet."""
    if not table["rows"]:
        return
    question, ends = table["question"], [f"{table['breakdown']}={row}" for row in table["rows"]]
    totals = [f"{question}|{answer}" for answer in table["answers"]]
    for total in totals:
        yield [total, *(f"{total}|{end}" for end in ends)]
    for end in ends:
        yield [f"{base}||{end}", *(f"{total}|{end}" for total in totals)]
    yield [base, *(f"{base}||{end}" for end in ends)]
    yield [base, *totals]
