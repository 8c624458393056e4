"""A compiled document made ready to be filled in."""

from collections.abc import Mapping
from typing import Any

from .choices import Choice, ChoiceList
from .dependencies import evaluation_order
from .kinds import fault, is_empty
from .matching import Matcher
from .tree import Place, Tree


class Form:
    """What evaluation looks up of a document; holds no answers, so one form serves many interviews."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.tree = Tree.of(document)
        self.texts: Mapping[str, str] = document.get("texts", {})
        self.needs: list[Mapping[str, Any]] = document.get("needs", [])
        self.choices = {name: ChoiceList(name, rows) for name, rows in self.tree.choices.items()}
        self.depth = {place.key: len(place.repeats) for place in self.tree}
        self.blocks = [[self.tree[key] for key in block] for block in evaluation_order(self.tree)]
        self.known = _known_keys(self.tree)
        self._matchers: dict[int, Matcher] = {}

    def matcher(self, pattern: list[Any]) -> Matcher:
        """The matcher of a pattern of this document; made once."""
        if id(pattern) not in self._matchers:
            self._matchers[id(pattern)] = Matcher(pattern)
        return self._matchers[id(pattern)]

    def label(self, choice: Choice) -> str:
        """The label of a choice in the source language, so that rules do not depend on the language on the
        screen.
        """
        return self.texts.get(f"choice/{choice.choice_list}/{choice.name}", choice.name)

    def usable(self, key: str, given: object) -> Any:
        """An answer that may stand in an item: of its type and not empty; None otherwise."""
        if given is None or is_empty(given):
            return None
        return None if fault(self.tree[key].item, given) == "type" else given

    def places_of(self, place: Place) -> Mapping[str, int]:
        """The names of the choices of a select with their places; empty for other items."""
        choice_list = self.choices.get(place.item.get("list", ""))
        return choice_list.places if choice_list else {}


def _known_keys(tree: Tree) -> dict[str, set[str]]:
    """What may be answered in a row of each repeat, and under "" in the form itself."""
    known: dict[str, set[str]] = {"": set()}
    for place in tree:
        if place.kind == "repeat":
            known[place.key] = set()
        if place.kind == "repeat" or place.is_leaf:
            known[place.repeats[-1] if place.repeats else ""].add(place.key)
    return known
