"""Points, and the positions of GeoJSON geometries: longitude first, WGS84 (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Geometry = Mapping[str, Any]  # as json.loads gives it: {"type": …, "coordinates": …}
Box = tuple[float, float, float, float]  # west, south, east, north
Ring = Sequence[Sequence[float]]  # positions, the first again as the last

WORLD: Box = (-180.0, -90.0, 180.0, 90.0)
DECIMALS = 6  # of a degree: 11 cm


@dataclass(frozen=True)
class Point:
    """A place on the globe, in degrees."""

    latitude: float
    longitude: float

    @property
    def geometry(self) -> dict[str, Any]:
        """The point as GeoJSON, with six decimals."""
        return {"type": "Point", "coordinates": rounded((self.longitude, self.latitude))}


def rounded(position: Sequence[float]) -> list[float]:
    """Longitude and latitude of a position with six decimals; an altitude is left out."""
    return [round(float(number), DECIMALS) for number in position[:2]]


def polygons_of(geometry: Geometry) -> list[Sequence[Ring]]:
    """The polygons of a Polygon or MultiPolygon, each as its rings, the outer one first; else none."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Polygon":
        return [coordinates] if coordinates else []
    return [rings for rings in coordinates or [] if rings] if kind == "MultiPolygon" else []


def edges_of(rings: Sequence[Ring]) -> Iterator[tuple[Sequence[float], Sequence[float]]]:
    """The edges of all rings, each as two positions."""
    for ring in rings:
        yield from pairwise(ring)


def box_of(positions: Sequence[Sequence[float]]) -> Box:
    """The smallest box around at least one position. Shapes over the 180th meridian are not meant."""
    longitudes = [position[0] for position in positions]
    latitudes = [position[1] for position in positions]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def is_in_box(longitude: float, latitude: float, box: Box, *, margin: float = 0.0) -> bool:
    """Whether a place lies in the box or at most `margin` degrees beside it."""
    west, south, east, north = box
    return west - margin <= longitude <= east + margin and south - margin <= latitude <= north + margin
