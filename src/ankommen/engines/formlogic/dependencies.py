"""Which item is worked out from which others, and in which order.

An item depends on the group or repeat around it, and on what its relevant, its calculation and its repeat
count read. A read through brackets or indexed-repeat() picks rows, so a running total may read the row
before; such items are worked out together, row by row. Every other way to depend on oneself is a cycle, and
the form is refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .tree import Place, Tree

Expr = list[Any]
Graph = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Edge:
    """A read of the item `key`. kept: rows shared with the reader. is_picked: whether it may leave out the
    reader's row.
    """

    key: str
    kept: int
    is_picked: bool = False


def reads(expr: Expr, tree: Tree, *, is_picked: bool = False) -> Iterator[Edge]:
    """What an Expr reads, with the repeats whose rows it goes through. is_picked: it is in brackets."""
    operator, *operands = expr
    if operator in WITHOUT_READS:
        return
    if operator in ("value", "nodes", "rows", "indexed"):
        yield from _item_reads(expr, tree, is_picked=is_picked)
    elif operator == "inside":
        base, key = operands
        yield from reads(base, tree, is_picked=True)
        yield from _item_reads(["nodes", key, 0], tree, is_picked=True)
    elif operator == "filter":
        base, predicate = operands
        yield from reads(base, tree, is_picked=is_picked or not _is_list(base))
        yield from reads(predicate, tree, is_picked=is_picked or not _is_list(base))
    else:
        for operand in operands[:1] if operator == "regex" else operands:
            if isinstance(operand, list):
                yield from reads(operand, tree, is_picked=is_picked and operator != "current")


WITHOUT_READS = frozenset(
    {"number", "string", "boolean", "choices", "cell", "row-number", "position", "last"}
)


def _is_list(nodes: Expr) -> bool:
    """Whether nodes are choices of a list and not rows of a repeat."""
    return nodes[0] == "choices" or (nodes[0] == "filter" and _is_list(nodes[1]))


def _item_reads(expr: Expr, tree: Tree, *, is_picked: bool) -> Iterator[Edge]:
    operator, key, *operands = expr
    place = tree[key]
    kept = operands.pop(0) if operator != "value" else len(place.repeats)
    for index in operands:
        yield from reads(index, tree, is_picked=is_picked)
    is_picked = (is_picked or operator == "indexed") and bool(place.repeats)
    kept = 0 if is_picked else kept
    for repeat in place.rows[kept:]:
        yield Edge(repeat, kept, is_picked)
    if place.kind != "repeat":
        yield Edge(key, kept, is_picked)


def edges(place: Place, tree: Tree) -> Iterator[Edge]:
    """What must be known before `place` can be worked out."""
    if place.parent is not None and place.parent.key:
        yield Edge(place.parent.key, len(place.parent.repeats))
    for rule in ("relevant", "calculation", "count"):
        if rule in place.item:
            for edge in reads(place.item[rule], tree):
                yield edge if place.is_leaf else replace(edge, is_picked=False)


def dependencies(document: Mapping[str, Any]) -> dict[str, set[str]]:
    """The keys each item is worked out from, the groups and repeats around it included."""
    tree = Tree.of(document)
    return {place.key: {edge.key for edge in edges(place, tree)} for place in tree}


def free_text_keys(document: Mapping[str, Any]) -> set[str]:
    """The keys of the items in which words that somebody typed may stand.

    These are the items of kind `text`, and every item whose calculation or default reads one of them, itself
    or by way of others. What only counts or compares such words is among them too: nobody has to judge which
    function lets words through.
    """
    tree = Tree.of(document)
    readers: dict[str, list[str]] = {}
    for place in tree:
        for read in _reads_for_value(place, tree):
            readers.setdefault(read, []).append(place.key)
    found: set[str] = set()
    waiting = [place.key for place in tree if place.kind == "text"]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += readers.get(key, [])
    return found


def _reads_for_value(place: Place, tree: Tree) -> set[str]:
    """What the value of an item may be taken from."""
    rules = (place.item.get("calculation"), place.item.get("default", {}).get("expr"))
    return {edge.key for rule in rules if rule for edge in reads(rule, tree)}


def cycles(document: Mapping[str, Any]) -> list[list[str]]:
    """The items that depend on themselves, one list a circle; empty for a form that can be published."""
    tree = Tree.of(document)
    graph = _strict_graph(tree)
    return [circle for circle in components(graph) if len(circle) > 1 or circle[0] in graph[circle[0]]]


def _strict_graph(tree: Tree) -> dict[str, list[str]]:
    return {place.key: [edge.key for edge in edges(place, tree) if not edge.is_picked] for place in tree}


def evaluation_order(tree: Tree) -> list[list[str]]:
    """Blocks of keys in an order that never reads ahead; a block of several, or that reads itself, goes row
    by row.
    """
    graph = {place.key: [edge.key for edge in edges(place, tree)] for place in tree}
    strict = _strict_graph(tree)
    blocks = []
    for block in components(graph):
        inner = {key: [read for read in strict[key] if read in block] for key in block}
        blocks.append([key for part in components(inner) for key in part])
    return blocks


def components(graph: Graph) -> list[list[str]]:
    """The strongly connected components, what is read before what reads; each in the order of the graph.

    Source: Tarjan 1972, doi:10.1137/0201010, with a stack of its own so that long chains do not recurse.
    """
    search = _Search(graph)
    for key in graph:
        search.walk(key)
    return search.found


class _Search:
    """One depth-first search over a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.place_of = {key: place for place, key in enumerate(graph)}
        self.number: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.waiting: dict[str, None] = {}  # entered and in no component yet, in order
        self.found: list[list[str]] = []

    def walk(self, root: str) -> None:
        path = [] if root in self.number else [self.enter(root)]
        while path:
            key, following = path[-1]
            unseen = self.next_unseen(key, following)
            if unseen is not None:
                path.append(self.enter(unseen))
                continue
            path.pop()
            self.leave(key)
            if path:
                parent = path[-1][0]
                self.lowest[parent] = min(self.lowest[parent], self.lowest[key])

    def enter(self, key: str) -> tuple[str, Iterator[str]]:
        self.number[key] = self.lowest[key] = len(self.number)
        self.waiting[key] = None
        return key, iter(self.graph[key])

    def next_unseen(self, key: str, following: Iterator[str]) -> str | None:
        for other in following:
            if other not in self.number:
                return other
            if other in self.waiting:
                self.lowest[key] = min(self.lowest[key], self.number[other])
        return None

    def leave(self, key: str) -> None:
        """Close the component that `key` was the first to enter."""
        if self.lowest[key] != self.number[key]:
            return
        component: list[str] = []
        while key in self.waiting:
            component.append(self.waiting.popitem()[0])
        self.found.append(sorted(component, key=self.place_of.__getitem__))
