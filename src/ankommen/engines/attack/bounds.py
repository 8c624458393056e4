"""How far a number can be worked out: least and greatest value over all histories that fit what was
published.

Every solution of a linear program is a history that fits. So each solution is kept for what it shows of *all*
questions asked, programs that move many numbers at once come first, and only what is still in doubt is solved
one by one.

Where the true history is given, the search begins around it: first with all totals held as they are, so that
each table is a small system of its own; then with the totals in doubt and those beside them let go, in each
table on one side only and at last on both. What is found there is a history of the whole and settles its
question. Only what is still open then is asked of the whole system, in which everything may move; and only
there a number can be proven to be given away.

Source: Fischetti, Salazar, Management Science 47 (2001), doi:10.1287/mnsc.47.7.1008.9805 (attacker's
programs); Huangfu, Hall, "Parallelizing the dual revised simplex method", Math. Prog. Comp. 10 (2018) (the
solver, HiGHS).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix, hstack, vstack
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

    def open(self, questions: Questions) -> Bools:
        """Where nothing is proven yet."""
        return ~self.is_safe(questions) & ~self.is_final

    def note(self, rows: Ints | slice, value: Floats) -> None:
        """Take in what a history that fits says of the questions in `rows`."""
        self.least[rows] = np.minimum(self.least[rows], value)
        self.greatest[rows] = np.maximum(self.greatest[rows], value)


def answer(
    history: History, questions: Questions, progress: Progress, truth: Floats | None = None
) -> Answers:
    """Intervals for all `questions`; solving stops where one is safe. Raises Contradiction if nothing
    fits.

    progress: told how many of how many independent systems are solved. truth: counts that fit, shape
    (columns,), to begin from.
    """
    if (history.low > history.high + NEAR).any():
        raise Contradiction("What was published cannot all be true.")
    answers = _by_bounds(history, questions)
    if truth is not None:
        _look_around(history, questions, answers, truth)
    # Without the truth nobody knows yet that each system has a history at all.
    parts = _components(history, questions, answers.open(questions) if truth is not None else None)
    for number, part in enumerate(parts, start=1):
        _Component(history, questions, answers, part, truth).solve()
        progress(number, len(parts))
    return answers


def _look_around(history: History, questions: Questions, answers: Answers, truth: Floats) -> None:
    """Settle what can be settled near the true history."""
    answers.note(slice(None), questions.forms @ truth)
    is_total = np.asarray((history.sums < 0).sum(axis=0)).ravel() > 0
    first_side = _sides(history)
    for side in (~is_total, first_side, ~first_side, is_total):
        held = is_total & ~(side & _beside_doubt(history, questions, answers))
        near = replace(
            history, low=np.where(held, truth, history.low), high=np.where(held, truth, history.high)
        )
        for part in _components(near, questions, answers.open(questions)):
            _Component(near, questions, answers, part).look_around()


def _sides(history: History) -> Bools:
    """Totals in two groups, so that the two of one cell are in different ones, as rows and columns are."""
    size = len(history.low)
    lines = history.sums.tocoo()
    part, total = lines.data > 0, lines.data < 0
    total_of = np.zeros(history.sums.shape[0], dtype=np.intp)
    total_of[lines.row[total]] = lines.col[total]
    cells = csr_matrix(
        (np.ones(part.sum()), (lines.col[part], total_of[lines.row[part]])), shape=(size, size)
    )
    beside = (cells.T @ cells).tocoo()
    other = beside.row != beside.col
    doubled = csr_matrix(
        (np.ones(other.sum()), (beside.row[other], beside.col[other] + size)), shape=(2 * size, 2 * size)
    )
    _, label = connected_components(doubled, directed=False)
    return np.asarray(label[:size] < label[size:])


def _beside_doubt(history: History, questions: Questions, answers: Answers) -> Bools:
    """Counts in doubt, and those that are parts of the same totals."""
    doubtful = np.asarray(abs(questions.forms[answers.open(questions)]).sum(axis=0)).ravel() > 0
    as_part = (history.sums > 0).astype(float)
    lines = as_part @ doubtful.astype(float) > 0
    return np.asarray(doubtful | (as_part[lines].sum(axis=0) > 0)).ravel()


def _by_bounds(history: History, questions: Questions) -> Answers:
    """Forms without a free count have their value already, and some are harmless by the bounds alone."""
    free = history.high - history.low > NEAR
    value = questions.forms @ np.where(free, 0.0, history.low)
    settled = np.asarray(abs(questions.forms) @ free.astype(float) == 0)
    up, down = questions.forms.maximum(0), questions.forms.minimum(0)
    least = up @ history.low + down @ history.high
    harmless = least >= questions.harmless_from - NEAR
    return Answers(
        np.where(settled, value, np.where(harmless, least, np.inf)),
        np.where(settled, value, -np.inf),
        settled | harmless,
    )


def _components(history: History, questions: Questions, wanted: Bools | None) -> list[Ints]:
    """Columns that hang together, for each group in which a wanted question (None: any) is asked."""
    columns = np.flatnonzero(history.high - history.low > NEAR)
    ties = vstack([history.sums, history.order, questions.forms], format="csr")[:, columns]
    _, label = connected_components((abs(ties).T @ abs(ties)).tocsr(), directed=False)
    forms = questions.forms if wanted is None else questions.forms[wanted]
    asked = np.asarray(abs(forms)[:, columns].sum(axis=0)).ravel() > 0
    order = np.argsort(label, kind="stable")
    groups = np.split(columns[order], np.flatnonzero(np.diff(label[order])) + 1)
    return [groups[group] for group in np.unique(label[asked])]


class _Component:
    def __init__(
        self,
        history: History,
        questions: Questions,
        answers: Answers,
        columns: Ints,
        truth: Floats | None = None,
    ) -> None:
        self.truth = None if truth is None else truth[columns]
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
        """Settle every question."""
        if np.isinf(self.answers.least[self.rows]).any():  # no history of this system is known yet
            self._run(np.zeros(self.forms.shape[1]), insist=True)
        if self.truth is None:
            self.look_around()
        while len(doubtful := self._in_doubt()):
            self._settle(int(doubtful[0]))

    def look_around(self) -> None:
        """Settle what programs that move many numbers at once can settle."""
        idle = 0
        while idle < _PATIENCE and (before := len(self._in_doubt())) > 1:
            self._move_many()
            idle = idle + 1 if before - len(self._in_doubt()) < _WORTH_IT else 0

    def _in_doubt(self) -> Ints:
        return np.flatnonzero(self.answers.open(self.questions)[self.rows])

    def _settle(self, row: int) -> None:
        """Find both ends for one question, or stop where one solution is enough."""
        number = self.rows[row]
        form = self.forms[[row]].toarray().ravel()
        if self.truth is not None and self._by_a_swing(row, form, self.truth):
            return
        for sign in (1, -1):
            best = self._run(sign * form, insist=True, enough=self._harmless(row))
            if self.answers.is_safe(self.questions)[number]:
                return
            if sign == 1 and best >= self._harmless(row) - NEAR:
                self.answers.least[number] = max(
                    best + self.offset[row], self.questions.harmless_from[number]
                )
                break
        self.answers.is_final[number] = True

    def _by_a_swing(self, row: int, form: Floats, truth: Floats) -> bool:
        """Whether the cheapest change of the true history that makes a question safe is one in whole numbers.

        Cheapest: with the fewest people moved. Such changes run through few counts and seldom halve anybody.
        """
        number, questions, answers = self.rows[row], self.questions, self.answers
        true = float(form @ truth + self.offset[row])
        up = answers.least[number] + questions.width[number] - true
        down = true - max(answers.greatest[number] - questions.width[number], questions.may_rest_at[number])
        for sign, amount in ((1, up), (-1, down)):
            change = self._cheapest(-sign * form, -amount, truth)
            if change is not None and _is_whole(change):
                self._note(truth + change)
                if answers.is_safe(questions)[number]:
                    return True
        return False

    def _cheapest(self, form: Floats, at_most: float, truth: Floats) -> Floats | None:
        """The least change of `truth` that takes `form` to `at_most`, shape (columns,); None if none does."""
        rows = vstack([self.order, csr_matrix(form)], format="csr")
        room = np.concatenate([self.limits[:, 1] - truth, truth - self.limits[:, 0]])
        result = linprog(
            np.ones(2 * len(truth)),
            A_ub=hstack([rows, -rows]),
            b_ub=np.append(self.order_to - self.order @ truth, at_most),
            A_eq=hstack([self.equal, -self.equal]),
            b_eq=np.zeros(len(self.equal_to)),
            bounds=np.column_stack([np.zeros(len(room)), room]),
            method="highs",
        )
        return None if result.status != 0 else result.x[: len(truth)] - result.x[len(truth) :]

    def _harmless(self, row: int) -> float:
        """From where on the form in `row` is harmless, without what is fixed in it."""
        return float(self.questions.harmless_from[self.rows[row]] - self.offset[row])

    def _move_many(self) -> None:
        """One history far out for many doubtful numbers; a few weigh much, so that these go all the way."""
        rows = self._in_doubt()
        number = self.rows[rows]
        weight = self.draw.pareto(1.0, len(rows))
        # Down to nobody is out of reach for hidden counts, which need width, and far for a great growth.
        is_great = self.answers.least[number] >= self.questions.harmless_from[number]
        may_go_up = np.isneginf(self.questions.may_rest_at[number]) | is_great
        weight[may_go_up & (self.draw.random(len(rows)) < 0.5)] *= -1
        self._run(self.forms[rows].T @ weight)

    def _run(self, aim: Floats, *, insist: bool = False, enough: float = np.inf) -> float:
        """The history with the least `aim`, taken for what it shows if all its counts are whole numbers.

        People cannot be halved: a history with fractions is no proof, but none in whole numbers has less.
        insist: then solve again, in integers, unless the least is `enough`. Returns the least with fractions.
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
        elif insist and result.fun < enough - NEAR:
            whole = self._rounded(aim, result.x)
            if whole is not None:
                self._note(whole)
        return float(result.fun)

    def _rounded(self, aim: Floats, counts: Floats) -> Floats | None:
        """The best history in whole numbers next to `counts`, or of all if there is none next to them."""
        near = np.floor(counts + NEAR), np.ceil(counts - NEAR)
        whole = self._in_whole_numbers(aim, *near)
        return self._in_whole_numbers(aim, *self.limits.T) if whole is None else whole

    def _in_whole_numbers(self, aim: Floats, low: Floats, high: Floats) -> Floats | None:
        result = milp(
            aim,
            constraints=[
                LinearConstraint(self.equal, self.equal_to, self.equal_to),
                LinearConstraint(self.order, -np.inf, self.order_to),
            ],
            bounds=Bounds(low, high),
            integrality=np.ones(len(aim)),
            options={"time_limit": _LONGEST},
        )
        return None if result.x is None else np.asarray(result.x)

    def _note(self, counts: Floats) -> None:
        self.answers.note(self.rows, self.forms @ counts + self.offset)


def _is_whole(counts: Floats) -> bool:
    return bool(np.abs(counts - np.round(counts)).max(initial=0.0) <= NEAR)
