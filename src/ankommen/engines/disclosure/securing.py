"""One table: what is not yet safe in it, and what has to be hidden with it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .cells import Key
from .drafts import Draft
from .swings import Floats, Swings, balance_of

Places = NDArray[np.intp]
_CHEAP = 1e-3  # moving a count that is not stated costs nearly nothing, but no detours
_ENOUGH = 1e-6


class Securing:
    """The parts of one table, with those that nobody can tell apart taken as one block.

    parts: keys. margins: positions of the parts of each line whose sum somebody knows. Hidden parts that
    stand in the same margins can trade people freely: each of them may be anything from none to all that the
    block holds. All arrays below have the shape (blocks,).
    """

    def __init__(self, draft: Draft, parts: Sequence[Key], margins: Sequence[Places], threshold: int) -> None:
        self.draft, self.threshold = draft, threshold
        places = np.array([draft.place[key] for key in parts], dtype=np.intp)
        blocks = _blocks(draft, places, margins)
        owner = np.zeros(len(parts), dtype=np.intp)
        for number, block in enumerate(blocks):
            owner[block] = number
        self.keys = [tuple(parts[part] for part in block) for block in blocks]
        self.at = places[[block[0] for block in blocks]]
        self.grown = np.array(
            [(draft.count - draft.floor)[places[block]].sum() for block in blocks], dtype=float
        )
        self.margins = [np.unique(owner[line]) for line in margins]
        self.swings = Swings(
            balance_of(self.margins, len(blocks)),
            room=self.grown,
            movable=~draft.structural[self.at] & ~draft.known[self.at],
        )
        is_shared = np.array([len(block) > 1 for block in blocks], dtype=bool)
        self.swings.seen_down[is_shared] = self.grown[is_shared]
        self.width, self.low_enough = self._needs()

    def _needs(self) -> tuple[Floats, Floats]:
        """How wide an interval must be, and how far down suffices, each of shape (blocks,).

        A count never shown must be uncertain by the threshold, or by all of a margin that is known elsewhere.
        Of a number that was shown, the growth since is the secret: nobody must be seen to have been added.
        """
        once_shown = self.draft.once_shown[self.at]
        width = np.full(len(self.at), float(self.threshold))
        for line in self.margins:
            whole = self.grown[line].sum()  # less than the threshold only if the margin is known elsewhere
            width[line] = np.where(once_shown[line], width[line], np.minimum(width[line], whole))
        width[once_shown & (self.grown == 0)] = 0
        return width, np.where(once_shown, np.minimum(self.grown, self.threshold), np.inf)

    def missing(self) -> Floats:
        """By how much the interval of each block is too narrow as far as seen; 0 where it is safe or
        stated.
        """
        seen = self.swings
        short = np.maximum(0.0, self.width - seen.seen_up - seen.seen_down)
        safe = self.draft.stated[self.at] | ~seen.movable | (seen.seen_down >= self.low_enough - _ENOUGH)
        return np.where(safe | (short <= _ENOUGH), 0.0, short)

    def look_at_all(self) -> None:
        """Find out what is safe already, many blocks at a time."""
        free = ~self.draft.stated[self.at]
        while (before := np.count_nonzero(self.missing())) > 1:
            doubtful = self.missing() > 0
            self.swings.move_many(
                np.where(doubtful, np.minimum(self.width, self.grown), 0.0), free, upwards=False
            )
            short = self.missing()
            self.swings.move_many(np.where(short > 0, short + self.swings.seen_up, 0.0), free, upwards=True)
            if np.count_nonzero(self.missing()) == before:
                return

    def accomplices(self, block: int) -> list[Key] | None:
        """Keys of stated cells that must be hidden for `block` to be safe; None if no hiding in here
        helps.
        """
        stated = self.draft.stated[self.at]
        down = self.swings.furthest_down(block, ~stated, float(min(self.width[block], self.grown[block])))
        if not self.missing()[block]:
            return []
        cost = np.where(stated, self.draft.cost[self.at], _CHEAP)
        used = self.swings.cheapest(block, float(self.width[block] - down), cost)
        if used is None and self.grown[block]:
            used = self.swings.cheapest(block, -float(min(self.width[block], self.grown[block])), cost)
        if used is None:
            return None
        return [key for number in np.flatnonzero(used & stated) for key in self.keys[number]]

    def give_up(self, block: int) -> None:
        """Nothing that could be hidden makes `block` safer: what is known elsewhere gives it away already."""
        self.swings.seen_up[block] = np.inf


def _blocks(draft: Draft, places: Places, margins: Sequence[Places]) -> list[list[int]]:
    """Positions of the parts, those together that stand in the same margins and were never shown."""
    stands_in: list[tuple[int, ...]] = [() for _ in places]
    for number, line in enumerate(margins):
        for part in line:
            stands_in[part] = (*stands_in[part], number)
    alike = ~(draft.stated | draft.once_shown | draft.structural | draft.known)[places]
    blocks: dict[tuple[object, ...], list[int]] = {}
    for part, lines in enumerate(stands_in):
        blocks.setdefault((lines,) if alike[part] else (lines, part), []).append(part)
    return list(blocks.values())
