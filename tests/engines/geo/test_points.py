"""Points as spreadsheets hold them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.geo import Code, Point, Problem, read_pair, read_point

BOX = (7.30, 51.41, 7.64, 51.60)
HERE = Point(51.5136, 7.4653)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("51,5136", "7,4653"),
        ("51.5136° N", "7,4653 E"),
        ("51.5136 n", "7.4653°O"),
        ("N 51.5136", "E 7.4653"),
        (" +51.5136\u00a0", "7.4653"),
        (51.5136, Decimal("7.4653")),
    ],
)
def test_cells_of_a_table_become_a_point(latitude, longitude):
    assert read_point(latitude, longitude, box=BOX) == HERE


@pytest.mark.parametrize(
    ("latitude", "longitude", "code", "hint"),
    [
        ("", None, Code.EMPTY, ""),
        ("-", float("nan"), Code.EMPTY, ""),
        ("51,5136", "", Code.ONE_OF_TWO, "51,5136"),
        (None, 7.4653, Code.ONE_OF_TWO, "7.4653"),
        ("near the station", "7.4653", Code.NOT_A_NUMBER, "near the station"),
        ("51.513.612", "7.465", Code.NOT_A_NUMBER, "51.513.612"),  # a spreadsheet took it for thousands
        (True, False, Code.NOT_A_NUMBER, "True"),
        (float("inf"), 7.4, Code.NOT_A_NUMBER, "inf"),
        ("51.5136 N", "7.4653 N", Code.NOT_A_NUMBER, "51.5136 N, 7.4653 N"),
        ("-51.5136 S", "7.4653", Code.NOT_A_NUMBER, "-51.5136 S"),
        ("7.3, 51.4, 7.6, 51.6", "", Code.FOUR_NUMBERS, "7.3, 51.4, 7.6, 51.6"),
        ("7.3 51.4 7.6 51.6", "51.5", Code.FOUR_NUMBERS, "7.3 51.4 7.6 51.6"),
        (0, 0, Code.NULL_ISLAND, "0, 0"),
        ("0.0009", "-0.0009", Code.NULL_ISLAND, "0.0009, -0.0009"),
        ("51.5136 S", "7.4653", Code.OUTSIDE, "51.5136 S, 7.4653"),
        ("48.137", "11.575", Code.OUTSIDE, "48.137, 11.575"),
        (5707000, 392000, Code.OUT_OF_RANGE, "5707000, 392000"),  # metres of EPSG:25832
        (51.5, 10**400, Code.NOT_A_NUMBER, "NaN"),
    ],
)
def test_what_is_no_point_is_told(latitude, longitude, code, hint):
    assert read_point(latitude, longitude, box=BOX) == Problem(code, hint=hint)


@pytest.mark.parametrize(
    ("latitude", "longitude", "code", "hint"),
    [
        ("7.4653", "51.5136", Code.SWAPPED, "7.4653, 51.5136"),
        ("7.4653 E", "51.5136 N", Code.SWAPPED, "7.4653 E, 51.5136 N"),
        ("51.5136, 7.4653", "", Code.ONE_OF_TWO, "51.5136, 7.4653"),
    ],
)
def test_a_repair_is_offered_and_not_made(latitude, longitude, code, hint):
    assert read_point(latitude, longitude, box=BOX) == Problem(code, hint=hint, repair=HERE)


def test_the_box_has_a_margin_and_it_ends():
    assert read_point(51.64, 7.45, box=BOX) == Point(51.64, 7.45)
    assert read_point(51.66, 7.45, box=BOX) == Problem(Code.OUTSIDE, hint="51.66, 7.45")
    assert read_point(51.61, 7.45, box=BOX, margin=0).code is Code.OUTSIDE


@pytest.mark.parametrize(
    "text",
    [
        "51.5136, 7.4653",
        "51.5136,7.4653",
        "51.5136 7.4653",
        "51,5136; 7,4653",
        "51,5136, 7,4653",
        "51,5136 7,4653",
        "51,5136 | 7,4653",
        "51.5136° N, 7.4653° E",
        "51,5136° N 7,4653° O",
        "N 51.5136 E 7.4653",
        "POINT(7.4653 51.5136)",
        "point z (7.4653 51.5136 96)",
        "SRID=4326;POINT(7.4653 51.5136)",
    ],
)
def test_a_pair_in_one_text_becomes_a_point(text):
    assert read_pair(text, box=BOX) == HERE


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", Code.EMPTY),
        ("51,5", Code.ONE_OF_TWO),
        ("7.3,51.4,7.6,51.6", Code.FOUR_NUMBERS),
        ("POINT(7.3 51.4 7.6 51.6)", Code.FOUR_NUMBERS),
        ("51,51 7,46 51,52 7,47", Code.FOUR_NUMBERS),
        ("51.5136 7.4653 96", Code.NOT_TWO_NUMBERS),
        ("POINT(51.5136 7.4653)", Code.SWAPPED),
        ("https://maps.example/@51.5136,7.4653,17z", Code.LINK),
        ("javascript://51.5136,7.4653", Code.LINK),
        ("www.example.org", Code.LINK),
        ("POINT EMPTY", Code.NOT_A_NUMBER),
        ("LINESTRING(7 51, 8 52)", Code.NOT_A_NUMBER),
        ("somewhere", Code.NOT_A_NUMBER),
        ("9" * 100_000, Code.NOT_A_NUMBER),
        ("1 " * 100_000, Code.NOT_A_NUMBER),
    ],
)
def test_a_text_that_is_no_pair_is_told(text, code):
    found = read_pair(text, box=BOX)
    assert found.code is code
    assert len(found.hint) <= 201


@given(st.one_of(st.text(), st.floats(), st.integers(), st.decimals(), st.none()), st.text())
def test_whatever_stands_in_the_cells_there_is_an_answer(latitude, longitude):
    assert isinstance(read_point(latitude, longitude, box=BOX), Point | Problem)
    assert isinstance(read_pair(longitude), Point | Problem)


@given(st.decimals("51.41", "51.60", places=7), st.decimals("7.30", "7.64", places=7), st.booleans())
def test_every_point_of_the_city_is_read_as_written(latitude, longitude, german):
    texts = [str(number).replace(".", ",") if german else str(number) for number in (latitude, longitude)]
    point = Point(float(latitude), float(longitude))
    assert read_point(*texts, box=BOX) == point
    assert read_pair("; ".join(texts), box=BOX) == point
    assert read_point(*reversed(texts), box=BOX).repair == point
