"""Which area a point lies in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .shapes import Box, Geometry, Point, Ring, box_of, edges_of, is_in_box, polygons_of

ON_BORDER = 1e-9  # degrees, 0.1 mm: what floats leave of a point on a slanted border


@dataclass(frozen=True)
class _Polygon:
    name: str
    box: Box
    rings: Sequence[Ring]


class Areas:
    """Named areas of a city, asked by point.

    areas: names with their Polygon or MultiPolygon, free of problems (`problems_of`). Their order matters
    only on borders. A name may come more than once.
    """

    def __init__(self, areas: Iterable[tuple[str, Geometry]]) -> None:
        self._polygons = tuple(
            _Polygon(name, box_of(rings[0]), rings)
            for name, geometry in areas
            for rings in polygons_of(geometry)
        )

    def area_of(self, point: Point) -> str | None:
        """The name of the area around the point, None outside of all.

        A point on a border belongs to exactly one area: the first by the order given. So no point between
        two neighbours is lost and none is counted twice.
        """
        for polygon in self._polygons:
            near = is_in_box(point.longitude, point.latitude, polygon.box, margin=ON_BORDER)
            if near and is_within(point.longitude, point.latitude, polygon.rings):
                return polygon.name
        return None


def is_within(longitude: float, latitude: float, rings: Sequence[Ring]) -> bool:
    """Whether a place lies in a polygon or on its border, that of a hole too.

    Ray casting by the even-odd rule, which holds for holes without knowing them. Source: Shimrat 1962,
    Algorithm 112, doi:10.1145/368637.368653.
    """
    inside = False
    for start, end in edges_of(rings):
        if _is_on_edge(longitude, latitude, start, end):
            return True
        if (start[1] > latitude) != (end[1] > latitude):
            share = (latitude - start[1]) / (end[1] - start[1])
            inside ^= longitude < start[0] + share * (end[0] - start[0])
    return inside


def _is_on_edge(longitude: float, latitude: float, start: Sequence[float], end: Sequence[float]) -> bool:
    if not (
        min(start[0], end[0]) - ON_BORDER <= longitude <= max(start[0], end[0]) + ON_BORDER
        and min(start[1], end[1]) - ON_BORDER <= latitude <= max(start[1], end[1]) + ON_BORDER
    ):
        return False
    east, north = end[0] - start[0], end[1] - start[1]
    length = math.hypot(east, north)
    beside = east * (latitude - start[1]) - north * (longitude - start[0])
    return abs(beside) <= ON_BORDER * length or length <= ON_BORDER
