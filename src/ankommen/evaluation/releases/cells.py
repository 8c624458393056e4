"""All tables of a release as cells that share their margins: one key, one number, one state on all pages.

Keys: `question|answer|breakdown=row` a count; `question|answer` its total over all rows;
`base||breakdown=row` the interviews of a row that were asked; `base` all that were asked. Base is the
question's item, which the choices of one item share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ankommen.engines.disclosure import Cell, Line

from ..figures import CountTable


@dataclass
class Cube:
    """Cells, the sums between them, and how the tables are made of them.

    known: cells whose count staff can work out from the live progress.
    """

    counts: dict[str, int] = field(default_factory=dict)
    moves_with: dict[str, str] = field(default_factory=dict)
    lines: dict[tuple[str, ...], Line] = field(default_factory=dict)
    tables: list[dict[str, object]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    @property
    def cells(self) -> list[Cell]:
        """What `protect` takes."""
        return [Cell(key, count, moves_with=self.moves_with[key]) for key, count in self.counts.items()]

    def add(self, table: CountTable) -> None:
        """Take in a table; rows in which nobody was asked are left out."""
        question, base = table.question, f"{table.question.subject}/{table.question.item}"
        rows = [row for row, asked in zip(table.rows, table.counts.sum(axis=1), strict=True) if asked]
        self.tables.append(
            {
                "question": question.key,
                "breakdown": table.breakdown,
                "rows": rows,
                "answers": list(table.answers),
            }
        )
        named = [f"{base}||{table.breakdown}={row}" for row in rows]
        for answer, column in zip(table.answers, table.counts.T, strict=True):
            total = f"{question.key}|{answer}"
            parts = [f"{total}|{table.breakdown}={row}" for row in rows]
            numbers = [int(n) for row, n in zip(table.rows, column, strict=True) if row in rows]
            self._put(total, sum(numbers), base)
            for key, number, row in zip(parts, numbers, named, strict=True):
                self._put(key, number, row)
            self._sum(total, parts)
        for row, number in zip(table.rows, table.counts.sum(axis=1), strict=True):
            if row in rows:
                key = f"{base}||{table.breakdown}={row}"
                self._put(key, int(number), key)
                self._sum(key, [f"{question.key}|{a}|{table.breakdown}={row}" for a in table.answers])
        self._put(base, int(table.counts.sum()), base)
        self._sum(base, named)
        self._sum(base, [f"{question.key}|{answer}" for answer in table.answers])

    def _put(self, key: str, count: int, moves_with: str) -> None:
        if self.counts.setdefault(key, count) != count:
            raise ValueError(f"The cell {key} has two counts.")
        self.moves_with[key] = moves_with

    def _sum(self, total: str, parts: list[str]) -> None:
        # One part is no sum: it is its total under another name, and both move together.
        self.lines[total, *parts] = Line(total, tuple(parts))


def cube_of(tables: Iterable[CountTable]) -> Cube:
    """The cells of all tables together."""
    cube = Cube()
    for table in tables:
        cube.add(table)
    return cube
