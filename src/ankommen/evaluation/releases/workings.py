"""What the next release goes on from, sealed: the counts behind the numbers of the last one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from ankommen.engines.disclosure import Protection, State, Why
from ankommen.vault.queries import ring

from ..seals import WORKINGS

if TYPE_CHECKING:
    from ..models import Release


@dataclass(frozen=True)
class Workings:
    """What no page shows of a release.

    protections: by audience. counts: of every cell, exact. known: what live progress showed to staff.
    gone: interviews that were withdrawn, corrected or erased by then. began: the number of the release in
    which a cell began anew, since what it counts had changed; not in it are those that never did.
    """

    protections: dict[str, Protection]
    counts: Mapping[str, int]
    known: Mapping[str, int]
    gone: int
    began: Mapping[str, int]


def sealed(workings: Workings) -> bytes:
    """The workings as one sealed value."""
    content = {
        "audiences": {name: _content(one) for name, one in workings.protections.items()},
        "counts": dict(workings.counts),
        "known": dict(workings.known),
        "gone": workings.gone,
        "began": dict(workings.began),
    }
    return ring().seal(json.dumps(content, separators=(",", ":")).encode(), place=WORKINGS)


def opened(release: Release) -> Workings:
    """The workings of a release. Raises SealBroken."""
    content = json.loads(ring().open(bytes(release.workings), place=WORKINGS))
    protections = {name: _protection(part) for name, part in content.pop("audiences").items()}
    return Workings(protections, **content)


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
