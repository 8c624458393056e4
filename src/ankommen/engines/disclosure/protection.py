"""`protect`: from counts to what may be published of them."""

from collections.abc import Collection, Sequence

from .cells import Cell, Key, Line, Protection, State, Why, check_table, check_threshold
from .complement import suppress
from .drafts import Draft, start_draft
from .steps import open_gates, statable


def protect(
    cells: Sequence[Cell],
    lines: Sequence[Line],
    *,
    threshold: int,
    round_to: int = 1,
    before: Protection | None = None,
    within: Protection | None = None,
    known: Collection[Key] = (),
    keep: Collection[Key] = (),
) -> Protection:
    """One state for each cell: a number, or hidden and why.

    lines: every sum that readers can form; counts must add up. threshold: the least count shown, 5 or more,
    never less than in `before`. round_to: odd; shown numbers are rounded to its multiples. before: the
    release before, of the same audience; numbers then move by the rule of steps (`steps`). within: a release
    of the same counts for readers who see more; nothing is stated here that is not stated there, so that both
    together tell no more than that one. known: cells whose exact count others see elsewhere (live progress).
    keep: cells that must stay as they were in `before`. Raises ValueError, with a sentence, on counts that do
    not add up or a threshold that was lowered.
    """
    check_table(cells, lines)
    check_threshold(threshold, round_to, before)
    gates, dated = open_gates(cells, threshold, before)
    wanted = statable(cells, threshold, before, dated) - set(keep)
    if within is not None:
        wanted &= {key for key, state in within.states.items() if state.is_new}
    draft = start_draft(cells, wanted, before.states if before else {}, known)
    suppress(draft, lines, threshold)
    states = {cell.key: _state(cell, draft, threshold, round_to, before) for cell in cells}
    return Protection(states, threshold, round_to, gates, dated)


def _state(cell: Cell, draft: Draft, threshold: int, round_to: int, before: Protection | None) -> State:
    if cell.is_structural_zero:
        return State(0, counted=0)
    if draft.stated[draft.place[cell.key]]:
        return State(rounded(cell.count, round_to), is_new=True, counted=cell.count)
    old = before.states.get(cell.key) if before else None
    if old is None or old.counted is None:
        return State(None, _why(cell, threshold, old))
    if old.counted < threshold:  # the threshold was raised since
        return State(None, Why.SMALL, counted=old.counted)
    return State(rounded(old.counted, round_to), counted=old.counted)


def _why(cell: Cell, threshold: int, old: State | None) -> Why:
    if cell.count < threshold:
        return Why.SMALL
    return Why.COMPLEMENTARY if old is None or old.why is Why.COMPLEMENTARY else Why.KEPT


def rounded(count: int, base: int) -> int:
    """`count` to the nearest multiple of the odd `base`."""
    return base * ((count + base // 2) // base)
