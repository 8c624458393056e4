"""What the attacker has: what was published, the documented rules, and what can be seen elsewhere."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

Key = Hashable


@dataclass(frozen=True)
class Rules:
    """The publicly documented rules.

    threshold: a count shown is at least this. round_to: shown numbers are rounded to the nearest multiple.
    has_steps: a number that did not change since the release before may be older than the release; if False,
    every number is the count on the day.
    """

    threshold: int
    round_to: int = 1
    has_steps: bool = True


@dataclass(frozen=True)
class Release:
    """One release as its readers saw it.

    values: per cell key the number shown, or None where it is hidden. known: exact counts that can be seen
    elsewhere. empty: keys documented as empty by rule. at_stake: hidden keys whose count in this release must
    stay unknown even when later ones are out (None: all). erased: how many interviews were announced as
    withdrawn since the release before. older: keys whose number is known to be from before the first release
    looked at, and `erased` there counts from then on.
    contradictions: keys that stood differently on two pages. lines: what adds up in this release, where
    tables changed since the others (None: the lines that `audit` is given).
    """

    values: Mapping[Key, int | None]
    known: Mapping[Key, int] = field(default_factory=dict)
    empty: Collection[Key] = frozenset()
    at_stake: Collection[Key] | None = None
    erased: int = 0
    contradictions: tuple[Key, ...] = ()
    lines: "Sequence[Sum] | None" = None
    older: Collection[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Sum:
    """The counts of `parts` add up to the count of `total`."""

    total: Key
    parts: tuple[Key, ...]


def gather(pages: Sequence[Mapping[Key, int | None]]) -> tuple[dict[Key, int | None], tuple[Key, ...]]:
    """All pages of one release as one: the values (a number wins over hidden), and the keys that differ."""
    values: dict[Key, int | None] = {}
    differing: dict[Key, None] = {}
    for page in pages:
        for key, value in page.items():
            if key in values and values[key] != value:
                differing[key] = None
            if values.get(key) is None:
                values[key] = value
    return values, tuple(differing)
