"""The districts as a quiet background of the map: simplified shapes with a place for each name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ankommen.engines.geo import Feature, feature_collection, label_point, problems_of, simplified
from ankommen.places.queries import active_districts

_METRES = 10  # what a shape may lose: nobody sees it under the pins


@dataclass(frozen=True)
class Drawn:
    """A district that has a shape, the true one or a sketch: GeoJSON as text."""

    name: str
    shape: str
    is_sketch: bool


def drawn_districts() -> tuple[Drawn, ...]:
    """The districts that a map can draw, in the city's order."""
    shapes = [(each, each.geometry or each.sketch) for each in active_districts()]
    return tuple(Drawn(each.name, json.dumps(shape), not each.geometry) for each, shape in shapes if shape)


@lru_cache(maxsize=2)  # the same until the city is loaded again
def district_collection(districts: tuple[Drawn, ...]) -> dict[str, Any]:
    """GeoJSON of what has no problems; properties: name, label (longitude, latitude), is_sketch."""
    shapes = [(each, json.loads(each.shape)) for each in districts]
    return feature_collection(_feature(each, shape) for each, shape in shapes if not problems_of(shape))


def _feature(district: Drawn, shape: dict[str, Any]) -> Feature:
    label = label_point(shape)
    place = [round(label.longitude, 5), round(label.latitude, 5)]
    properties = {"name": district.name, "label": place, "is_sketch": district.is_sketch}
    return Feature(simplified(shape, _METRES), properties)
