"""How an item of the newest version was asked in the versions before it, and what its answers have in common.

Where one version asks finer than another, the series has the coarser categories: answers that a link ties
together, directly or by way of others, are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import Link

Choices = Mapping[str, Sequence[str]]  # by item: the names of its choices in order


@dataclass(frozen=True)
class Chain:
    """One item through all versions that confirmed links join.

    items: version label -> the item there; a version that is missing breaks the series. categories: the
    answers in common. places: (version, choice) -> place of its category.
    """

    items: Mapping[str, str]
    categories: tuple[str, ...]
    places: Mapping[tuple[str, str], int]

    def place(self, version: str, choice: str) -> int | None:
        """Where the answers of a version go; None where nobody said."""
        return self.places.get((version, choice))


def chain_of(item: str, versions: Mapping[str, Choices], links: Iterable[Link]) -> Chain:
    """Follow the confirmed links of `item` of the newest version back as far as they go.

    versions: the choices of each version by its label, the oldest first.
    """
    back = {(link.later_version, link.later_item): link for link in links if link.kind != "broken"}
    labels = list(versions)
    items, pairs = {labels[-1]: item}, []
    for earlier, later in zip(reversed(labels[:-1]), reversed(labels[1:]), strict=True):
        link = back.get((later, items[later]))
        if link is None or link.earlier_version != earlier:
            break
        items[earlier] = link.earlier_item
        names = versions[earlier].get(link.earlier_item, ())
        mapping = link.mapping or [(name, name) for name in names]
        pairs += [((earlier, old), (later, new)) for old, new in mapping]
    nodes = [(version, name) for version, key in items.items() for name in versions[version].get(key, ())]
    groups = _joined(nodes, pairs)
    places = {node: place for place, group in enumerate(groups) for node in group}
    return Chain(items, tuple(_name(group, labels[-1]) for group in groups), places)


def uncovered(mapping: Sequence[tuple[str, str]], earlier: Sequence[str], later: Sequence[str]) -> list[str]:
    """The choices that a mapping leaves out, on either side: their answers would be lost."""
    olds, news = {old for old, _ in mapping}, {new for _, new in mapping}
    return [name for name in earlier if name not in olds] + [name for name in later if name not in news]


Node = tuple[str, str]


def _joined(nodes: Sequence[Node], pairs: Sequence[tuple[Node, Node]]) -> list[list[Node]]:
    """Nodes that pairs tie together, in the order of the first node of each group."""
    group_of = {node: [node] for node in nodes}
    for one, other in pairs:
        first, second = group_of[one], group_of[other]
        if first is not second:
            first += second
            group_of.update(dict.fromkeys(second, first))
    return list(_once(group_of[node] for node in nodes))


def _once(groups: Iterable[list[Node]]) -> Iterator[list[Node]]:
    seen: set[int] = set()
    for group in groups:
        if id(group) not in seen:
            seen.add(id(group))
            yield group


def _name(group: list[Node], newest: str) -> str:
    """The newest choice where there is one alone, else the one that stands for several, else all of them."""
    news = [name for version, name in group if version == newest]
    if len(news) == 1:
        return news[0]
    olds = dict.fromkeys(name for version, name in group if version != newest)
    return next(iter(olds)) if len(olds) == 1 else "+".join(news or olds)
