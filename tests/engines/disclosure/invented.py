"""Made-up interviews with long tails and dependence, and the linked tables a release counts from them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ankommen.engines.disclosure import Cell, Key, Line

# Share of the largest category falls to the smallest by a constant factor: (categories, largest / smallest).
BYS = {
    "district": (12, 20.0),
    "language": (25, 400.0),
    "cohort": (6, 6.0),
    "age": (6, 10.0),
    "gender": (3, 150.0),
    "household": (5, 8.0),
    "version": (2, 3.0),
}
ALL: Key = ("all",)


@dataclass(frozen=True)
class Interviews:
    """bys: category number of each interview, per breakdown. answers: answer number, per question."""

    bys: dict[str, NDArray[np.int64]]
    answers: dict[str, NDArray[np.int64]]

    def first(self, number: int) -> "Interviews":
        return Interviews(
            {name: column[:number] for name, column in self.bys.items()},
            {name: column[:number] for name, column in self.answers.items()},
        )


def invent(number: int, *, questions: int = 15, seed: int = 1, bys: Sequence[str] = tuple(BYS)) -> Interviews:
    draw = np.random.default_rng(seed)
    columns = {name: draw.choice(BYS[name][0], number, p=_tail(*BYS[name])) for name in bys}
    answers = {f"q{q:02}": _answers(columns, 4 + q % 3, draw) for q in range(questions)}
    return Interviews(columns, answers)


def _tail(categories: int, ratio: float) -> NDArray[np.float64]:
    weights = ratio ** -np.linspace(0, 1, categories)
    return np.asarray(weights / weights.sum())


def _answers(
    columns: dict[str, NDArray[np.int64]], choices: int, draw: np.random.Generator
) -> NDArray[np.int64]:
    size = len(next(iter(columns.values())))
    score = np.tile(np.log(_tail(choices, 12.0)), (size, 1))
    for column in columns.values():
        score += draw.normal(0, 0.5, (int(column.max()) + 1, choices))[column]
    return np.asarray(np.argmax(score + draw.gumbel(size=(size, choices)), axis=1))


def tables_of(interviews: Interviews) -> tuple[list[Cell], list[Line]]:
    """All cells and sums of a release: totals, margins, and every question by every breakdown."""
    size = len(next(iter(interviews.bys.values())))
    cells, lines = [Cell(ALL, size)], []
    for by, column in interviews.bys.items():
        margins = [("all", by, value) for value in range(BYS[by][0])]
        counts = np.bincount(column, minlength=BYS[by][0])
        cells += [Cell(key, int(count), moves_with=key) for key, count in zip(margins, counts, strict=True)]
        lines.append(Line(ALL, tuple(margins)))
    for question, answers in interviews.answers.items():
        choices = 4 + int(question[1:]) % 3
        totals = np.bincount(answers, minlength=choices)
        cells += [Cell((question, choice), int(totals[choice])) for choice in range(choices)]
        lines.append(Line(ALL, tuple((question, choice) for choice in range(choices))))
        for by, column in interviews.bys.items():
            _add_table(cells, lines, question, choices, by, answers, column)
    return cells, lines


def _add_table(
    cells: list[Cell],
    lines: list[Line],
    question: str,
    choices: int,
    by: str,
    answers: NDArray[np.int64],
    column: NDArray[np.int64],
) -> None:
    values = BYS[by][0]
    counts = np.bincount(answers * values + column, minlength=choices * values).reshape(choices, values)
    for choice in range(choices):
        cells += [
            Cell((question, choice, by, value), int(counts[choice, value]), moves_with=("all", by, value))
            for value in range(values)
        ]
        lines.append(
            Line((question, choice), tuple((question, choice, by, value) for value in range(values)))
        )
    lines += [
        Line(("all", by, value), tuple((question, choice, by, value) for choice in range(choices)))
        for value in range(values)
    ]
