"""A release in the making: what would be stated, and what each cell is still known to be at least."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .cells import Cell, Key, State
from .swings import Bools, Floats

Counts = NDArray[np.int64]


@dataclass
class Draft:
    """Arrays over all cells, each of shape (cells,).

    count: the truth. floor: the number as it last stood, 0 where none ever did; counts only grow, so it is a
    bound. stated: shown anew in this release. once_shown: some release showed it. structural: empty by rule.
    known: others see this count elsewhere whatever we hide. cost: what is lost when it is not stated, per
    person.
    """

    keys: tuple[Key, ...]
    place: dict[Key, int]
    count: Counts
    floor: Counts
    stated: Bools
    once_shown: Bools
    structural: Bools
    known: Bools
    cost: Floats

    def is_secret(self, key: Key) -> bool:
        """Whether nobody can name this count: never shown, not shown now, not seen elsewhere."""
        at = self.place[key]
        return not (self.stated[at] or self.once_shown[at] or self.known[at] or self.structural[at])


def start_draft(
    cells: Sequence[Cell], may_state: Collection[Key], states: Mapping[Key, State], known: Collection[Key]
) -> Draft:
    """All of `may_state` stated, all else as in `states`, the states of the release before."""
    old = [states.get(cell.key) for cell in cells]
    count = np.array([cell.count for cell in cells], dtype=np.int64)
    once_shown = np.array([state is not None and state.once_shown for state in old], dtype=bool)
    floor = np.array([state.counted if state and state.once_shown else 0 for state in old], dtype=np.int64)
    return Draft(
        keys=tuple(cell.key for cell in cells),
        place={cell.key: number for number, cell in enumerate(cells)},
        count=count,
        floor=np.minimum(floor, count),
        stated=np.array([cell.key in may_state or cell.is_structural_zero for cell in cells], dtype=bool),
        once_shown=once_shown,
        structural=np.array([cell.is_structural_zero for cell in cells], dtype=bool),
        known=np.array([cell.key in known for cell in cells], dtype=bool),
        cost=np.array([cell.worth for cell in cells])
        * (1.0 + np.where(once_shown, np.abs(count - floor), count)),
    )
