"""What the city says of its directory: the entry [directory] of city.toml."""

from __future__ import annotations

from dataclasses import dataclass

from ankommen.places.queries import city_facts

USUAL_MONTHS = 5  # after which providers are asked whether a record is still right
USUALLY_OLD = 6  # months after which a record that nobody confirmed is shown as old


@dataclass(frozen=True)
class UpkeepRules:
    """How the directory is kept current.

    reviewed: changes of providers wait for a reviewer. confirm_after: months after which a provider is asked.
    hide_after: months without confirmation after which the public sees a record no more; None is never.
    old_after: months without confirmation after which a record looks old and stands further down.
    talk_to: the categories of offers where somebody can come and ask.
    """

    reviewed: bool = False
    confirm_after: int = USUAL_MONTHS
    hide_after: int | None = None
    old_after: int = USUALLY_OLD
    talk_to: tuple[str, ...] = ()


def upkeep_rules() -> UpkeepRules:
    """The rules that the city set in [directory], else the usual ones. One query."""
    facts = city_facts("directory")
    hidden = facts.get("hide_after_months")
    return UpkeepRules(
        reviewed=bool(facts.get("reviewed", False)),
        confirm_after=int(facts.get("confirm_after_months", USUAL_MONTHS)),
        hide_after=None if hidden is None else int(hidden),
        old_after=int(facts.get("old_after_months", USUALLY_OLD)),
        talk_to=tuple(facts.get("talk_to", ())),
    )
