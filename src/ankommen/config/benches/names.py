"""Finding names in another spelling, beside exact comparison, Soundex, Double Metaphone and trigrams.

People and register are invented: tests/engines/names of a checkout holds spellings of full names, and common
names of many languages from which the register is drawn.
"""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from django.core.management.base import CommandError

from .measuring import Work, measured
from .reports import Report, Wish

VARIANTS = Path(__file__).parents[4] / "tests" / "engines" / "names" / "variants.toml"
_TRIGRAM_THRESHOLD = 0.3  # what PostgreSQL's pg_trgm begins with

Keys = Callable[[str], set[str]]
Search = Callable[[str], set[int]]
Index = Callable[[Sequence[str]], Search]


def measure_names(wish: Wish) -> Report:
    """Names in other spellings: how many are found, how many others come along. Sizes: the register."""
    report = Report()
    if not VARIANTS.is_file():
        raise CommandError(f"The names to measure with stand in a checkout only: {VARIANTS}.")
    people = _people(VARIANTS)
    for size in wish.sizes:
        register = drawn_register(VARIANTS.with_name("others.toml"), size)
        report.note(_equalities(register))
        for way, packages in _PACKAGES.items():
            missing = [package for package in packages if not find_spec(package)]
            if missing:
                report.note(f"{way}: {' and '.join(missing)} not installed, so it was not measured.")
                continue
            run = measured(_finding, way, people, register, repeats=1)
            for half, found in run.result.items():
                report.rows.append(
                    {"register": size, "way": way, "names": half} | found | {"CPU seconds": run.cpu_seconds}
                )
    report.note(
        "Found: of all pairs of two spellings of one person, one stored and one typed, both names typed."
    )
    report.note(
        "Others: how many of the register come along for a typed full name; true namesakes count too."
    )
    report.note("One part alone: how many of the register come along for a single first or family name.")
    report.note(
        "In the first ten: of the found ones, in the order of `closeness`, namesakes before the person."
    )
    return report


def _equalities(register: list[str]) -> str:
    """What the digests of these names tell somebody who has no key."""
    from ankommen.engines.names import search_keys

    sets = [search_keys(name) for name in register]
    holders = Counter(key for keys in sets for key in keys)
    [(_, most)] = holders.most_common(1)
    alone = sum(number == 1 for number in Counter(sets).values())
    each, common = sum(holders.values()) / len(register), 100 * most / len(register)
    return (
        f"{len(register):,} names have {each:.1f} keys each, {len(holders):,} different ones; the commonest "
        f"stands at {common:.1f} %; {100 * alone / len(register):.0f} % have a set of keys of their own."
    )


def drawn_register(names: Path, size: int) -> list[str]:
    """`size` invented full names; the first names of each list come most often, as in life."""
    lists = tomllib.loads(names.read_text(encoding="utf-8"))
    chance = random.Random(20_000)  # noqa: S311 - the same register each time
    given, family = ({code: of[kind].split() for code, of in lists.items()} for kind in ("given", "family"))
    languages = chance.choices(list(lists), weights=[len(names) for names in family.values()], k=size)
    return [f"{_drawn(chance, given[code])} {_drawn(chance, family[code])}" for code in languages]


def _drawn(chance: random.Random, names: Sequence[str]) -> str:
    return chance.choices(names, weights=[1 / (rank + 3) for rank in range(len(names))])[0]


def _people(variants: Path) -> dict[str, list[list[str]]]:
    """The spellings of each person: the half that the rules were made on, the half that was kept back."""
    people = tomllib.loads(variants.read_text(encoding="utf-8")).values()
    return {
        "developed on": [spellings for of in people for spellings in of[0::2]],
        "kept back": [spellings for of in people for spellings in of[1::2]],
    }


@contextmanager
def _finding(way: str, people: dict[str, list[list[str]]], register: list[str]) -> Iterator[Work]:
    index = _index_of(way)

    def work() -> dict[str, Any]:
        search = index(register)
        return {half: _figures(way, index, search, of, register) for half, of in people.items()}

    yield work


def _figures(
    way: str, index: Index, search: Search, people: list[list[str]], register: list[str]
) -> dict[str, Any]:
    typed = [spelling for spellings in people for spelling in spellings]
    others = {query: search(query) for query in typed}
    numbers = [len(found) for found in others.values()]
    return {
        "pairs": sum(len(spellings) * (len(spellings) - 1) for spellings in people),
        "found, %": 100 * _recall(index(typed), people),
        "others, median": median(numbers),
        "mean": mean(numbers),
        "95 of 100 under": quantiles(numbers, n=20)[-1],
        "one part alone, median": median(
            len(search(word)) for name in typed for word in name.split() if len(word) > 3
        ),
        "in the first ten, %": 100 * _near(index, others, people, register) if way == "ours" else None,
    }


