"""Matches a text against the tree of a pattern, all ways at once.

Source: Thompson 1968, doi:10.1145/363347.363387.
"""

from typing import Any

from .patterns import Tree

Machine = list[list[Any]]


class Matcher:
    """A pattern made ready: ["set", ranges], ["jump", targets], ["start"], ["end"] and at last ["match"]."""

    def __init__(self, tree: Tree) -> None:
        self.machine: Machine = []
        self._add(tree)
        self.machine.append(["match"])

    def _add(self, tree: Tree) -> None:
        operator, *operands = tree
        if operator == "seq":
            for part in operands:
                self._add(part)
        elif operator == "or":
            self._add_alternatives(operands)
        elif operator == "repeat":
            self._add_repeated(*operands)
        else:
            self.machine.append(tree)

    def _add_alternatives(self, parts: list[Tree]) -> None:
        fork: list[Any] = ["jump", []]
        self.machine.append(fork)
        leaves = []
        for part in parts:
            fork[1].append(len(self.machine))
            self._add(part)
            leave: list[Any] = ["jump", []]
            self.machine.append(leave)
            leaves.append(leave)
        for leave in leaves:
            leave[1].append(len(self.machine))

    def _add_repeated(self, part: Tree, least: int, most: int | None) -> None:
        for _ in range(least):
            self._add(part)
        if most is None:
            fork: list[Any] = ["jump", [len(self.machine) + 1]]
            place = len(self.machine)
            self.machine.append(fork)
            self._add(part)
            self.machine.append(["jump", [place]])
            fork[1].append(len(self.machine))
            return
        skips: Machine = []
        for _ in range(most - least):
            skips.append(["jump", [len(self.machine) + 1]])
            self.machine.append(skips[-1])
            self._add(part)
        for skip in skips:
            skip[1].append(len(self.machine))

    def fits(self, text: str) -> bool:
        """Whether the whole text fits the pattern."""
        states = self._reachable([0], at_start=True, at_end=not text)
        known: dict[tuple[tuple[int, ...], str], tuple[int, ...]] = {}  # texts repeat themselves
        for sign in text[:-1]:
            step = (states, sign)
            if step not in known:
                known[step] = self._after(states, sign, at_end=False)
            states = known[step]
            if not states:
                return False
        states = self._after(states, text[-1], at_end=True) if text else states
        return any(self.machine[state][0] == "match" for state in states)

    def _after(self, states: tuple[int, ...], sign: str, *, at_end: bool) -> tuple[int, ...]:
        code = ord(sign)
        following = [state + 1 for state in states if _holds(self.machine[state], code)]
        return self._reachable(following, at_start=False, at_end=at_end)

    def _reachable(self, states: list[int], *, at_start: bool, at_end: bool) -> tuple[int, ...]:
        """The states that read a character or accept, from `states` on without reading one."""
        waiting, seen, reached = list(states), set(states), []
        while waiting:
            state = waiting.pop()
            operator = self.machine[state][0]
            if operator in ("set", "match"):
                reached.append(state)
                continue
            if operator == "jump":
                targets = self.machine[state][1]
            else:
                targets = [state + 1] if (at_start if operator == "start" else at_end) else []
            for target in targets:
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return tuple(sorted(reached))


def _holds(instruction: list[Any], code: int) -> bool:
    return instruction[0] == "set" and any(first <= code <= last for first, last in instruction[1])
