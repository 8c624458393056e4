"""When a number may move: in steps, and only together with a batch of new people.

A number stands as when it last moved. It may move when the total of its row has grown by two thresholds since
the row was last free to move (so that whoever came last is one of many), and when the count itself has
changed by the threshold. A hidden count may be shown once it is twice the threshold. None of this depends on
what the last person answered alone. Complementary suppression then keeps some numbers back that might have
moved.
"""

from collections.abc import Sequence

from .cells import Cell, Key, Protection, State


def open_gates(
    cells: Sequence[Cell], threshold: int, before: Protection | None
) -> tuple[dict[Key, int], frozenset[Key]]:
    """The count at which each row was last free to move, and the keys of the cells that are free now."""
    counts = {cell.key: cell.count for cell in cells}
    rows = {cell.moves_with for cell in cells if cell.moves_with is not None}
    old = dict(before.gates) if before else {}
    opened = {row for row in rows if row not in old or abs(counts[row] - old[row]) >= 2 * threshold}
    gates = old | {row: counts[row] for row in opened}
    free = frozenset(cell.key for cell in cells if cell.moves_with is None or cell.moves_with in opened)
    return gates, free


def statable(
    cells: Sequence[Cell], threshold: int, before: Protection | None, free: frozenset[Key]
) -> set[Key]:
    """Keys of the cells whose count may be stated in this release, complementary suppression aside."""
    states = before.states if before else {}
    return {
        cell.key
        for cell in cells
        if cell.key in free
        and not cell.is_structural_zero
        and _has_moved(cell, threshold, states.get(cell.key), first=before is None)
    }


def _has_moved(cell: Cell, threshold: int, old: State | None, *, first: bool) -> bool:
    if cell.count < threshold:
        return False
    if old is not None and old.counted is not None:
        return abs(cell.count - old.counted) >= threshold
    return first or old is None or cell.count >= 2 * threshold
