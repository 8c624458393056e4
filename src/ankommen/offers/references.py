"""What records may name: the city's topics, categories, districts and organisations, and where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ankommen.accounts.queries import organisations
from ankommen.engines.geo import Areas, Box, Point, problems_of
from ankommen.engines.geo.shapes import WORLD, box_of, polygons_of
from ankommen.places.queries import active_districts, the_city
from ankommen.topics.queries import active_topics

from .models import Category


@dataclass(frozen=True)
class References:
    """A moment's copy of what records may name.

    topics, categories, districts: short name -> all names under which it is meant, the first to be shown.
    box: around the city, the world where nobody knows.
    """

    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    districts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    organisations: frozenset[str] = frozenset()
    box: Box = WORLD
    areas: Areas = field(default_factory=lambda: Areas(()))

    def district_of(self, point: Point) -> str:
        """The short name of the district around a point; "" where none is known."""
        return self.areas.area_of(point) or ""


def the_references() -> References:
    """What records may name now. Five queries."""
    districts = list(active_districts())
    shapes = [
        (each.slug, each.geometry) for each in districts if each.geometry and not problems_of(each.geometry)
    ]
    positions = [place for _slug, shape in shapes for rings in polygons_of(shape) for place in rings[0]]
    return References(
        topics={each.slug: _names(each.slug, each.labels) for each in active_topics()},
        categories={
            each.slug: _names(each.slug, each.labels) for each in Category.objects.filter(is_active=True)
        },
        districts={each.slug: (each.name, each.slug) for each in districts},
        organisations=frozenset(organisations().values_list("pk", flat=True)),
        box=box_of(positions) if positions else _box_of_facts(),
        areas=Areas(shapes),
    )


def _names(slug: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    return (labels.get("de", slug), slug, *labels.values())


def _box_of_facts() -> Box:
    """The box that city.toml gives where there are no shapes of districts: [directory] box."""
    city = the_city()
    numbers = city.facts.get("directory", {}).get("box", []) if city else []
    if len(numbers) != len(WORLD):
        return WORLD
    west, south, east, north = (float(number) for number in numbers)
    return west, south, east, north
