"""GeoJSON out and in; two checkers that know nothing of us accept what is written."""

from __future__ import annotations

import json

import geojson
import geojson_pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.geo import Code, Feature, Point, Problem, feature_collection, read_features

BOX = (7.30, 51.41, 7.64, 51.60)
HERE = Point(51.5136, 7.4653)
CLOCKWISE = {
    "type": "Polygon",
    "coordinates": [[[7.4, 51.5], [7.4, 51.6], [7.5, 51.6], [7.5, 51.5], [7.4, 51.5]]],
}
TWO = {"type": "MultiPolygon", "coordinates": [CLOCKWISE["coordinates"], CLOCKWISE["coordinates"]]}


def document(*geometries, **more):
    features = [
        {"type": "Feature", "geometry": geometry, "properties": {"name": "Kaffee"}} for geometry in geometries
    ]
    return {"type": "FeatureCollection", "features": features, **more}


def at(*position):
    return {"type": "Point", "coordinates": list(position)}


def accepted(collection):
    """The collection once more, after both checkers took it and gave it back as it was."""
    text = json.dumps(collection, allow_nan=False)
    read = geojson.loads(text)
    assert read.is_valid, read.errors()
    model = geojson_pydantic.FeatureCollection.model_validate_json(text, strict=True)
    assert len(model.features) == len(read["features"]) == len(collection["features"])
    return json.loads(text)


def test_points_and_shapes_are_written_by_the_rfc():
    offers = [
        Feature(Point(51.51361234, 7.46531239), {"name": "مقهى"}, "a1"),
        Feature(CLOCKWISE, id=7),
        Feature(None, {"name": "nowhere"}),
    ]
    assert accepted(feature_collection(offers)) == {
        "type": "FeatureCollection",
        "bbox": [7.4, 51.5, 7.5, 51.6],
        "features": [
            {
                "type": "Feature",
                "id": "a1",
                "geometry": {"type": "Point", "coordinates": [7.465312, 51.513612]},
                "properties": {"name": "مقهى"},
            },
            {
                "type": "Feature",
                "id": 7,
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[7.4, 51.5], [7.5, 51.5], [7.5, 51.6], [7.4, 51.6], [7.4, 51.5]]],
                },
                "properties": {},
            },
            {"type": "Feature", "geometry": None, "properties": {"name": "nowhere"}},
        ],
    }


def test_a_collection_without_places_has_no_box():
    assert accepted(feature_collection([])) == {"type": "FeatureCollection", "features": []}
    assert accepted(feature_collection([Feature(TWO)]))["bbox"] == [7.4, 51.5, 7.5, 51.6]
    with pytest.raises(ValueError, match="LineString"):
        feature_collection([Feature({"type": "LineString", "coordinates": [[7, 51], [8, 52]]})])


points = st.builds(
    Point, st.decimals("51.41", "51.6", places=6).map(float), st.decimals("7.3", "7.64", places=6).map(float)
)
properties = st.dictionaries(
    st.text(), st.one_of(st.text(), st.integers(-(2**53), 2**53), st.none(), st.booleans())
)


@given(
    st.lists(
        st.builds(Feature, points | st.none(), properties, st.text() | st.integers(0, 2**53) | st.none())
    )
)
def test_what_is_written_is_read_again(features):
    assert read_features(accepted(feature_collection(features)), box=BOX) == (features, [])


@pytest.mark.parametrize(
    ("geometry", "point"),
    [(at(7.4653, 51.5136), HERE), (at(7.4653, 51.5136, 96.0), HERE), (None, None)],
)
def test_points_are_read(geometry, point):
    assert read_features(document(geometry), box=BOX) == ([Feature(point, {"name": "Kaffee"})], [])


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        (at(51.5136, 7.4653), Problem(Code.SWAPPED, "7.4653, 51.5136", "feature 2", HERE)),
        (at(0, 0), Problem(Code.NULL_ISLAND, "0, 0", "feature 2")),
        (at(11.5, 48.1), Problem(Code.OUTSIDE, "48.1, 11.5", "feature 2")),
        (at(392000, 5707000), Problem(Code.OUT_OF_RANGE, "5.707e+06, 392000", "feature 2")),
        (at(7.3, 51.4, 7.6, 51.6), Problem(Code.FOUR_NUMBERS, "7.3, 51.4, 7.6, 51.6", "feature 2")),
        (at("7.4", "51.5"), Problem(Code.NOT_A_NUMBER, "str, str", "feature 2")),
        (at(7.4), Problem(Code.NOT_A_NUMBER, "7.4", "feature 2")),
        ({"type": "Point"}, Problem(Code.NOT_A_NUMBER, "NoneType", "feature 2")),
        (CLOCKWISE, Problem(Code.WRONG_TYPE, "Polygon", "feature 2")),
        ("POINT(7 51)", Problem(Code.WRONG_TYPE, "str", "feature 2")),
    ],
)
def test_a_bad_point_is_told_and_its_feature_kept(geometry, problem):
    features, problems = read_features(document(at(7.4653, 51.5136), geometry), box=BOX)
    assert [feature.geometry for feature in features] == [HERE, None]
    assert features[1].properties == {"name": "Kaffee"}
    assert problems == [problem]


@pytest.mark.parametrize(
    ("given", "code", "place"),
    [
        ([], Code.WRONG_TYPE, ""),
        ({"type": "Topology"}, Code.WRONG_TYPE, ""),
        ({"type": "FeatureCollection", "features": {}}, Code.WRONG_TYPE, ""),
        ({"type": "FeatureCollection", "features": [7]}, Code.WRONG_TYPE, "feature 1"),
        ({"type": "Feature", "properties": [1]}, Code.WRONG_TYPE, "feature 1, properties"),
        ({"type": "Feature", "properties": {"a": [[[[[[[]]]]]]]}}, Code.TOO_DEEP, "feature 1, properties"),
    ],
)
def test_a_document_that_is_none_is_told(given, code, place):
    features, problems = read_features(given)
    assert features == []
    assert [(problem.code, problem.place) for problem in problems] == [(code, place)]


def test_more_features_than_anybody_has_are_left_out_and_told():
    features, problems = read_features(
        {"type": "FeatureCollection", "features": [{"type": "Feature"}] * 100_001}
    )
    assert len(features) == 100_000
    assert problems == [Problem(Code.TOO_MANY, "100000", "feature 100001")]


def test_a_single_feature_is_read():
    single = {"type": "Feature", "id": True, "geometry": at(7.4653, 51.5136), "properties": None}
    assert read_features(single, box=BOX) == ([Feature(HERE)], [])
