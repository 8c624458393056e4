"""Distances, a place for a label, and fewer positions for a map."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from .checks import first_crossing, signed_area
from .shapes import Geometry, Point, Ring, edges_of, polygons_of

EARTH_KM = 6371.0088  # mean radius of the ellipsoid, IUGG
METRES_A_DEGREE = EARTH_KM * 1000 * math.pi / 180
LABEL_LINES = 24  # latitudes on which a place for a label is looked for
HALVINGS = 6  # of a tolerance under which rings would cross

Flat = tuple[float, float]  # metres east and north, good within a city


def distance_km(one: Point, other: Point) -> float:
    """The way between two points as the crow flies, in kilometres, by the haversine formula."""
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def label_point(geometry: Geometry) -> Point:
    """A point inside the largest polygon, well away from its borders: where a label may stand.

    Lines are laid over the polygon from west to east; of the middles of what lies inside, the one farthest
    from every border is taken. geometry: a Polygon or MultiPolygon without problems. ValueError when it
    has no area.
    """
    rings = max(polygons_of(geometry), key=lambda rings: abs(signed_area(rings[0])), default=[])
    middles = [place for latitude in _lines(rings) for place in _middles(latitude, rings)]
    if not middles:
        raise ValueError("no area")
    longitude, latitude = max(middles, key=lambda place: _room(place, rings))
    return Point(latitude, longitude)


def simplified(geometry: Geometry, metres: float) -> dict[str, Any]:
    """The shape with the positions left out that lie at most `metres` beside the line of the others.

    Rings stay closed, keep three corners at least and do not cross: where they would, the tolerance of that
    polygon is halved, and in the end it stays as it was. Neighbours are simplified each for itself, so
    between them slits of twice the tolerance may open: ask `Areas` with the whole shapes. Source: Douglas
    and Peucker 1973, doi:10.3138/FM57-6770-U75U-7727. Other geometries come back as they are.
    """
    polygons = [_simplified_rings(rings, metres) for rings in polygons_of(geometry)]
    if not polygons:
        return dict(geometry)
    return {**geometry, "coordinates": polygons if geometry["type"] == "MultiPolygon" else polygons[0]}


def _simplified_rings(rings: Sequence[Ring], metres: float) -> list[list[list[float]]]:
    for halving in range(HALVINGS):
        fewer = [_simplified_ring(ring, metres / 2**halving) for ring in rings]
        if first_crossing(fewer) is None:
            return fewer
    return [[list(position) for position in ring] for ring in rings]


def _simplified_ring(ring: Ring, metres: float) -> list[list[float]]:
    flat = _flattened(ring)
    far = max(range(len(flat)), key=lambda place: math.dist(flat[place], flat[0]))
    third = max(range(len(flat)), key=lambda place: _beside(flat[place], flat[0], flat[far]))
    kept = {0, far, third, len(flat) - 1}
    corners = sorted(kept)
    spans = list(pairwise(corners))
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        between = range(first + 1, last)
        place = max(between, key=lambda place: _beside(flat[place], flat[first], flat[last]))
        if _beside(flat[place], flat[first], flat[last]) > metres:
            kept.add(place)
            spans += [(first, place), (place, last)]
    return [list(ring[place]) for place in (sorted(kept) if len(kept) > 3 else range(len(ring)))]


def _flattened(ring: Ring) -> list[Flat]:
    across = METRES_A_DEGREE * math.cos(math.radians(ring[0][1]))
    return [(position[0] * across, position[1] * METRES_A_DEGREE) for position in ring]


def _beside(place: Flat, start: Flat, end: Flat) -> float:
    """The distance from a place to the edge between two others."""
    east, north = end[0] - start[0], end[1] - start[1]
    square = east * east + north * north
    share = ((place[0] - start[0]) * east + (place[1] - start[1]) * north) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(place, (start[0] + share * east, start[1] + share * north))


def _lines(rings: Sequence[Ring]) -> list[float]:
    """Latitudes of lines over a polygon, none through a corner: so every middle lies inside."""
    heights = sorted({position[1] for ring in rings for position in ring})
    if len(heights) < 2:
        return []
    south, north = heights[0], heights[-1]
    lines = [south + (north - south) * (number + 0.5) / LABEL_LINES for number in range(LABEL_LINES)]
    above = [heights[min(bisect_right(heights, line), len(heights) - 1)] for line in lines]
    return [(line + high) / 2 if line in heights else line for line, high in zip(lines, above, strict=True)]


def _middles(latitude: float, rings: Sequence[Ring]) -> list[tuple[float, float]]:
    """The middles of what a line from west to east has inside the polygon."""
    crossings = sorted(
        start[0] + (latitude - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
        for start, end in edges_of(rings)
        if (start[1] > latitude) != (end[1] > latitude)
    )
    pairs = zip(crossings[::2], crossings[1::2], strict=False)
    return [((west + east) / 2, latitude) for west, east in pairs if east > west]


def _room(place: tuple[float, float], rings: Sequence[Ring]) -> float:
    """How many metres around a place are free of borders."""
    across = math.cos(math.radians(place[1]))
    return min(
        _beside((place[0] * across, place[1]), (start[0] * across, start[1]), (end[0] * across, end[1]))
        for start, end in edges_of(rings)
    )
