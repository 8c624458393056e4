"""Complementary suppression over linked tables: hide what would give a hidden count away.

Each table is secured on its own, against somebody who knows all its margins that are stated or known
elsewhere. That is enough for the linked whole: a swing that keeps the margins leaves every other table as it
is. Where a margin is secret, all cells below it are hidden too, so the margins hidden of one line can trade
people among each other in every table below; they count as one pooled line there.

The order is fixed and ties fall to the cell named first: the same counts give the same release.

Sources: Hundepool et al., "Statistical Disclosure Control" (Wiley, 2012), ch. 4 on tables; Fellegi, "On the
question of statistical confidentiality", JASA 67 (1972), doi:10.1080/01621459.1972.10481199; Cox 1995 and
Kelly, Golden, Assad 1992 as in `swings`.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .cells import Key, Line
from .drafts import Draft
from .securing import Securing
from .tables import Table, parts_below, split_tables


def suppress(draft: Draft, lines: Sequence[Line], threshold: int) -> None:
    """Take back statements of `draft` until no count that is not stated can be worked out closer than
    `threshold`.
    """
    _Suppression(draft, split_tables(lines), threshold).run()


class _Suppression:
    def __init__(self, draft: Draft, tables: Sequence[Table], threshold: int) -> None:
        self.draft, self.tables, self.threshold = draft, tables, threshold
        self.home = {part: number for number, table in enumerate(tables) for part in table.parts}
        self.below = parts_below(tables)
        self.as_total: dict[Key, set[int]] = {}
        self.beside: dict[Key, tuple[int, ...]] = {}  # which lines of its own table a cell stands in
        for number, table in enumerate(tables):
            for line, (total, places) in enumerate(table.lines):
                self.as_total.setdefault(total, set()).add(number)
                for place in places:
                    self.beside[table.parts[place]] = (*self.beside.get(table.parts[place], ()), line)

    def run(self) -> None:
        self.waiting = set(range(len(self.tables)))
        for key in self.draft.keys:
            if self.draft.is_secret(key):
                self._hide_below(key)
        while self.waiting:
            number = min(self.waiting)  # tables stand in order from the top
            self.waiting.discard(number)
            self._secure(number)

    def _take_back(self, keys: Iterable[Key]) -> None:
        """State these no longer; look again at every table that has them."""
        for key in keys:
            at = self.draft.place[key]
            if self.draft.structural[at]:
                continue
            if self.draft.stated[at]:
                self.draft.stated[at] = False
                self.waiting |= self.as_total.get(key, set())
                if key in self.home:
                    self.waiting.add(self.home[key])
            if self.draft.is_secret(key):
                self._hide_below(key)

    def _hide_below(self, total: Key) -> None:
        place = self.draft.place
        self._take_back([key for key in self.below.get(total, ()) if self.draft.stated[place[key]]])

    def _secure(self, number: int) -> None:
        table = self.tables[number]
        securing = Securing(self.draft, table.parts, self._margins(table), self.threshold)
        securing.look_at_all()
        while (missing := securing.missing()).any():
            block = int(np.argmax(missing))  # the most exposed first
            keys = securing.accomplices(block)
            if keys:
                self._take_back(keys)
            elif securing.missing()[block] and self._hide_a_margin(table, securing.keys[block][0]):
                return  # the table looks different now and waits again
            if securing.missing()[block]:
                securing.give_up(block)

    def _margins(self, table: Table) -> list[NDArray[np.intp]]:
        """The lines of `table` whose sum somebody knows; secret totals of one line above are pooled."""
        known: list[NDArray[np.intp]] = []
        pools: dict[tuple[int, tuple[int, ...]], list[NDArray[np.intp]]] = {}
        totals = set(table.totals())
        for total, places in table.lines:
            if not self.draft.is_secret(total):
                known.append(places)
            elif total in self.home:
                pools.setdefault(self._pool(total, totals), []).append(places)
        return known + [np.unique(np.concatenate(pool)) for pool in pools.values()]

    def _pool(self, total: Key, totals: set[Key]) -> tuple[int, tuple[int, ...]]:
        """The line above in which `total` trades with others of `totals`: the one that has no parts but
        these. Without just one such line: all lines it stands in, with others that stand in the same.
        """
        above, lines = self.home[total], self.beside[total]
        table = self.tables[above]
        whole = [line for line in lines if totals.issuperset(table.parts[at] for at in table.lines[line][1])]
        return (above, (whole[0],)) if len(whole) == 1 else (above, lines)

    def _hide_a_margin(self, table: Table, part: Key) -> bool:
        """Hide the smallest margin of `part` that is not known anyway; False if there is none."""
        draft = self.draft
        place = table.parts.index(part)
        totals = [
            total
            for total, places in table.lines
            if place in places and draft.stated[at := draft.place[total]] and not draft.known[at]
        ]
        if totals:
            self._take_back([min(totals, key=lambda total: draft.count[draft.place[total]])])
        return bool(totals)
