"""Other tables that would look the same: flows of people between cells that leave every margin as it is.

A hidden count can be anything that some feasible table gives it. A *swing* is the difference of such a table
to the true one; the cheapest swing that moves a cell as far as it must names the cells that have to stay
hidden with it.

Sources: Cox, "Network models for complementary cell suppression", JASA 90 (1995),
doi:10.1080/01621459.1995.10476653; Kelly, Golden, Assad, "Cell suppression: disclosure protection for
sensitive tabular data", Networks 22 (1992), doi:10.1002/net.3230220407; bounds by linear programming as in
Fischetti, Salazar, "Solving the cell suppression problem on tabular data with linear constraints", Management
Science 47 (2001), doi:10.1287/mnsc.47.7.1008.9805.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_matrix, eye_array, hstack

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_NEAR_ZERO = 1e-6


@dataclass
class Swings:
    """The feasible tables around one true table.

    balance: matrix (lines, parts) of which every swing must be a zero. room: how far each part can fall,
    shape (parts,). movable: parts that can move at all (structural zeros cannot). seen_up, seen_down: the
    furthest swings met so far.
    """

    balance: csr_matrix
    room: Floats
    movable: Bools

    def __post_init__(self) -> None:
        self.seen_up = np.zeros(len(self.room))
        self.seen_down = np.zeros(len(self.room))
        self._both = hstack([self.balance, -self.balance], format="csr")

    def furthest_down(self, part: int, free: Bools, limit: float) -> float:
        """How far `part` can fall, at most `limit`, if only `free` parts move."""
        if self.seen_down[part] >= limit or not free[part]:
            return min(float(self.seen_down[part]), limit)
        aim = np.zeros(2 * len(self.room))
        aim[len(self.room) + part] = -1
        up, down = self._reach(free)
        down[part], up[part] = min(down[part], limit), 0
        self._solve(aim, up, down)
        return min(float(self.seen_down[part]), limit)

    def cheapest(self, part: int, amount: float, cost: Floats) -> Bools | None:
        """Parts that a cheapest swing of `part` by `amount` (negative: downwards) uses; None if there is no
        swing.

        cost: for each part, per person moved, shape (parts,).
        """
        up, down = self._reach(self.movable)
        if amount < 0 and down[part] < -amount:
            return None
        fixed = np.zeros(2 * len(self.room))
        up[part], down[part] = max(amount, 0), max(-amount, 0)
        fixed[part], fixed[len(self.room) + part] = up[part], down[part]
        flow = self._solve(np.concatenate([cost, cost]), up, down, at_least=fixed)
        return None if flow is None else flow > _NEAR_ZERO

    def move_many(self, wanted: Floats, free: Bools, *, upwards: bool) -> None:
        """One table in which as many parts as possible are moved by `wanted`, shape (parts,); fills what was
        seen.
        """
        size = len(self.room)
        chosen = np.flatnonzero(wanted > 0)
        if not len(chosen):
            return
        up, down = self._reach(free)
        pick = eye_array(size, format="csr")[chosen]
        side = [-pick, pick] if upwards else [pick, -pick]
        balanced = hstack([self._both, csr_matrix((self._both.shape[0], len(chosen)))], format="csr")
        moved = hstack([*side, eye_array(len(chosen))], format="csr")
        result = _program(
            np.concatenate([np.full(2 * size, 1e-4), -np.ones(len(chosen))]),
            [LinearConstraint(balanced, 0, 0), LinearConstraint(moved, -np.inf, 0)],
            np.zeros(2 * size + len(chosen)),
            np.concatenate([up, down, wanted[chosen]]),
        )
        if result.status == 0:
            self._note(result.x[: 2 * size])

    def _reach(self, free: Bools) -> tuple[Floats, Floats]:
        most = float(self.room.sum()) + 1000.0
        return np.where(free & self.movable, most, 0.0), np.where(free & self.movable, self.room, 0.0)

    def _solve(self, cost: Floats, up: Floats, down: Floats, at_least: Floats | None = None) -> Floats | None:
        """How far each part moves in the best flow, shape (parts,); None if there is none."""
        lower = np.zeros(len(cost)) if at_least is None else at_least
        balanced = [LinearConstraint(self._both, 0, 0)]
        result = _program(cost, balanced, lower, np.concatenate([up, down]))
        if result.status != 0:
            return None
        self._note(result.x)
        size = len(self.room)
        return np.asarray(np.abs(result.x[:size] - result.x[size:]))

    def _note(self, flow: Floats) -> None:
        change = flow[: len(self.room)] - flow[len(self.room) :]
        self.seen_up = np.maximum(self.seen_up, change)
        self.seen_down = np.maximum(self.seen_down, -change)


def _program(cost: Floats, rules: list[LinearConstraint], low: Floats, high: Floats) -> OptimizeResult:
    """The linear program; nothing in it is asked to be whole. `milp` leads to the same solver as `linprog`
    (HiGHS) with a quarter less around it, and there are thousands of small ones.
    """
    return milp(cost, constraints=rules, bounds=Bounds(low, high))


def balance_of(lines: list[NDArray[np.intp]], parts: int) -> csr_matrix:
    """Matrix (lines, parts) with a one where the line counts the part."""
    if not lines:
        return csr_matrix((0, parts))
    rows = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return csr_matrix((np.ones(len(rows)), (rows, np.concatenate(lines))), shape=(len(lines), parts))
