"""What the next release goes on from, sealed: the counts behind the numbers of the last one."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from ankommen.engines.disclosure import Protection, State, Why
from ankommen.vault.queries import ring

if TYPE_CHECKING:
    from ..models import Release

_PLACE = "evaluation/workings"


def sealed(protections: dict[str, Protection]) -> bytes:
    """The protections of all audiences as one sealed value."""
    content = {name: _content(protection) for name, protection in protections.items()}
    return ring().seal(json.dumps(content, separators=(",", ":")).encode(), place=_PLACE)


def opened(release: Release) -> dict[str, Protection]:
    """The protections of a release, by audience. Raises SealBroken."""
    content = json.loads(ring().open(bytes(release.workings), place=_PLACE))
    return {name: _protection(part) for name, part in content.items()}


def _content(protection: Protection) -> dict[str, Any]:
    return {
        "threshold": protection.threshold,
        "round_to": protection.round_to,
        "gates": dict(protection.gates),
        "at_stake": sorted(map(str, protection.at_stake)),
        "states": {key: astuple(state) for key, state in protection.states.items()},
    }


def _protection(content: dict[str, Any]) -> Protection:
    return Protection(
        {key: _state(*values) for key, values in content["states"].items()},
        content["threshold"],
        content["round_to"],
        content["gates"],
        frozenset(content["at_stake"]),
    )


def _state(
    value: int | None, why: str | None, is_new: bool, once_shown: bool, counted: int, rests: list[int]
) -> State:
    return State(value, Why(why) if why else None, is_new, once_shown, counted, tuple(rests))
