"""How far a number can be worked out: least and greatest value over all histories that fit what was
published.

Every solution of a linear program is a history that fits. So each solution is kept for what it shows of *all*
questions asked, programs that move many numbers at once come first, and only what is still in doubt is solved
one by one.

Source: Fischetti, Salazar, Management Science 47 (2001), doi:10.1287/mnsc.47.7.1008.9805 (attacker's
programs); Huangfu, Hall, "Parallelizing the dual revised simplex method", Math. Prog. Comp. 10 (2018) (the
solver, HiGHS).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import connected_components

from .history import Floats, History

Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]
Progress = Callable[[int, int], object]
NEAR = 1e-6
_PATIENCE, _WORTH_IT = 3, 4  # so many times moving many at once settled fewer than this: go one by one
_LONGEST = 3.0  # seconds for one question in whole numbers; what stays in doubt counts as recovered


class Contradiction(Exception):
    """No counts fit what was published."""


@dataclass
class Questions:
    """What is asked: intervals of linear forms of the counts.

    forms: matrix (questions, columns). width: an interval this wide is wide enough, shape (questions,).
    may_rest_at: a least value at or below this is enough as well (-inf: never), shape (questions,).
    harmless_from: so is a number that is at least this for certain (inf: never), shape (questions,).
    """

    forms: csr_matrix
    width: Floats
    may_rest_at: Floats
    harmless_from: Floats


@dataclass
class Answers:
    """Least and greatest values met, each of shape (questions,); `is_final` where they are proven ends."""

    least: Floats
    greatest: Floats
    is_final: Bools

    def is_safe(self, questions: Questions) -> Bools:
        """Where the interval met is wide or low enough."""
        return (self.greatest - self.least >= questions.width - NEAR) | (
            self.least <= questions.may_rest_at + NEAR
        )


def answer(history: History, questions: Questions, progress: Progress) -> Answers:
    """Intervals for all `questions`; solving stops where one is safe. Raises Contradiction if nothing
    fits.

    progress: told how many of how many independent systems are solved.
    """
    if (history.low > history.high + NEAR).any():
        raise Contradiction("What was published cannot all be true.")
    free = history.high - history.low > NEAR
    answers = _by_constants(history, questions, free)
    parts = _components(history, questions, free)
    for number, part in enumerate(parts, start=1):
        _Component(history, questions, answers, part).solve()
        progress(number, len(parts))
    return answers


def _by_constants(history: History, questions: Questions, free: Bools) -> Answers:
    """Forms without a free count have their value already."""
    value = questions.forms @ np.where(free, 0.0, history.low)
    settled = np.asarray(abs(questions.forms) @ free.astype(float) == 0)
    return Answers(np.where(settled, value, np.inf), np.where(settled, value, -np.inf), settled)


def _components(history: History, questions: Questions, free: Bools) -> list[Ints]:
    """Columns that hang together, for each group in which something is asked."""
    ties = vstack([history.sums, history.order, questions.forms], format="csr")[:, np.flatnonzero(free)]
    _, label = connected_components((abs(ties).T @ abs(ties)).tocsr(), directed=False)
    asked = np.asarray(abs(questions.forms)[:, np.flatnonzero(free)].sum(axis=0)).ravel() > 0
    wanted = np.unique(label[asked])
    columns = np.flatnonzero(free)
    return [columns[label == group] for group in wanted]


class _Component:
    def __init__(self, history: History, questions: Questions, answers: Answers, columns: Ints) -> None:
        self.questions, self.answers = questions, answers
        self.draw = np.random.default_rng(0)  # other weights each time lead to other corners
        fixed = np.where(history.high - history.low > NEAR, 0.0, history.low)
        touched = np.flatnonzero(abs(history.sums[:, columns]).sum(axis=1))
        self.equal = history.sums[touched][:, columns]
        self.equal_to = -(history.sums[touched] @ fixed)
        steps = np.flatnonzero(abs(history.order[:, columns]).sum(axis=1))
        self.order = history.order[steps][:, columns]
        self.order_to = history.erased[steps] - history.order[steps] @ fixed
        self.rows = np.flatnonzero(abs(questions.forms[:, columns]).sum(axis=1))
        self.forms = questions.forms[self.rows][:, columns]
        self.offset = questions.forms[self.rows] @ fixed
        self.limits = np.column_stack([history.low[columns], history.high[columns]])

    def solve(self) -> None:
        self._run(np.zeros(self.forms.shape[1]), insist=True)
        idle = 0
        while idle < _PATIENCE and (before := len(self._in_doubt())) > 1:
            self._move_many()
            idle = idle + 1 if before - len(self._in_doubt()) < _WORTH_IT else 0
        while len(doubtful := self._in_doubt()):
            self._settle(int(doubtful[0]))

    def _in_doubt(self) -> Ints:
        open_ = ~self.answers.is_safe(self.questions) & ~self.answers.is_final
        return np.flatnonzero(open_[self.rows])

    def _settle(self, row: int) -> None:
        """Find both ends for one question, or stop where one solution is enough."""
        number = self.rows[row]
        form = self.forms[[row]].toarray().ravel()
        for sign in (1, -1):
            self._run(sign * form, insist=True)
            if self.answers.is_safe(self.questions)[number]:
                return
            if self.answers.least[number] >= self.questions.harmless_from[number] - NEAR:
                break  # the least is proven by now
        self.answers.is_final[number] = True

    def _move_many(self) -> None:
        """One history far out for many doubtful numbers; a few weigh much, so that these go all the way."""
        rows = self._in_doubt()
        number = self.rows[rows]
        weight = self.draw.pareto(1.0, len(rows))
        may_go_up = np.isneginf(self.questions.may_rest_at[number])
        weight[may_go_up & (self.draw.random(len(rows)) < 0.5)] *= -1
        self._run(self.forms[rows].T @ weight)

    def _run(self, aim: Floats, *, insist: bool = False) -> None:
        """The history best for `aim`, taken for what it shows if all its counts are whole numbers.

        People cannot be halved: a history with fractions is no proof. insist: then solve again, in integers.
        """
        result = linprog(
            aim,
            A_ub=self.order,
            b_ub=self.order_to,
            A_eq=self.equal,
            b_eq=self.equal_to,
            bounds=self.limits,
            method="highs",
        )
        if result.status != 0:
            raise Contradiction(f"What was published cannot all be true ({result.message}).")
        if _is_whole(result.x):
            self._note(result.x)
        elif insist and (whole := self._in_whole_numbers(aim)) is not None:
            self._note(whole)

    def _in_whole_numbers(self, aim: Floats) -> Floats | None:
        result = milp(
            aim,
            constraints=[
                LinearConstraint(self.equal, self.equal_to, self.equal_to),
                LinearConstraint(self.order, -np.inf, self.order_to),
            ],
            bounds=Bounds(self.limits[:, 0], self.limits[:, 1]),
            integrality=np.ones(len(aim)),
            options={"time_limit": _LONGEST},
        )
        return None if result.x is None else np.asarray(result.x)

    def _note(self, counts: Floats) -> None:
        value = self.forms @ counts + self.offset
        self.answers.least[self.rows] = np.minimum(self.answers.least[self.rows], value)
        self.answers.greatest[self.rows] = np.maximum(self.answers.greatest[self.rows], value)


def _is_whole(counts: Floats) -> bool:
    return bool(np.abs(counts - np.round(counts)).max(initial=0.0) <= NEAR)
