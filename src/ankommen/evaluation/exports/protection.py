"""k-anonymity and l-diversity by taking away: cells first, whole records only where nothing else helps.

A class is everybody with the same values of all quasi-identifiers (Sweeney 2002); "suppressed" is a value
like any other. Where a class is smaller than k, or one sensitive question has fewer than l answers in it
(Machanavajjhala et al. 2007, distinct l-diversity), the quasi-identifier named last is suppressed for all of
the class, then the last but one, and so on; what is still too small with all of them suppressed is left out.
Cells come first because the answers to the other questions stay in the data that way, and because people in
small groups, whom the study is about, would else be missing altogether.

Each step fills only classes that no earlier step could fill, so that none is spoilt by a later one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Values = Sequence[Hashable]
_HIDDEN = object()


@dataclass(frozen=True)
class Protected:
    """hidden: quasi-identifier -> whether its value is suppressed, for each record. dropped: left out.
    k: the smallest class that stays. l: the fewest answers in one, None where nobody answered.
    """

    hidden: dict[str, list[bool]]
    dropped: list[bool]
    k: int
    l: int | None  # noqa: E741


def protect(
    fixed: Values, quasi: Mapping[str, Values], sensitive: Mapping[str, Values], *, k: int, least: int
) -> Protected:
    """Suppress until every class has k records and, of each sensitive question, `least` answers or none.

    fixed: what a record shows in any case and is told apart by. quasi: the most important first. sensitive:
    None stands for no answer. Cost: number of records times number of quasi-identifiers squared.
    """
    hidden = {name: [False] * len(fixed) for name in quasi}
    bad = _bad(fixed, quasi, sensitive, hidden, k, least)
    for name in reversed(list(quasi)):
        for record in bad:
            hidden[name][record] = True
        bad = _bad(fixed, quasi, sensitive, hidden, k, least) if bad else bad
    dropped = [False] * len(fixed)
    for record in bad:
        dropped[record] = True
    kept = [one for one in _classes(fixed, quasi, hidden) if not dropped[one[0]]]
    answers = [number for one in kept for number in _diversity(one, sensitive)]
    return Protected(hidden, dropped, min(map(len, kept), default=0), min(answers, default=None))


def _bad(
    fixed: Values,
    quasi: Mapping[str, Values],
    sensitive: Mapping[str, Values],
    hidden: Mapping[str, list[bool]],
    k: int,
    least: int,
) -> list[int]:
    return [
        record
        for one in _classes(fixed, quasi, hidden)
        if len(one) < k or min(_diversity(one, sensitive), default=least) < least
        for record in one
    ]


def _classes(fixed: Values, quasi: Mapping[str, Values], hidden: Mapping[str, list[bool]]) -> list[list[int]]:
    found: defaultdict[Hashable, list[int]] = defaultdict(list)
    for record, always in enumerate(fixed):
        seen = (_HIDDEN if hidden[name][record] else values[record] for name, values in quasi.items())
        found[(always, *seen)].append(record)
    return list(found.values())


def _diversity(records: Sequence[int], sensitive: Mapping[str, Values]) -> list[int]:
    """How many answers a class gave to each sensitive question that somebody in it answered."""
    given = [
        {values[record] for record in records if values[record] is not None} for values in sensitive.values()
    ]
    return [len(answers) for answers in given if answers]
