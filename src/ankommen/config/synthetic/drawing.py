"""How the value of one variable is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from .weighing import Values, Weights, place_of


class Draw(Protocol):
    """Gives a value for a person of whom `values` are known; None for none."""

    def __call__(self, values: Values, rng: Random) -> Any:
        """Draw once."""


@dataclass(frozen=True)
class Variable:
    """One thing that is drawn, and how often it is not told (probabilities)."""

    name: str
    draw: Draw
    declined: float
    left_open: float


@dataclass(frozen=True)
class One:
    """One of several names.

    among: only names that this variable (a list) holds, and those of `besides`. near, pull: names lie on a
    scale; each step away from the place of that variable's value on its scale divides the weight by `pull`.
    """

    names: Sequence[str]
    weights: Weights
    among: str = ""
    besides: frozenset[str] = frozenset()
    near: str = ""
    scale: Mapping[str, int] | None = None
    pull: float = 1.0

    def __call__(self, values: Values, rng: Random) -> str | None:
        """Draw one name."""
        weights = self.weights.of(values)
        if self.among:
            open_names = self.besides.union(values[self.among] or ())
            weights = [w if name in open_names else 0 for name, w in zip(self.names, weights, strict=True)]
        if self.scale is not None:
            middle = self.scale[values[self.near]]
            weights = [weight / self.pull ** abs(place - middle) for place, weight in enumerate(weights)]
        place = place_of(weights, rng)
        return None if place is None else self.names[place]


@dataclass(frozen=True)
class Number:
    """A whole number from one of several spans, each number of a span alike."""

    spans: Sequence[range]
    weights: Weights

    def __call__(self, values: Values, rng: Random) -> int | None:
        """Draw one number."""
        place = place_of(self.weights.of(values), rng)
        if place is None:
            return None
        span = self.spans[place]
        return span[int(rng.random() * len(span))]


@dataclass(frozen=True)
class Several:
    """Each name by its own chance (base weights are probabilities; effects multiply the odds).

    always: a variable whose value is among them in any case. among: as in One. most: no more than so many.
    alone: the name that stands where no other does.
    """

    names: Sequence[str]
    weights: Weights
    always: str = ""
    among: str = ""
    most: int = 0
    alone: str = ""

    def __call__(self, values: Values, rng: Random) -> list[str] | None:
        """Draw a list of names."""
        sure = values[self.always] if self.always else None
        open_names = frozenset(values[self.among] or ()) if self.among else None
        drawn = [] if sure is None else [sure]
        for name, chance, factor in zip(
            self.names, self.weights.base, self.weights.factors(values), strict=True
        ):
            hit = rng.random() < _chance(chance, factor)
            if hit and name != sure and (open_names is None or name in open_names):
                drawn.append(name)
        if self.most and len(drawn) > self.most:
            first = drawn[:1] if sure is not None else []
            drawn = first + rng.sample(drawn[len(first) :], self.most - len(first))
        return drawn or ([self.alone] if self.alone else None)


def _chance(chance: float, factor: float) -> float:
    return chance * factor / (1 - chance + chance * factor) if factor != 1 else chance


@dataclass(frozen=True)
class Difference:
    """One number less another."""

    larger: str
    smaller: str

    def __call__(self, values: Values, rng: Random) -> int:
        """Work it out; nothing is drawn."""
        return int(values[self.larger] - values[self.smaller])


@dataclass(frozen=True)
class Sentence:
    """An invented sentence in the language of the interview, the mark in front; None where there is none."""

    texts: Mapping[str, Sequence[str]]
    mark: str

    def __call__(self, values: Values, rng: Random) -> str | None:
        """Draw one sentence."""
        texts = self.texts.get(values["language"], ())
        return f"{self.mark} {texts[int(rng.random() * len(texts))]}" if texts else None


@dataclass(frozen=True)
class Rows:
    """As many rows as a variable says, each with variables of its own."""

    count: str
    variables: Sequence[Variable]

    def __call__(self, values: Values, rng: Random) -> list[dict[str, Any]] | None:
        """Draw all rows."""
        return [drawn_row(self.variables, values, rng) for _ in range(values[self.count] or 0)] or None


def drawn_row(variables: Sequence[Variable], around: Values, rng: Random) -> dict[str, Any]:
    """Draw the variables of one row; they see what is known of the person and the row so far."""
    values = dict(around)
    for variable in variables:
        values[variable.name] = variable.draw(values, rng)
    return {variable.name: values[variable.name] for variable in variables}
