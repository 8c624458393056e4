"""Offers that look like each other: a near name at a near place. Proposed to people, never merged by itself.

Names are compared by their words in any order (rapidfuzz, `token_sort_ratio`: Indel distance of the sorted
words); numbers and single letters must be the same, since "Deutsch A1" is not "Deutsch A2". Only offers at
the same street and postcode, or within 150 m, are compared: so the cost is about linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz.fuzz import token_sort_ratio

from ankommen.engines.geo import Point, distance_km

from .models import Offer, OfferAtPlace, Place, Record

NEAR_NAME = 80.0  # of 100; on a list of 195 offers at 101 places nothing false from here up
NEAR_KM = 0.15
_CELL = 0.002  # degrees: 220 m to the north, 140 m to the east in Germany; neighbours are looked at, too
_SMALL_WORDS = frozenset(
    (
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "für", "fuer", "und", "mit", "in"),
        *("im", "am", "an", "auf", "von", "vom", "zu", "zum", "zur", "bei", "the", "a", "of", "for"),
        *("and"),
    )
)


@dataclass(frozen=True)
class Known:
    """An offer to compare with."""

    id: UUID
    name: str
    source: str


@dataclass(frozen=True)
class Pair:
    """Two offers that may be the same. likeness: of their names, up to 100."""

    one: Known
    other: Known
    likeness: float


@dataclass(frozen=True)
class Spot:
    """Where an offer is, as far as it matters for nearness."""

    address: tuple[str, str] | None
    point: Point | None


class Lookalikes:
    """Offers by where they are."""

    def __init__(self) -> None:
        self._by_block: defaultdict[tuple[object, ...], list[tuple[Known, str, Spot]]] = defaultdict(list)

    def add(self, known: Known, places: Iterable[object]) -> None:
        """Take an offer in; places: rows or facts of places."""
        words = words_of(known.name)
        for spot in _spots(places):
            for block in _blocks_of(spot, words):
                self._by_block[block].append((known, words, spot))

    def like(self, name: str, places: Iterable[object]) -> Known | None:
        """The offer that looks most like one of a name at these places, None where none does."""
        return max(self.all_like(name, places), key=lambda found: found[1], default=(None, 0.0))[0]

    def all_like(self, name: str, places: Iterable[object]) -> Iterator[tuple[Known, float]]:
        """The offers that look like one of a name at these places, with the likeness of the names."""
        words = words_of(name)
        for spot in _spots(places):
            for block in _blocks_around(spot, words):
                for known, other, place in self._by_block.get(block, ()):
                    likeness = token_sort_ratio(words, other, score_cutoff=NEAR_NAME)
                    if likeness >= NEAR_NAME and _are_near(spot, place):
                        yield known, likeness


def duplicates_among(offers: Iterable[tuple[Known, Sequence[object]]]) -> list[Pair]:
    """Pairs of offers that look like each other, the most alike first."""
    seen = Lookalikes()
    pairs: dict[tuple[UUID, UUID], Pair] = {}
    for known, places in offers:
        for other, likeness in seen.all_like(known.name, places):
            pairs[other.id, known.id] = Pair(other, known, likeness)
        seen.add(known, places)
    return sorted(pairs.values(), key=lambda pair: (-pair.likeness, pair.one.name, pair.other.name))


def public_offers_with_places(*, but: str = "") -> Iterator[tuple[Known, Sequence[Place]]]:
    """All public offers with their places, but those of one source. Two queries."""
    places: defaultdict[UUID, list[Place]] = defaultdict(list)
    for at in OfferAtPlace.objects.filter(offer__state=Record.State.PUBLIC).select_related("place"):
        if at.place:
            places[at.offer_id].append(at.place)
    for offer in Offer.objects.filter(state=Record.State.PUBLIC).exclude(source=but).order_by("pk"):
        yield Known(offer.pk, str(offer), offer.source_id), places[offer.pk]


def public_lookalikes(*, but: str) -> Lookalikes:
    """All public offers but those of a source, to ask whether something looks like one of them."""
    found = Lookalikes()
    for known, places in public_offers_with_places(but=but):
        found.add(known, places)
    return found


def words_of(name: str) -> str:
    """The words of a name that count."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(word for word in re.findall(r"\w+", folded) if word not in _SMALL_WORDS)


def marks_of(words: str) -> tuple[str, ...]:
    """What tells courses apart that are called the same: numbers, levels, single letters."""
    return tuple(sorted(w for w in words.split() if len(w) == 1 or any(sign.isdigit() for sign in w)))


def _spots(places: Iterable[object]) -> list[Spot]:
    return [_spot(place) for place in places] or [Spot(None, None)]


def _spot(place: object) -> Spot:
    street, postcode = getattr(place, "street", ""), getattr(place, "postcode", "")
    latitude, longitude = getattr(place, "latitude", None), getattr(place, "longitude", None)
    address = (re.sub(r"stra(?:ß|ss)e|[\W_]+", "", street.casefold().replace("str.", "")), postcode)
    point = None if latitude is None or longitude is None else Point(latitude, longitude)
    return Spot(address if address[0] else None, point)


def _blocks_of(spot: Spot, words: str) -> Iterator[tuple[object, ...]]:
    """Where an offer is found again, among those of the same marks; without a place by its whole name."""
    marks = marks_of(words)
    if spot.address:
        yield ("address", marks, spot.address)
    if spot.point:
        yield ("cell", marks, _cell(spot.point))
    if not spot.address and not spot.point:
        yield ("name", words)


def _blocks_around(spot: Spot, words: str) -> Iterator[tuple[object, ...]]:
    for block in _blocks_of(spot, words):
        if block[0] != "cell":
            yield block
    if spot.point:
        north, east = _cell(spot.point)
        around = ((north + up, east + right) for up in (-1, 0, 1) for right in (-1, 0, 1))
        yield from (("cell", marks_of(words), cell) for cell in around)


def _cell(point: Point) -> tuple[int, int]:
    return int(point.latitude // _CELL), int(point.longitude // _CELL)


def _are_near(one: Spot, other: Spot) -> bool:
    if one.address and one.address == other.address:
        return True
    if one.point and other.point:
        return distance_km(one.point, other.point) <= NEAR_KM
    return not (one.address or one.point or other.address or other.point)
