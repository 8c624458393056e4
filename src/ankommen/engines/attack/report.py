"""`audit`: everything published, attacked at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

from .bounds import NEAR, Answers, Contradiction, Progress, Questions, answer
from .history import Floats, History, build_history
from .published import Key, Release, Rules, Sum


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is given away.

    release: its number, from 0. least, greatest: the interval that can be worked out, of the count or of its
    growth.
    """

    release: int
    key: Key
    what: str
    least: float
    greatest: float

    def __str__(self) -> str:
        return f"release {self.release}: {self.key!r}: {self.what}: {self.least:g} to {self.greatest:g}"


@dataclass(frozen=True)
class Report:
    """cells: states published, over all releases. hidden: those without a number. recovered: what is given
    away.
    """

    cells: int
    hidden: int
    recovered: tuple[Finding, ...]

    def __str__(self) -> str:
        last = f"{self.cells:,} cells, {self.hidden:,} hidden, {len(self.recovered):,} recovered"
        return "\n".join([*map(str, self.recovered), last])


def audit(
    releases: Sequence[Release],
    lines: Sequence[Sum],
    rules: Rules,
    *,
    truth: Sequence[Mapping[Key, int]] | None = None,
    progress: Progress = lambda done, of: None,
) -> Report:
    """What the published gives away: hidden counts, and people added between two releases.

    A hidden count is safe if what can be worked out is an interval at least as wide as the threshold, or as
    wide as it is from `Release.known` alone: a release must add nothing. A growth is safe if it may be none,
    if it is at least the threshold for certain, or if its interval is as wide as the threshold.

    Of the last release every hidden cell is asked for, of earlier ones those at stake; of each two
    successive releases the growth of every cell. truth: the counts of each release; a published interval that
    misses them means that the attacker's model is wrong and raises ValueError, as do releases that contradict
    themselves. progress: told how many of how many independent systems are solved.
    """
    history = build_history(releases, lines, rules)
    outside = build_history([_without_figures(release) for release in releases], lines, rules)
    asked = _Asked(history, outside, rules.threshold)
    asked.hidden(releases)
    asked.growth(releases)
    faults = _plain_faults(releases, rules)
    true = None
    try:
        true = _fitting(history, truth) if truth is not None else None
    except ValueError:
        if not faults:  # a number that is wrong on its face cannot fit
            raise
    try:
        answers = answer(history, asked.questions(), progress, true)
    except Contradiction as exception:
        raise ValueError(str(exception)) from exception
    return Report(
        cells=sum(len(release.values) for release in releases),
        hidden=sum(value is None for release in releases for value in release.values.values()),
        recovered=(*faults, *asked.findings(answers)),
    )


def _plain_faults(releases: Sequence[Release], rules: Rules) -> list[Finding]:
    """What needs no sums to be seen."""
    found = []
    for number, release in enumerate(releases):
        for key in release.contradictions:
            seen = float(release.values[key] or 0)
            found.append(Finding(number, key, "stands differently on two pages", seen, seen))
        for key, value in release.values.items():
            if value is None or key in release.empty:
                continue
            if value < rules.threshold - rules.round_to // 2:
                found.append(Finding(number, key, "shown though small", value, value))
            elif value % rules.round_to:
                found.append(Finding(number, key, "shown without rounding", value, value))
    return found


class _Asked:
    def __init__(self, history: History, outside: History, threshold: int) -> None:
        self.history, self.threshold, self.outside = history, threshold, outside
        self.names: list[tuple[int, Key, str]] = []
        self.terms: list[list[tuple[int, float]]] = []
        self.width: list[float] = []
        self.may_rest_at: list[float] = []

    def hidden(self, releases: Sequence[Release]) -> None:
        for number, release in enumerate(releases):
            is_last = number == len(releases) - 1
            for key, value in release.values.items():
                is_asked = is_last or release.at_stake is None or key in release.at_stake
                if value is None and is_asked and key not in release.known:
                    self.names.append((number, key, "hidden count"))
                    at = self.history.place[number, key]
                    self.terms.append([(at, 1.0)])
                    self.width.append(min(self.threshold, self.outside.high[at] - self.outside.low[at]))
                    self.may_rest_at.append(-np.inf)

    def growth(self, releases: Sequence[Release]) -> None:
        place = self.history.place
        for number in range(1, len(releases)):
            for key in releases[number].values:
                if (number - 1, key) in place and key not in releases[number].known:
                    self.names.append((number, key, "growth"))
                    self.terms.append([(place[number, key], 1.0), (place[number - 1, key], -1.0)])
                    self.width.append(self.threshold)
                    self.may_rest_at.append(0.0)

    def questions(self) -> Questions:
        rows = [row for row, terms in enumerate(self.terms) for _ in terms]
        columns = [column for terms in self.terms for column, _ in terms]
        signs = [sign for terms in self.terms for _, sign in terms]
        forms = csr_matrix((signs, (rows, columns)), shape=(len(self.terms), len(self.history.place)))
        may_rest_at = np.array(self.may_rest_at)
        harmless_from = np.where(np.isneginf(may_rest_at), np.inf, self.threshold)
        return Questions(forms, np.array(self.width), may_rest_at, harmless_from)

    def findings(self, answers: Answers) -> list[Finding]:
        questions = self.questions()
        safe = answers.is_safe(questions) | (answers.least >= questions.harmless_from - NEAR)
        return [
            Finding(
                *self.names[row], round(float(answers.least[row]), 3), round(float(answers.greatest[row]), 3)
            )
            for row in np.flatnonzero(~safe)
        ]


def _without_figures(release: Release) -> Release:
    return replace(release, values=dict.fromkeys(release.values))


def _fitting(history: History, truth: Sequence[Mapping[Key, int]]) -> Floats:
    """The truth as a history that fits, shape (columns,). Raises ValueError if it does not."""
    true: Floats = np.array([truth[number][key] for number, key in history.place], dtype=float)
    wrong = np.flatnonzero((true < history.low - NEAR) | (true > history.high + NEAR))
    if len(wrong):
        number, key = list(history.place)[int(wrong[0])]
        raise ValueError(f"Release {number} says of {key!r} what its count {true[wrong[0]]:g} contradicts.")
    if (abs(history.sums @ true) > NEAR).any() or (history.order @ true > history.erased + NEAR).any():
        raise ValueError("The counts given as the truth do not add up, or fall by more than was announced.")
    return true
