"""Areas, their checks and measures, on small invented polygons and on the border of a city."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.geo import (
    Areas,
    Code,
    Point,
    distance_km,
    label_point,
    problems_of,
    simplified,
    wound,
)

BOX = (7.30, 51.41, 7.64, 51.60)
BOUNDARY = Path(__file__).parents[4] / "shared/data/dortmund-districts/dortmund-boundary.geojson"


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [[list(position) for position in ring] for ring in rings]}


def square(west, south, size):
    east, north = west + size, south + size
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


LEFT = polygon(square(0, 0, 2))
RIGHT = polygon(square(2, 0, 2))
RING = polygon(square(0, 0, 9), square(3, 3, 3))
ENCLAVE = polygon(square(3, 3, 3))
ISLANDS = {"type": "MultiPolygon", "coordinates": [[square(0, 0, 1)], [square(5, 5, 2)]]}


@pytest.fixture(scope="module")
def city():
    if not BOUNDARY.is_file():
        pytest.skip("the border of the city is not at hand")
    return json.loads(BOUNDARY.read_text())["features"][0]["geometry"]


@pytest.mark.parametrize(
    ("areas", "latitude", "longitude", "name"),
    [
        ([("left", LEFT), ("right", RIGHT)], 1, 1, "left"),
        ([("left", LEFT), ("right", RIGHT)], 1, 3, "right"),
        ([("left", LEFT), ("right", RIGHT)], 1, 5, None),
        ([("left", LEFT), ("right", RIGHT)], 1, 2, "left"),  # on the border: the first
        ([("right", RIGHT), ("left", LEFT)], 1, 2, "right"),
        ([("left", LEFT), ("right", RIGHT)], 2, 2, "left"),  # on a corner
        ([("left", LEFT), ("right", RIGHT)], 0, 4, "right"),
        ([("around", RING)], 1, 1, "around"),
        ([("around", RING)], 4, 4, None),  # in the hole
        ([("around", RING), ("within", ENCLAVE)], 4, 4, "within"),
        ([("around", RING), ("within", ENCLAVE)], 3, 4, "around"),  # on the border of the hole
        ([("islands", ISLANDS)], 0.5, 0.5, "islands"),
        ([("islands", ISLANDS)], 6, 6, "islands"),
        ([("islands", ISLANDS)], 3, 3, None),
    ],
)
def test_a_point_lies_in_one_area_or_none(areas, latitude, longitude, name):
    assert Areas(areas).area_of(Point(latitude, longitude)) == name


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 1))
def test_no_point_between_neighbours_is_lost(south_end, north_end, share):
    """Two areas share a slanted border; every point of it belongs to one, to the same by each order."""
    start, end = (south_end, -2.0), (north_end, 2.0)
    west = polygon([(-3, -2), start, end, (-3, 2), (-3, -2)])
    east = polygon([start, (3, -2), (3, 2), end, start])
    point = Point(start[1] + share * 4, start[0] + share * (end[0] - start[0]))
    assert Areas([("west", west), ("east", east)]).area_of(point) == "west"
    assert Areas([("east", east), ("west", west)]).area_of(point) == "east"


@pytest.mark.parametrize(
    ("geometry", "problems"),
    [
        (LEFT, []),
        (RING, []),
        (ISLANDS, []),
        (polygon([(0, 0, 80), (1, 0, 81), (1, 1, 80), (0, 0, 80)]), []),
        (polygon(square(0, 0, 2)[:4]), [(Code.RING_OPEN, "polygon 1, ring 1", "")]),
        (polygon([(0, 0), (1, 1), (0, 0)]), [(Code.RING_SHORT, "polygon 1, ring 1", "3")]),
        (polygon([(0, 0)] * 4), [(Code.RING_SHORT, "polygon 1, ring 1", "4")]),
        (polygon(), [(Code.RING_SHORT, "polygon 1", "0")]),
        (polygon([]), [(Code.RING_SHORT, "polygon 1, ring 1", "0")]),
        (polygon([(0, 0, 1, 1)] * 4), [(Code.FOUR_NUMBERS, "polygon 1, ring 1", "0, 0, 1, 1")]),
        (polygon([("7", 51)] * 4), [(Code.NOT_A_NUMBER, "polygon 1, ring 1", "str, 51")]),
        (polygon([(math.nan, 51)] * 4), [(Code.NOT_A_NUMBER, "polygon 1, ring 1", "float, 51")]),
        (polygon([(10**400, 51)] * 4), [(Code.NOT_A_NUMBER, "polygon 1, ring 1", "int, 51")]),
        (polygon(square(0, 200, 1)), [(Code.OUT_OF_RANGE, "polygon 1, ring 1", "200, 0")]),
        (polygon(square(31, 120, 1)), [(Code.SWAPPED, "polygon 1, ring 1", "120, 31")]),
        (polygon([(0, 0), (2, 2), (2, 0), (0, 2), (0, 0)]), [(Code.RING_CROSSED, "polygon 1", "2, 0")]),
        (polygon(square(0, 0, 9), square(8, 3, 3)), [(Code.RING_CROSSED, "polygon 1", "0, 9")]),
        ({"type": "Point", "coordinates": [7, 51]}, [(Code.WRONG_TYPE, "", "Point")]),
        ({"type": "Polygon"}, [(Code.RING_SHORT, "polygon 1", "0")]),
        ({"type": "MultiPolygon", "coordinates": [7]}, [(Code.RING_SHORT, "polygon 1", "0")]),
        ({"type": ["Polygon"]}, [(Code.WRONG_TYPE, "", "['Polygon']")]),
        (None, [(Code.WRONG_TYPE, "", "NoneType")]),
    ],
)
def test_what_is_wrong_with_a_shape_is_told(geometry, problems):
    found = [(problem.code, problem.place, problem.hint) for problem in problems_of(geometry)]
    assert found == problems


@pytest.mark.parametrize(
    ("ring", "code"),
    [(square(51.4, 7.4, 0.1), Code.SWAPPED), (square(11.5, 48.1, 0.1), Code.OUTSIDE)],
)
def test_a_shape_far_from_the_city_is_told(ring, code):
    assert [problem.code for problem in problems_of(polygon(ring), box=BOX)] == [code]
    assert problems_of(polygon(ring)) == []


def test_a_shape_made_to_be_slow_is_refused():
    comb = [(0 if number % 2 else 100, number / 1000) for number in range(9_000)]
    too_many = polygon([*square(0, 0, 1)[:4]] * 30_000)
    began = time.perf_counter()
    assert [problem.code for problem in problems_of(polygon([*comb, comb[0]]))] == [Code.TOO_INTRICATE]
    assert [problem.code for problem in problems_of(too_many)] == [Code.TOO_INTRICATE]
    assert time.perf_counter() - began < 10


@given(st.lists(st.floats(0.2, 3.0), min_size=5, max_size=40), st.floats(1, 100_000))
def test_a_simplified_shape_is_valid_and_near(spokes, metres):
    corners = [
        (
            spoke * math.cos(2 * math.pi * number / len(spokes)),
            spoke * math.sin(2 * math.pi * number / len(spokes)),
        )
        for number, spoke in enumerate(spokes)
    ]
    star = polygon([*corners, corners[0]])
    fewer = simplified(star, metres)
    ring = fewer["coordinates"][0]
    assert problems_of(fewer) == []
    assert ring[0] == ring[-1] and len(ring) >= 4
    assert all(position in star["coordinates"][0] for position in ring)
    assert Areas([("star", fewer)]).area_of(label_point(fewer)) == "star"


def test_simplifying_leaves_out_what_is_near_the_line():
    nearly = polygon([(0, 0), (1, 0.0001), (2, 0), (2, 2), (0, 2), (0, 0)])  # 11 metres beside
    assert simplified(nearly, 12) == polygon([(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)])
    assert simplified(nearly, 10) == nearly
    assert simplified({"type": "Point", "coordinates": [7, 51]}, 10) == {
        "type": "Point",
        "coordinates": [7, 51],
    }


def test_simplified_rings_do_not_cross():
    """A thin bay under a straight coast: taken alone, the outer ring would cut through the hole."""
    bay = [(0, 0), (1, -0.05), (2, 0), (2, 2), (0, 2), (0, 0)]
    hole = [(0.9, -0.03), (1.1, -0.03), (1, 0.5), (0.9, -0.03)]
    fewer = simplified(polygon(bay, hole), 6_000)
    assert problems_of(fewer) == []
    assert [1, -0.05] in fewer["coordinates"][0]


@pytest.mark.parametrize(
    "geometry", [LEFT, RING, ISLANDS, polygon([(0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 0)])]
)
def test_a_label_stands_inside(geometry):
    assert Areas([("here", geometry)]).area_of(label_point(geometry)) == "here"


def test_a_label_stands_in_the_largest_part_and_in_its_middle():
    label = label_point(ISLANDS)
    assert (label.longitude, round(label.latitude)) == (6, 6)
    with pytest.raises(ValueError, match="no area"):
        label_point({"type": "Polygon", "coordinates": []})
    with pytest.raises(ValueError, match="no area"):
        label_point(polygon([(0, 0), (1, 0), (2, 0), (0, 0)]))


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        (Point(51.5136, 7.4653), Point(51.5136, 7.4653), 0),
        (Point(0, 0), Point(0, 1), 111.195),
        (Point(0, 0), Point(0, 180), 20015.115),
        (Point(36.12, -86.67), Point(33.94, -118.40), 2886.448),  # the example of Rosetta Code, mean radius
    ],
)
def test_distances(one, other, kilometres):
    assert distance_km(one, other) == pytest.approx(kilometres, abs=0.001)
    assert distance_km(one, other) == distance_km(other, one)


def test_rings_turn_by_the_right_hand_rule():
    clockwise = [list(position) for position in reversed(square(0, 0, 9))]
    assert wound(polygon(clockwise, square(3, 3, 3))) == {
        "type": "Polygon",
        "coordinates": [
            [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]],
            [[3, 3], [3, 6], [6, 6], [6, 3], [3, 3]],
        ],
    }
    assert wound(wound(RING)) == wound(RING)


def test_the_border_of_a_city(city):
    assert problems_of(city, box=BOX) == []
    areas = Areas([("city", city)])
    assert areas.area_of(Point(51.5136, 7.4653)) == "city"
    assert areas.area_of(Point(51.4818, 7.2162)) is None  # the middle of Bochum
    assert areas.area_of(label_point(city)) == "city"
    fewer = simplified(city, 200)
    assert problems_of(fewer, box=BOX) == []
    assert len(str(fewer)) < len(str(city)) / 2


def test_a_swapped_border_of_a_city_is_told(city):
    swapped = json.loads(json.dumps(city))
    for rings in swapped["coordinates"]:
        for ring in rings:
            for position in ring:
                position.reverse()
    assert {problem.code for problem in problems_of(swapped, box=BOX)} == {Code.SWAPPED}
