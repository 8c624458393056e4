"""The items of a form as a tree that names and paths are looked up in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Item = Mapping[str, Any]
ChoiceLists = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(slots=True, eq=False)
class Place:
    """Where an item stands.

    repeats: keys of the repeats around it, outermost first, itself not counted. The root has the key "".
    """

    key: str
    kind: str
    item: Item
    parent: "Place | None"
    repeats: tuple[str, ...]
    children: dict[str, "Place"] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The item's own name; a key is a name or a path of names."""
        return self.key.rpartition("/")[2]

    @property
    def rows(self) -> tuple[str, ...]:
        """The repeats a thing directly inside this place stands in."""
        return (*self.repeats, self.key) if self.kind == "repeat" else self.repeats

    @property
    def is_leaf(self) -> bool:
        """Whether an answer or a calculated value stands here."""
        return self.kind not in ("root", "group", "repeat", "note")


class Tree:
    """Items in form order, by key and by name, with the choice lists beside them."""

    def __init__(self, items: Iterable[Item], choices: ChoiceLists) -> None:
        self.choices = choices
        self.root = Place("", "root", {}, None, ())
        self.places: dict[str, Place] = {}
        self._named: dict[str, list[Place]] = {}
        self._columns: dict[str, set[str]] = {}
        self._add(items, self.root)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Tree":
        """The tree of a compiled document."""
        return cls(document["items"], document.get("choices", {}))

    def _add(self, items: Iterable[Item], parent: Place) -> None:
        for item in items:
            place = Place(item["key"], item["kind"], item, parent, parent.rows)
            self.places[place.key] = place
            parent.children.setdefault(place.name, place)
            self._named.setdefault(place.name, []).append(place)
            self._add(item.get("items", ()), place)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places.values())

    def __getitem__(self, key: str) -> Place:
        return self.places[key]

    def named(self, name: str) -> list[Place]:
        """All places with this name."""
        return self._named.get(name, [])

    def columns(self, choice_list: str) -> set[str]:
        """The columns an expression may read of a choice list; its label comes from the texts."""
        if choice_list not in self._columns:
            self._columns[choice_list] = {"name", "label"}.union(*self.choices[choice_list])
        return self._columns[choice_list]


def shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many repeats, from the outside, two places stand in together."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
