"""The matrix would see a wrong table: each entry of POLICY is taken out, widened or added, and a cell differs.

A sample runs always, every entry in `make long`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ankommen.accounts.models import Role
from ankommen.accounts.policy import POLICY, Allowed

from .expected import ROLES
from .test_matrix import ROUTES, World, differences, fields_that_differ

pytestmark = pytest.mark.django_db
Pair = tuple[str, str]
# Whose objects no cell tells apart: tests/accounts/journalsearch, tests/interviews, tests/cases and test_grants
# do. What is opened anew has no width.
WIDTH_TOLD_ELSEWHERE: set[Pair] = {
    ("journal", "read"),
    ("interview", "conduct"),
    ("case", "break_glass"),
    ("break_glass", "read"),
    ("case", "open"),
}
ALL = (Allowed("all"),)


def flips(role: Role, pair: Pair) -> Iterator[tuple[Allowed, ...]]:
    """What may stand there wrongly: nothing, or everything."""
    present = POLICY[pair].get(role, ())
    if present:
        yield ()
    if present != ALL and (not present or pair not in WIDTH_TOLD_ELSEWHERE):
        yield ALL


def unseen(actor: str, pairs: list[Pair], patch: pytest.MonkeyPatch) -> list[str]:
    """Flips for one role that no cell tells."""
    world, role, missed = World(actor), Role(actor), []
    for pair in pairs:
        asked = [route for route in ROUTES if route.policy == pair]
        for wrong in flips(role, pair):
            with patch.context() as planted:
                planted.setitem(POLICY, pair, {**POLICY[pair], role: wrong})
                if not differences(actor, world, asked)[1] and not fields_that_differ(actor, world):
                    missed.append(f"{actor} {pair} {wrong}")
    return missed


@pytest.mark.parametrize("actor", ["partner", "team_lead"])
def test_a_wrong_entry_about_reading_cases_is_seen(actor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unseen(actor, [("case", "read")], monkeypatch) == []


@pytest.mark.long
@pytest.mark.parametrize("actor", ROLES)
def test_every_wrong_entry_is_seen(actor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unseen(actor, sorted(POLICY), monkeypatch) == []


def test_fields_that_are_too_wide_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    wider = {**POLICY["case", "read"], Role.RECEPTION: (Allowed("organisation"),)}
    monkeypatch.setitem(POLICY, ("case", "read"), wider)
    assert fields_that_differ("reception", World("reception"))
