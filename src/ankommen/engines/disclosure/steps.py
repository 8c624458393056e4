"""When a number may move: in steps, on moving days, and only with enough new people behind it.

A number stands as when it last moved. The difference of two numbers of one cell is a count of the people
added between, so it obeys what counts obey, and so does the rest: those added to the same line who are *not*
counted there.

- A moving day comes when ten thresholds of people were added since the last one. On other days nothing moves.
- On a moving day a row moves only if four thresholds of people were added to it since it last could.
- In such a row a number moves if it, and the rest of every line it stands in, grew by two thresholds since it
  last moved. Two, because numbers that move on different days narrow each other's growth: with one threshold
  the attacker still found some (docs/disclosure.md).
- A hidden count is shown once it, and the rest of every line it stands in, grew by two thresholds since it
  was small, or since it was hidden for the sake of others: the tables in which it was a secret stay possible.

Whether a day or a row moves does not depend on what anybody answered. Complementary suppression then keeps
some numbers back that might have moved. Source of the threat: differencing of successive tables, Hundepool et
al., "Statistical Disclosure Control" (2012).
"""

from collections.abc import Mapping, Sequence

from .cells import Cell, Key, Line, Protection, State

MOVING_DAY = 10  # thresholds of people
MOVING_ROW = 4
STEP = 2


class Steps:
    """What may be stated in a release after `before` (None: the first).

    gates: per total that opens something, its count when it last opened. free: keys of the cells that may
    move.
    """

    def __init__(
        self, cells: Sequence[Cell], lines: Sequence[Line], threshold: int, before: Protection | None
    ) -> None:
        self.threshold, self.before = threshold, before
        self.counts = {cell.key: cell.count for cell in cells}
        self.totals: dict[Key, list[Key]] = {}
        for line in lines:
            for part in line.parts:
                self.totals.setdefault(part, []).append(line.total)
        self.gates, self.free = self._open(cells)

    def statable(self, cells: Sequence[Cell]) -> set[Key]:
        """Keys of the cells whose count may be stated, complementary suppression aside."""
        return {
            cell.key
            for cell in cells
            if cell.key in self.free and not cell.is_structural_zero and self._may_be_stated(cell)
        }

    def rests(self, key: Key) -> tuple[int, ...]:
        """For each line the cell stands in, how many are counted in its other cells."""
        return tuple(self.counts[total] - self.counts[key] for total in self.totals.get(key, ()))

    def _open(self, cells: Sequence[Cell]) -> tuple[dict[Key, int], frozenset[Key]]:
        old = dict(self.before.gates) if self.before else {}
        tops = {total for totals in self.totals.values() for total in totals} - set(self.totals)
        if not self._opened(tops, old, MOVING_DAY) and self.before is not None:
            return old, frozenset()
        rows = {cell.moves_with for cell in cells if cell.moves_with is not None}
        rows_open = self._opened(rows - tops, old, MOVING_ROW) | tops
        free = frozenset(
            cell.key for cell in cells if cell.moves_with is None or cell.moves_with in rows_open
        )
        return old | {key: self.counts[key] for key in rows_open}, free

    def _opened(self, keys: set[Key], old: Mapping[Key, int], thresholds: int) -> set[Key]:
        needed = thresholds * self.threshold
        return {key for key in keys if key not in old or abs(self.counts[key] - old[key]) >= needed}

    def _may_be_stated(self, cell: Cell) -> bool:
        if cell.count < self.threshold:
            return False
        old = self.before.states.get(cell.key) if self.before else None
        return old is None or self._has_moved(cell, old)

    def _has_moved(self, cell: Cell, old: State) -> bool:
        rests = zip(self.rests(cell.key), old.rests, strict=False)
        changes = [cell.count - old.counted, *(now - then for now, then in rests)]
        return all(abs(change) >= STEP * self.threshold for change in changes)
