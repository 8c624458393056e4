"""`protect`: from counts to what may be published of them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from .cells import Cell, Key, Line, Protection, State, Why, check_table, check_threshold
from .complement import suppress
from .drafts import Draft, start_draft
from .steps import Steps


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
    steps = Steps(cells, lines, threshold, before)
    wanted = steps.statable(cells) - set(keep)
    if within is not None:
        wanted &= {key for key, state in within.states.items() if state.is_new}
    draft = start_draft(cells, wanted, before.states if before else {}, known)
    suppress(draft, lines, threshold)
    states = {cell.key: _state(cell, draft, steps, round_to) for cell in cells}
    at_stake = frozenset(cell.key for cell in cells if _is_at_stake(cell, states[cell.key], steps))
    return Protection(states, threshold, round_to, steps.gates, at_stake)


def _is_at_stake(cell: Cell, state: State, steps: Steps) -> bool:
    is_first = steps.before is None or cell.key not in steps.before.states
    return state.is_hidden and not state.once_shown and (is_first or cell.count < steps.threshold)


def _state(cell: Cell, draft: Draft, steps: Steps, round_to: int) -> State:
    if cell.is_structural_zero:
        return State(0)
    old = steps.before.states.get(cell.key) if steps.before else None
    if draft.stated[draft.place[cell.key]]:
        shown = rounded(cell.count, round_to)
        return State(
            shown, None, is_new=True, once_shown=True, counted=cell.count, rests=steps.rests(cell.key)
        )
    if old is None or not old.once_shown:
        return _hidden(cell, old, steps)
    if old.counted < steps.threshold:  # the threshold was raised since
        return replace(old, value=None, why=Why.SMALL, is_new=False)
    return replace(old, value=rounded(old.counted, round_to), is_new=False)


def _hidden(cell: Cell, old: State | None, steps: Steps) -> State:
    if cell.count < steps.threshold:
        return State(None, Why.SMALL, counted=cell.count, rests=steps.rests(cell.key))
    if old is None:
        return State(None, Why.COMPLEMENTARY, counted=cell.count, rests=steps.rests(cell.key))
    return replace(old, why=Why.COMPLEMENTARY if old.why is Why.COMPLEMENTARY else Why.KEPT)


def rounded(count: int, base: int) -> int:
    """`count` to the nearest multiple of the odd `base`."""
    return base * ((count + base // 2) // base)
