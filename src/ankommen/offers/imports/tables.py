"""Rows of a table, and features of a map, as records: both are cells under headings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ankommen.engines.gate import Table
from ankommen.engines.geo import Point, Problem, read_features

from ..faults import Code, fault
from ..rules import fault_of_point
from .headings import Columns
from .records import RawPlace, RawRecord

OF_PLACES = frozenset(
    [
        "place",
        "street",
        "postcode",
        "town",
        "district",
        "latitude",
        "longitude",
        "point",
        "precision",
        "access",
        "directions",
        "hours",
    ]
)
KINDS = {"offers": "offer", "providers": "provider", "responsibilities": "responsibility"}


def records_of_table(table: Table, columns: Columns, kind: str, sheet: str) -> Iterator[RawRecord]:
    """The rows of a table one after the other."""
    for row in table.rows():
        cells = {columns.fields[name]: text for name, text in row.cells.items() if name in columns.fields}
        longer = (fault("", Code.ROW_LONGER),) if row.is_longer else ()
        yield _record(kind, sheet, row.number, cells, columns, longer)


def features_of(document: Any) -> list[Any]:
    """The features of a GeoJSON document."""
    features = document.get("features") if document.get("type") == "FeatureCollection" else [document]
    return features if isinstance(features, list) else []


def headings_of(features: Sequence[Any]) -> tuple[str, ...]:
    """The names of all properties, in the order in which they first come."""
    names = (name for feature in features for name in _properties(feature))
    return tuple(dict.fromkeys(names))


def texts_of(feature: Any) -> dict[str, str]:
    """The properties of a feature as texts."""
    return {name: _text(value) for name, value in _properties(feature).items()}


def records_of_features(features: Sequence[Any], columns: Columns, sheet: str) -> Iterator[RawRecord]:
    """The features of a map: their properties as cells, and their points."""
    for number, feature in enumerate(features, start=1):
        cells = {
            columns.fields[name]: text for name, text in texts_of(feature).items() if name in columns.fields
        }
        faults = []
        found, problems = read_features(feature)
        if found and isinstance(found[0].geometry, Point):
            point = found[0].geometry
            cells |= {"latitude": repr(point.latitude), "longitude": repr(point.longitude)}
        if found and found[0].id is not None:
            cells.setdefault("key", str(found[0].id))
        faults += [_fault(problem, bool(found)) for problem in problems]
        yield _record("offers", sheet, number, cells, columns, tuple(faults))


def _record(
    kind: str, sheet: str, number: int, cells: Mapping[str, str], columns: Columns, faults: tuple[Any, ...]
) -> RawRecord:
    if kind != "offers":
        return RawRecord(KINDS[kind], sheet, number, cells, columns.headings, faults=faults)
    own = {name: text for name, text in cells.items() if name not in OF_PLACES}
    place = {name: text for name, text in cells.items() if name in OF_PLACES}
    places = (RawPlace(place),) if place else ()
    return RawRecord("offer", sheet, number, own, columns.headings, places, faults=faults)


def _properties(feature: Any) -> Mapping[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(_text(each) for each in value)
    if value is None or isinstance(value, dict):
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value)


def _fault(problem: Problem, is_feature: bool) -> Any:
    return (
        fault_of_point("latitude", problem)
        if is_feature
        else fault("", Code.NOT_A_RECORD, value=problem.hint)
    )
