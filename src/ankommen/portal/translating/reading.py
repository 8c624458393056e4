"""How the texts stand, counted and listed; held in memory as long as nothing changes."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any, Generic, TypeVar

from django.conf import settings

from ankommen.places.queries import the_city
from ankommen.translations.queries import Line, State, lines_in, newest_of_all, state_counts

from .collections import COLLECTIONS, TREE, Collection

T = TypeVar("T")


class Latest(Generic[T]):
    """The last few results, each as long as what it was made from stays the same."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Any, tuple[Any, T]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Any, made_from: Any, make: Callable[[], T]) -> T:
        """The result called `name`; made anew where it was made from something else."""
        with self._lock:
            held = self._held.get(name)
        if held and held[0] == made_from:
            return held[1]
        made = make()
        with self._lock:
            self._held[name] = (made_from, made)
            self._held.move_to_end(name)
            while len(self._held) > self._size:
                self._held.popitem(last=False)
        return made


_counts: Latest[dict[str, dict[State, int]]] = Latest(2 * len(COLLECTIONS))
_lines: Latest[list[Line]] = Latest(4)  # some megabytes each where the directory is large


@dataclass(frozen=True)
class Counted:
    """A collection in a language, in numbers."""

    collection: Collection
    language: str
    states: Mapping[State, int]

    @property
    def number(self) -> int:
        """How many texts there are to translate."""
        return sum(self.states.values())


def languages_set_up() -> list[str]:
    """What texts are translated into: the languages of the settings, then others of the city's feeds."""
    city = the_city()
    own = city.facts.get("interface_languages", []) if city else []
    every = dict.fromkeys([*dict(settings.LANGUAGES), *own])
    return [code for code in every if code != settings.LANGUAGE_CODE]


def counted(languages: Sequence[str]) -> list[Counted]:
    """How all collections stand in these languages. Two queries a collection where a text was stored since,
    else one for those that are not in memory.
    """
    newest, found = newest_of_all(), []
    for collection in COLLECTIONS.values():
        sources = collection.sources()
        count = partial(state_counts, collection.slug, languages, sources=sources)
        by_language = _counts.get(collection.slug, (newest, tuple(languages), sources), count)
        found += [Counted(collection, tag, by_language[tag]) for tag in languages]
    return found


def lines_of(collection: Collection, language: str) -> list[Line]:
    """All texts of a collection beside a language, in the order of their keys."""
    sources = collection.sources()

    def read() -> list[Line]:
        found = lines_in(collection.slug, language, sources=sources, tree=TREE)
        return sorted(found, key=lambda line: line.key)

    return _lines.get((collection.slug, language), (newest_of_all(), sources), read)


@dataclass(frozen=True)
class Slice:
    """Some lines of a list. number: of the whole list. after: the key that the next ones come behind, None
    at the end. back: the same for those before; None at the beginning, "" where these are the first.
    """

    lines: list[Line]
    number: int
    after: str | None
    back: str | None


def sliced(lines: list[Line], after: str, size: int) -> Slice:
    """The lines behind the key `after`, which need not be there any more."""
    start = bisect_right(lines, after, key=lambda line: line.key) if after else 0
    shown = lines[start : start + size]
    is_more = start + size < len(lines)
    back = lines[start - size - 1].key if start > size else ""
    return Slice(shown, len(lines), shown[-1].key if is_more else None, back if start else None)


def matching(lines: list[Line], titles: Mapping[str, str], *, state: str = "", words: str = "") -> list[Line]:
    """Those in a state that hold the words in the source, the translation or the name of what they are of."""
    words = words.casefold().strip()
    return [
        line
        for line in lines
        if state in ("", line.state)
        and (not words or words in f"{line.source.text}\n{line.text}\n{title_of(line, titles)}".casefold())
    ]


def title_of(line: Line, titles: Mapping[str, str]) -> str:
    """The name of what a text is of."""
    return titles.get(line.key.rpartition("/")[0], "")
