"""GeoJSON out and in (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .checks import code_of_position, said, wound
from .points import judged
from .problems import Code, Problem
from .shapes import WORLD, Box, Geometry, Point, box_of, polygons_of, rounded

MAX_FEATURES = 100_000
MAX_DEPTH = 6  # of lists and objects in the properties of a feature


@dataclass(frozen=True)
class Feature:
    """Something on the map. geometry: None for what has no place (yet)."""

    geometry: Point | Geometry | None
    properties: Mapping[str, Any] = field(default_factory=dict)
    id: str | int | None = None


def feature_collection(features: Iterable[Feature]) -> dict[str, Any]:
    """A FeatureCollection: longitude first, six decimals, polygons by the right-hand rule, a bbox around all.

    Takes points, Polygons and MultiPolygons. Without a geometry there is no bbox.
    """
    written = [_written(feature) for feature in features]
    positions = [position for feature in written for position in _positions(feature["geometry"])]
    bbox = {"bbox": list(box_of(positions))} if positions else {}
    return {"type": "FeatureCollection", **bbox, "features": written}


def read_features(document: object, *, box: Box = WORLD) -> tuple[list[Feature], list[Problem]]:
    """The features of a GeoJSON document as points, and what is wrong, each with the number of its feature.

    document: as a strict JSON reader gives it. box: that of the city, for swapped and far-away points. A
    feature whose point is bad comes without geometry: who imports decides whether it does without.
    """
    items, problems = _items(document)
    features = []
    for number, item in enumerate(items[:MAX_FEATURES], start=1):
        feature, problem = _read(item, f"feature {number}", box)
        features += [feature] if feature else []
        problems += [problem] if problem else []
    if len(items) > MAX_FEATURES:
        problems.append(Problem(Code.TOO_MANY, hint=str(MAX_FEATURES), place=f"feature {MAX_FEATURES + 1}"))
    return features, problems


def _items(document: object) -> tuple[list[Any], list[Problem]]:
    kind = document.get("type") if isinstance(document, dict) else type(document).__name__
    if (
        isinstance(document, dict)
        and kind == "FeatureCollection"
        and isinstance(document.get("features"), list)
    ):
        return document["features"], []
    if isinstance(document, dict) and kind == "Feature":
        return [document], []
    return [], [Problem(Code.WRONG_TYPE, hint=str(kind)[:100])]


def _read(item: Any, place: str, box: Box) -> tuple[Feature | None, Problem | None]:
    kind = item.get("type") if isinstance(item, dict) else type(item).__name__
    if not isinstance(item, dict) or kind != "Feature":
        return None, Problem(Code.WRONG_TYPE, hint=str(kind)[:100], place=place)
    properties = item.get("properties") or {}
    if not isinstance(properties, dict):
        return None, Problem(Code.WRONG_TYPE, hint=type(properties).__name__, place=f"{place}, properties")
    if _is_deeper(properties, MAX_DEPTH):
        return None, Problem(Code.TOO_DEEP, hint=str(MAX_DEPTH), place=f"{place}, properties")
    name = item.get("id")
    name = name if isinstance(name, str | int) and not isinstance(name, bool) else None
    found = _point(item.get("geometry"), box)
    if isinstance(found, Problem):
        problem = Problem(found.code, hint=found.hint, place=place, repair=found.repair)
        return Feature(None, properties, name), problem
    return Feature(found, properties, name), None


def _point(geometry: Any, box: Box) -> Point | Problem | None:
    if geometry is None:
        return None
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        kind = geometry.get("type") if isinstance(geometry, dict) else type(geometry).__name__
        return Problem(Code.WRONG_TYPE, hint=str(kind)[:100])
    position: Any = geometry.get("coordinates")
    if code := code_of_position(position):
        return Problem(code, hint=said(position))
    return judged(Point(float(position[1]), float(position[0])), box=box)


def _is_deeper(value: Any, limit: int) -> bool:
    """Whether lists and objects lie in each other more than `limit` times; no recursion."""
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
    return bool(level)


def _written(feature: Feature) -> dict[str, Any]:
    name = {"id": feature.id} if feature.id is not None else {}
    geometry = feature.geometry.geometry if isinstance(feature.geometry, Point) else feature.geometry
    return {
        "type": "Feature",
        **name,
        "geometry": geometry and _rounded(geometry),
        "properties": dict(feature.properties),
    }


def _rounded(geometry: Geometry) -> dict[str, Any]:
    if geometry["type"] == "Point":
        return {"type": "Point", "coordinates": rounded(geometry["coordinates"])}
    polygons = [[[rounded(place) for place in ring] for ring in rings] for rings in polygons_of(geometry)]
    if not polygons:
        raise ValueError(geometry["type"])
    coordinates = polygons if geometry["type"] == "MultiPolygon" else polygons[0]
    return wound({"type": geometry["type"], "coordinates": coordinates})


def _positions(geometry: Geometry | None) -> list[Sequence[float]]:
    if geometry is None:
        return []
    if geometry["type"] == "Point":
        return [geometry["coordinates"]]
    return [position for rings in polygons_of(geometry) for ring in rings for position in ring]
