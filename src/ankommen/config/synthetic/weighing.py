"""Weights that depend on what is already known of a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

Values = Mapping[str, Any]  # what is known of a person so far: variable -> value


@dataclass(frozen=True)
class Effect:
    """Multiplies weights where all conditions hold.

    when: variable -> what its value must be one of. factors: place of a weight -> factor.
    """

    when: Mapping[str, Collection[object]]
    factors: Mapping[int, float]

    def holds(self, values: Values) -> bool:
        """Whether each condition is met; of several answers one is enough, no value meets none."""
        return all(_meets(values.get(name), wanted) for name, wanted in self.when.items())


def _meets(value: object, wanted: Collection[object]) -> bool:
    if isinstance(value, list):
        return any(one in wanted for one in value)
    return value is not None and value in wanted


@dataclass(frozen=True)
class Weights:
    """Base weights and what changes them."""

    base: Sequence[float]
    effects: Sequence[Effect] = ()

    def factors(self, values: Values) -> list[float]:
        """What each weight is multiplied by for this person."""
        factors = [1.0] * len(self.base)
        for effect in self.effects:
            if effect.holds(values):
                for place, factor in effect.factors.items():
                    factors[place] *= factor
        return factors

    def of(self, values: Values) -> list[float]:
        """The weights for this person."""
        return [weight * factor for weight, factor in zip(self.base, self.factors(values), strict=True)]


def place_of(weights: Sequence[float], rng: Random) -> int | None:
    """A place, drawn by its weight; None where nothing has any."""
    total = sum(weights)
    mark = rng.random() * total
    last = None
    for place, weight in enumerate(weights):
        if weight > 0:
            last = place
            mark -= weight
            if mark < 0:
                break
    return last
