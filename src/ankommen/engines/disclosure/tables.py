"""Linked tables taken apart: lines that share parts are one table; tables are linked by their totals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .cells import Key, Line


@dataclass(frozen=True)
class Table:
    """Lines connected by common parts, e.g. one question by district.

    parts: keys of the cells inside. lines: each total with the positions of its parts in `parts`.
    """

    parts: tuple[Key, ...]
    lines: tuple[tuple[Key, NDArray[np.intp]], ...]

    def totals(self) -> tuple[Key, ...]:
        """Keys of the margins."""
        return tuple(total for total, _ in self.lines)


def split_tables(lines: Sequence[Line]) -> list[Table]:
    """Tables in an order in which a cell is treated as a part before it is treated as a total.

    Raises ValueError if a cell is, by a circle of lines, part of itself.
    """
    groups = _connected(lines)
    tables = [_as_table(group) for group in groups]
    return _from_the_top(tables)


def _connected(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped by common parts (union-find over the parts)."""
    root: dict[Key, Key] = {}

    def find(key: Key) -> Key:
        root.setdefault(key, key)
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for line in lines:
        for part in line.parts[1:]:
            root[find(part)] = find(line.parts[0])
    groups: dict[Key, list[Line]] = {}
    for line in lines:
        groups.setdefault(find(line.parts[0]), []).append(line)
    return list(groups.values())


def _as_table(lines: Sequence[Line]) -> Table:
    place: dict[Key, int] = {}
    for line in lines:
        for part in line.parts:
            place.setdefault(part, len(place))
    return Table(
        tuple(place),
        tuple((line.total, np.array([place[part] for part in line.parts], dtype=np.intp)) for line in lines),
    )


def _from_the_top(tables: Sequence[Table]) -> list[Table]:
    home = {part: number for number, table in enumerate(tables) for part in table.parts}
    depth: dict[int, int] = {}

    def measure(number: int, path: frozenset[int]) -> int:
        if number in path:
            raise ValueError(f"The lines run in a circle through {tables[number].parts[0]!r}.")
        if number not in depth:
            above = {home[total] for total in tables[number].totals() if total in home}
            depth[number] = 1 + max((measure(up, path | {number}) for up in above), default=0)
        return depth[number]

    return sorted(tables, key=lambda table: measure(home[table.parts[0]], frozenset()))


def parts_below(tables: Sequence[Table]) -> Mapping[Key, list[Key]]:
    """For each total the keys of its parts in all tables."""
    below: dict[Key, list[Key]] = {}
    for table in tables:
        for total, places in table.lines:
            below.setdefault(total, []).extend(table.parts[place] for place in places)
    return below


def same_tables(keys: Iterable[Key], lines: Sequence[Line]) -> set[Key]:
    """All cells of the tables with one of `keys` inside, and their margins: what to keep in case of doubt."""
    wanted = set(keys)
    near = [table for table in split_tables(lines) if wanted.intersection(table.parts)]
    return wanted.union(*(table.parts for table in near), *(table.totals() for table in near))
