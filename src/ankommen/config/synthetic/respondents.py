"""Persons who answer one version of a questionnaire: what they tell, and what they leave out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from ankommen.engines.formlogic import Form, Problem, fill
from ankommen.engines.formlogic.tree import Place

from .calendar import VersionInUse
from .drawing import Rows, Variable
from .weighing import Values

_TRIES = 40  # of drawing an answer that the form takes, before it is left open


@dataclass(frozen=True)
class _Question:
    """An item that is asked, and the variable that answers it; `inner` are the questions of a repeat."""

    key: str
    variable: Variable
    recode: Mapping[str, str]
    inner: Sequence[_Question] = ()

    def told(self, value: Any) -> Any:
        """The value as this version's choices say it."""
        if not self.recode or value is None:
            return value
        return [self.recode.get(v, v) for v in value] if isinstance(value, list) else self._recoded(value)

    def _recoded(self, value: Any) -> Any:
        return self.recode.get(str(value), value)


class Respondents:
    """Answers of drawn persons to one version.

    form: the version's compiled document, made ready. released: the languages it may be held in.
    """

    def __init__(
        self,
        form: Form,
        version: VersionInUse,
        variables: Mapping[str, Variable],
        released: Sequence[str],
    ) -> None:
        self.released = list(released)
        self.version = version
        self._form = form
        self._questions = self._asked(form.tree.root, variables)
        self._by_key = {question.key: question for question in self._questions}

    def _asked(self, parent: Place, variables: Mapping[str, Variable]) -> list[_Question]:
        found: list[_Question] = []
        for place in parent.children.values():
            if place.kind == "group":
                found += self._asked(place, variables)
            elif variable := self._variable(place, variables):
                recode = self.version.recodes.get(place.key, {})
                found.append(_Question(place.key, variable, recode, self._inner(place, variable)))
        return found

    def _variable(self, place: Place, variables: Mapping[str, Variable]) -> Variable | None:
        is_asked = place.kind == "repeat" or (place.is_leaf and "calculation" not in place.item)
        return variables.get(self.version.items.get(place.name, place.name)) if is_asked else None

    def _inner(self, place: Place, variable: Variable) -> list[_Question]:
        if place.kind != "repeat" or not isinstance(variable.draw, Rows):
            return []
        return self._asked(place, {inner.name: inner for inner in variable.draw.variables})

    @property
    def asked(self) -> set[str]:
        """The keys of all items that a variable answers."""
        return {*self._by_key, *(inner.key for question in self._questions for inner in question.inner)}

    def answers(
        self, person: dict[str, Any], factors: Sequence[float], rng: Random, *, on: date, until: float
    ) -> dict[str, Any]:
        """What the person answers, without what does not apply; the form finds nothing wrong with it.

        factors: on the probabilities of declining and of leaving open. until: the share of the questions that
        the interview reaches.
        """
        reached = self._questions[: max(1, round(until * len(self._questions)))]
        given = self._given(reached, person, factors, rng)
        for attempt in range(_TRIES + 1):
            filled = fill(self._form, given, on=on)
            wrong = [p for p in filled.problems if until >= 1 or p.code != "required"]
            if not wrong:
                return filled.answers
            for problem in wrong:
                self._mend(given, problem, person, rng, gives_up=attempt >= _TRIES - 1)
        raise ValueError(f"No answer is right for {wrong[0].key}: {wrong[0].code}.")

    def _given(
        self, questions: Sequence[_Question], values: Values, factors: Sequence[float], rng: Random
    ) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for question in questions:
            value = values[question.variable.name]
            if question.inner:
                rows = [self._given(question.inner, row, factors, rng) for row in value or ()]
                given |= {question.key: rows} if rows else {}
                continue
            mark = rng.random()
            declines = question.variable.declined * factors[0]
            if mark < declines:
                given[question.key] = None
            elif value is not None and mark >= declines + question.variable.left_open * factors[1]:
                given[question.key] = question.told(value)
        return given

    def _mend(
        self, given: dict[str, Any], problem: Problem, person: dict[str, Any], rng: Random, *, gives_up: bool
    ) -> None:
        """Draw again what the form does not take, so that what stands is drawn from what it takes."""
        if problem.code == "required":
            given[problem.key] = None
        elif problem.row or gives_up:
            self._row(given, problem).pop(problem.key, None)
        else:
            question = self._by_key[problem.key]
            value = person[question.variable.name] = question.variable.draw(person, rng)
            given[problem.key] = question.told(value)

    def _row(self, given: dict[str, Any], problem: Problem) -> dict[str, Any]:
        if not problem.row:
            return given
        repeat = self._form.tree[problem.key].repeats[0]
        row: dict[str, Any] = given[repeat][problem.row[0]]
        return row
