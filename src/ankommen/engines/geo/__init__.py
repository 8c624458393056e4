"""Points and areas of a city on plain GeoJSON (RFC 7946, WGS84): read, checked, asked and written.

`read_point` and `read_pair` take what spreadsheets hold and give a `Point` or the `Problem` with it; `Areas`
tells the area of a point; `problems_of` checks the shapes of areas; `read_features` and `feature_collection`
are GeoJSON in and out. `distance_km`, `label_point` and `simplified` serve lists and maps.

Everything is plain Python on degrees: good for a city and its surroundings, not for shapes that reach over a
pole or the 180th meridian. On the globe a straight edge between two positions is a straight line of degrees,
as RFC 7946 (3.1.1) has it.
"""

from .areas import Areas
from .checks import problems_of, wound
from .features import Feature, feature_collection, read_features
from .measures import distance_km, label_point, simplified
from .points import read_pair, read_point
from .problems import Code, Problem
from .shapes import Box, Geometry, Point

__all__ = [
    "Areas",
    "Box",
    "Code",
    "Feature",
    "Geometry",
    "Point",
    "Problem",
    "distance_km",
    "feature_collection",
    "label_point",
    "problems_of",
    "read_features",
    "read_pair",
    "read_point",
    "simplified",
    "wound",
]
