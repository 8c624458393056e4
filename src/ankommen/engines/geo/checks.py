"""What is wrong with a shape, before anybody draws it or asks which points lie in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from .problems import Code, Problem
from .shapes import WORLD, Box, Geometry, Ring, box_of, is_in_box

MAX_POSITIONS = 100_000  # of one geometry; the twelve districts of a city have a few thousand
MAX_PAIRS = 3_000_000  # of edges that are compared for crossings, about a second
_LARGEST = 1e12  # of a number that may be a coordinate in any system; beyond, floats end

Edge = tuple[float, float, float, float]  # from longitude and latitude to longitude and latitude


def problems_of(geometry: object, *, box: Box = WORLD) -> list[Problem]:
    """What keeps a geometry from being used as an area; empty when nothing does.

    Polygons and MultiPolygons of RFC 7946. A position may have three numbers, an altitude; four are refused.
    box: with that of the city, swapped and far-away coordinates are found as well. Rings may touch; that
    edges lie on each other is not looked for.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        return [Problem(Code.WRONG_TYPE, hint=str(kind or type(geometry).__name__)[:100])]
    coordinates = geometry.get("coordinates")
    polygons: Any = [coordinates] if kind == "Polygon" else coordinates
    if not _is_filled_list(polygons):
        return [Problem(Code.RING_SHORT, hint="0")]
    left = MAX_POSITIONS
    problems: list[Problem] = []
    for number, rings in enumerate(polygons, start=1):
        left -= sum(len(ring) for ring in rings if isinstance(ring, list)) if isinstance(rings, list) else 0
        if left < 0 or number > MAX_POSITIONS:
            return [
                *problems,
                Problem(Code.TOO_INTRICATE, hint=str(MAX_POSITIONS), place=f"polygon {number}"),
            ]
        problems += _problems_of_polygon(rings, f"polygon {number}", box)
    return problems


def wound(geometry: Geometry) -> dict[str, Any]:
    """The geometry with its rings by the right-hand rule: outer rings against the clock, holes with it."""
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        return {**geometry, "coordinates": _wound(coordinates)}
    if geometry["type"] == "MultiPolygon":
        return {**geometry, "coordinates": [_wound(rings) for rings in coordinates]}
    return dict(geometry)


def signed_area(ring: Ring) -> float:
    """The area in square degrees, positive against the clock. Source: Gauss's shoelace formula."""
    if not ring:
        return 0.0
    west, south = ring[0][:2]  # measured from a corner, floats keep the small differences
    pairs = pairwise(ring)
    return sum((a[0] - west) * (b[1] - south) - (b[0] - west) * (a[1] - south) for a, b in pairs) / 2


def first_crossing(rings: Sequence[Ring]) -> Edge | None:
    """An edge of the rings that crosses another, None when none does.

    Sweeps from west to east, so only edges over each other are compared. OverflowError when more than
    MAX_PAIRS would have to be: no border of a city looks like that.
    """
    edges = sorted(_edges(rings))
    active: list[Edge] = []
    pairs = 0
    for edge in edges:
        active = [other for other in active if other[2] >= edge[0]]
        pairs += len(active)
        if pairs > MAX_PAIRS:
            raise OverflowError(pairs)
        if any(_cross(edge, other) for other in active):
            return edge
        active.append(edge)
    return None


def _problems_of_polygon(rings: Any, place: str, box: Box) -> list[Problem]:
    if not _is_filled_list(rings):
        return [Problem(Code.RING_SHORT, hint="0", place=place)]
    problems = [
        problem
        for number, ring in enumerate(rings, start=1)
        for problem in _problems_of_ring(ring, f"{place}, ring {number}", box)
    ]
    if problems:
        return problems
    try:
        crossed = first_crossing(rings)
    except OverflowError:
        return [Problem(Code.TOO_INTRICATE, hint=str(MAX_PAIRS), place=place)]
    if crossed:
        return [Problem(Code.RING_CROSSED, hint=f"{crossed[1]:g}, {crossed[0]:g}", place=place)]
    return []


def _problems_of_ring(ring: Any, place: str, box: Box) -> list[Problem]:
    """At most one problem of a ring's positions, and what is wrong with the ring itself."""
    if not _is_filled_list(ring):
        return [Problem(Code.RING_SHORT, hint="0", place=place)]
    for position in ring:
        if code := code_of_position(position):
            return [Problem(code, hint=said(position), place=place)]
    problems = []
    if len(ring) < 4 or len({tuple(position[:2]) for position in ring}) < 3:
        problems.append(Problem(Code.RING_SHORT, hint=str(len(ring)), place=place))
    if list(ring[0][:2]) != list(ring[-1][:2]):
        problems.append(Problem(Code.RING_OPEN, place=place))
    return problems + _problems_of_box(box_of(ring), place, box)


def code_of_position(position: Any) -> Code | None:
    """Why something is no position of GeoJSON, None when it is one; its place on the globe is not asked."""
    if not isinstance(position, list | tuple) or len(position) < 2:
        return Code.NOT_A_NUMBER
    if len(position) > 3:
        return Code.FOUR_NUMBERS
    if not all(_is_number(number) for number in position):
        return Code.NOT_A_NUMBER
    return None


def said(position: Any) -> str:
    """What stands in a position, for a problem: its first numbers, the kinds of what is no number."""
    if not isinstance(position, list | tuple):
        return type(position).__name__
    return ", ".join(f"{part:g}" if _is_number(part) else type(part).__name__ for part in position[:5])


def _problems_of_box(shape: Box, place: str, box: Box) -> list[Problem]:
    west, south, east, north = shape
    hint = f"{south:g}, {west:g}"
    on_globe = is_in_box(west, south, WORLD) and is_in_box(east, north, WORLD)
    if on_globe and _touch(shape, box):
        return []
    if (
        is_in_box(south, west, WORLD)
        and is_in_box(north, east, WORLD)
        and _touch((south, west, north, east), box)
    ):
        return [Problem(Code.SWAPPED, hint=hint, place=place)]
    return [Problem(Code.OUTSIDE if on_globe else Code.OUT_OF_RANGE, hint=hint, place=place)]


def _touch(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _wound(rings: Sequence[Ring]) -> list[list[Sequence[float]]]:
    return [
        list(ring) if (signed_area(ring) >= 0) == (number == 0) else list(reversed(ring))
        for number, ring in enumerate(rings)
    ]


def _edges(rings: Sequence[Ring]) -> Iterator[Edge]:
    """All edges, each from west to east."""
    for ring in rings:
        for start, end in pairwise(ring):
            low, high = sorted(((start[0], start[1]), (end[0], end[1])))
            yield (*low, *high)


def _cross(one: Edge, other: Edge) -> bool:
    """Whether two edges cross; edges that only touch do not."""
    if max(one[1], one[3]) < min(other[1], other[3]) or max(other[1], other[3]) < min(one[1], one[3]):
        return False
    return (
        _turn(one, other[:2]) * _turn(one, other[2:]) < 0
        and _turn(other, one[:2]) * _turn(other, one[2:]) < 0
    )


def _turn(edge: Edge, place: tuple[float, ...]) -> int:
    """1 when the place lies left of the edge, -1 right of it, 0 on its line."""
    east, north = edge[2] - edge[0], edge[3] - edge[1]
    beside = east * (place[1] - edge[1]) - north * (place[0] - edge[0])
    return (beside > 0) - (beside < 0)


def _is_filled_list(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) > 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST
