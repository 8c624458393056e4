"""What came of asking: response, refusal and break-off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """`count` of `base`; `value` is None where there is no base to divide by."""

    count: int
    base: int

    @property
    def value(self) -> float | None:
        """The rate between 0 and 1."""
        return self.count / self.base if self.base else None


@dataclass(frozen=True)
class Outcomes:
    """The rates of everybody who was asked. Response with partial interviews and refusal add up to one.

    response: complete interviews of all who were asked. response_with_partial: complete and partial ones of
    all who were asked. refusal: refusals of all who were asked. break_off: partial interviews of all that
    were begun.
    """

    response: Rate
    response_with_partial: Rate
    refusal: Rate
    break_off: Rate


def outcome_rates(*, complete: int, partial: int, refused: int) -> Outcomes:
    """Give the outcome rates of eligible people who were asked for an interview.

    complete, partial, refused: how many ended so; a break-off is a partial interview. Who came and was not
    asked is in no base: a register of visitors does not know them, so these are rates of those asked, which
    AAPOR calls cooperation rates. Raises ValueError on negative counts. Source: AAPOR, Standard Definitions,
    9th edition 2016: COOP1 = I / ((I + P) + R + O), COOP2 = (I + P) / ((I + P) + R + O), with O = 0, and
    refusal over the same base; without cases of unknown eligibility and non-contacts these are RR5, RR6 and
    REF3. AAPOR counts break-offs among the refusals; here one is a partial interview: its answers stay.
    """
    if min(complete, partial, refused) < 0:
        raise ValueError("nobody can be counted less than never")
    begun = complete + partial
    asked = begun + refused
    return Outcomes(
        response=Rate(complete, asked),
        response_with_partial=Rate(begun, asked),
        refusal=Rate(refused, asked),
        break_off=Rate(partial, begun),
    )