def _recall(search: Search, people: list[list[str]]) -> float:
    found, first = [], 0
    for spellings in people:
        own = set(range(first, first + len(spellings)))
        first += len(spellings)
        for place, query in zip(sorted(own), spellings, strict=True):
            found += [other in search(query) for other in own - {place}]
    return mean(found)


def _near(index: Index, others: dict[str, set[int]], people: list[list[str]], register: list[str]) -> float:
    """How often a person, stored in the first spelling, is among the ten closest that another one finds."""
    from ankommen.engines.names import closeness

    ranked = []
    for stored, *queries in people:
        search = index([stored])
        for query in filter(search, queries):
            own = closeness(query, stored)
            ranked.append(sum(closeness(query, register[other]) >= own for other in others[query]) < 10)
    return mean(ranked)


def _index_of(way: str) -> Index:
    if way == "ours":
        from ankommen.engines.names import query_keys, search_keys

        return lambda names: _by_keys(names, search_keys, query_keys)
    if way == "trigrams, unidecode":
        return _by_trigrams
    keys = _PEERS[way]()
    return lambda names: _by_keys(
        names,
        lambda name: set().union(*map(keys, _words(name))),
        lambda text: [keys(word) for word in _words(text)],
    )


def _by_keys(names: Sequence[str], stored: Callable[[str], Any], asked: Callable[[str], Any]) -> Search:
    """Those whose keys hold, for each part of the query, at least one of the part's."""
    holders: dict[str, set[int]] = defaultdict(set)
    for number, name in enumerate(names):
        for key in stored(name):
            holders[key].add(number)

    def search(query: str) -> set[int]:
        parts = [set().union(*(holders.get(key, ()) for key in keys)) for keys in asked(query)]
        return set.intersection(*parts) if parts else set()

    return search


def _by_trigrams(names: Sequence[str]) -> Search:
    """Those that share enough of all trigrams, as pg_trgm counts them."""
    grams = [_trigrams(name) for name in names]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, of in enumerate(grams):
        for gram in of:
            holders[gram].append(number)

    def search(query: str) -> set[int]:
        asked = _trigrams(query)
        shared = Counter(number for gram in asked for number in holders.get(gram, ()))
        return {
            number
            for number, both in shared.items()
            if both / (len(asked) + len(grams[number]) - both) >= _TRIGRAM_THRESHOLD
        }

    return search


def _trigrams(name: str) -> set[str]:
    unidecode = import_module("unidecode").unidecode

    padded = [f"  {word} " for word in _words(unidecode(name))]
    return {word[place : place + 3] for word in padded for place in range(len(word) - 2)}


def _words(name: str) -> list[str]:
    return "".join(
        sign if sign.isalnum() else " " for sign in unicodedata.normalize("NFKC", name).casefold()
    ).split()


def _exact() -> Keys:
    return lambda word: {word}


def _soundex() -> Keys:
    soundex = import_module("jellyfish").soundex
    unidecode = import_module("unidecode").unidecode

    return lambda word: {soundex(unidecode(word))} - {""}


def _double_metaphone() -> Keys:
    doublemetaphone = import_module("metaphone").doublemetaphone

    return lambda word: set(doublemetaphone(word)) - {""}


def _double_metaphone_of_unidecode() -> Keys:
    doublemetaphone = import_module("metaphone").doublemetaphone
    unidecode = import_module("unidecode").unidecode

    return lambda word: set(doublemetaphone(unidecode(word))) - {""}


_PEERS: dict[str, Callable[[], Keys]] = {
    "exact, NFKC and case": _exact,
    "Soundex, unidecode": _soundex,
    "Double Metaphone": _double_metaphone,
    "Double Metaphone, unidecode": _double_metaphone_of_unidecode,
}
_PACKAGES = {
    "ours": (),
    "exact, NFKC and case": (),
    "Soundex, unidecode": ("jellyfish", "unidecode"),
    "Double Metaphone": ("metaphone",),
    "Double Metaphone, unidecode": ("metaphone", "unidecode"),
    "trigrams, unidecode": ("unidecode",),
}
