"""What goes in and what comes out: cells, lines, and the one state a cell has on all pages."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Key = Hashable

# Below five no count is shown to anybody. A city may ask for more, never for less.
LOWEST_THRESHOLD = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One count of people.

    key: names the cell wherever it stands; two pages with the same key show the same state.
    is_structural_zero: nobody *can* be counted here (a filter of the questionnaire); such a zero is shown.
    moves_with: key of the total whose growth lets this number move (for a cell of "by district", the
    interviews of that district; for that margin, itself). None: it may move with every release.
    worth: how much is lost if it is hidden for the sake of others, beside a count of the same size worth 1.
    """

    key: Key
    count: int
    is_structural_zero: bool = False
    moves_with: Key | None = None
    worth: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of `parts` add up to the count of `total`."""

    total: Key
    parts: tuple[Key, ...]


class Why(StrEnum):
    """Why a number is not shown."""

    SMALL = "small"
    COMPLEMENTARY = "complementary"  # from it and its neighbours a small one could be worked out
    KEPT = "kept"  # hidden in an earlier release, which showing it now would give away


@dataclass(frozen=True, slots=True)
class State:
    """What is published of a cell.

    value: the number to show, rounded; None: hidden, `why` says for what reason.
    is_new: the number was stated in this release; otherwise it stands as when it last moved.
    once_shown: this or an earlier release showed a number.
    counted, rests: the exact count when it was last stated (hidden: when it was last at stake), and what was
    counted then in the other cells of each of its lines; for the maker of the next release, never for a page.
    """

    value: int | None
    why: Why | None = None
    is_new: bool = False
    once_shown: bool = False
    counted: int = 0
    rests: tuple[int, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether no number is shown."""
        return self.value is None


@dataclass(frozen=True)
class Protection:
    """A release: one state per cell key.

    gates: for each total that lets others move, its count when it last did.
    at_stake: hidden keys whose count in this release must not be worked out from later ones either: those
    that are small, and those hidden for the first time.
    """

    states: Mapping[Key, State]
    threshold: int
    round_to: int = 1
    gates: Mapping[Key, int] = field(default_factory=dict)
    at_stake: frozenset[Key] = frozenset()

    def hidden(self) -> list[Key]:
        """Keys of the cells that show no number."""
        return [key for key, state in self.states.items() if state.is_hidden]


def check_table(cells: Sequence[Cell], lines: Iterable[Line]) -> None:
    """Raise ValueError, with a sentence, if counts are negative, named twice or do not add up."""
    counts: dict[Key, int] = {}
    for cell in cells:
        if cell.key in counts:
            raise ValueError(f"The cell {cell.key!r} is given twice.")
        if cell.count < 0:
            raise ValueError(f"The cell {cell.key!r} has the negative count {cell.count}.")
        if cell.is_structural_zero and cell.count:
            raise ValueError(f"The cell {cell.key!r} is said to be empty by rule, but counts {cell.count}.")
        counts[cell.key] = cell.count
    for line in lines:
        _check_line(line, counts)
    for cell in cells:
        if cell.moves_with is not None and cell.moves_with not in counts:
            raise ValueError(f"The cell {cell.key!r} moves with {cell.moves_with!r}, which is no cell.")


def _check_line(line: Line, counts: Mapping[Key, int]) -> None:
    if missing := [key for key in (line.total, *line.parts) if key not in counts]:
        raise ValueError(f"The line of {line.total!r} names {missing[0]!r}, which is no cell.")
    if not line.parts or len({line.total, *line.parts}) != len(line.parts) + 1:
        raise ValueError(f"The line of {line.total!r} is empty or names a cell twice.")
    if (parts := sum(counts[key] for key in line.parts)) != counts[line.total]:
        raise ValueError(f"The parts of {line.total!r} add up to {parts}, not to {counts[line.total]}.")


def check_threshold(threshold: int, round_to: int, before: Protection | None) -> None:
    """Raise ValueError if the threshold is below the lowest, below the one before, or unfit for the
    rounding.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"The threshold {threshold} is too low: the lowest is {LOWEST_THRESHOLD}.")
    if before is not None and threshold < before.threshold:
        raise ValueError(
            f"The threshold was {before.threshold} and can only be raised, not set to {threshold}."
        )
    if round_to < 1 or round_to % 2 == 0 or round_to > threshold:
        raise ValueError(f"Rounding to {round_to} is not possible: an odd number from 1 to {threshold}.")
