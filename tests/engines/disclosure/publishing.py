"""From a protection to what its readers saw, in the words of the attacker."""

from collections.abc import Collection, Mapping, Sequence

from ankommen.engines.attack import Release, Report, Rules, Sum, audit
from ankommen.engines.disclosure import Cell, Key, Line, Protection, protect, same_tables


def published(
    protection: Protection, cells: Sequence[Cell], *, known: Collection[Key] = (), erased: int = 0
) -> Release:
    return Release(
        values={key: state.value for key, state in protection.states.items()},
        known={cell.key: cell.count for cell in cells if cell.key in known},
        empty=frozenset(cell.key for cell in cells if cell.is_structural_zero),
        at_stake=protection.at_stake,
        erased=erased,
    )


def sums(lines: Sequence[Line]) -> list[Sum]:
    return [Sum(line.total, line.parts) for line in lines]


def counts(cells: Sequence[Cell]) -> Mapping[Key, int]:
    return {cell.key: cell.count for cell in cells}


def judge(
    protection: Protection, cells: Sequence[Cell], lines: Sequence[Line], known: Collection[Key] = ()
) -> Report:
    return audit(
        [published(protection, cells, known=known)],
        sums(lines),
        Rules(protection.threshold, protection.round_to),
        truth=[counts(cells)],
    )


def release_safely(
    cells: Sequence[Cell],
    lines: Sequence[Line],
    *,
    threshold: int,
    round_to: int = 1,
    before: Protection | None = None,
    earlier: Sequence[Release] = (),
    truths: Sequence[Mapping[Key, int]] = (),
    known: Collection[Key] = (),
) -> tuple[Protection, Release]:
    """The loop of docs/disclosure.md: protect, attack together with the earlier releases, keep what gave
    something away. truths: the counts of the earlier releases.
    """
    keep: set[Key] = set()
    rules, truth = Rules(threshold, round_to), [*truths, counts(cells)]
    for _ in range(3):
        protection = protect(
            cells, lines, threshold=threshold, round_to=round_to, before=before, known=known, keep=keep
        )
        release = published(protection, cells, known=known)
        report = audit([*earlier, release], sums(lines), rules, truth=truth)
        if not report.recovered:
            return protection, release
        keep |= same_tables([finding.key for finding in report.recovered], lines)
    every = [cell.key for cell in cells]
    protection = protect(
        cells, lines, threshold=threshold, round_to=round_to, before=before, known=known, keep=every
    )
    return protection, published(protection, cells, known=known)
