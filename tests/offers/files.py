"""Small files as tests give them: a table is written as it looks in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from ankommen.offers.imports import Decided, Preview, check_import
from ankommen.offers.models import Category, Source
from ankommen.places.models import District
from ankommen.topics.models import Topic


def a_square(west: float, south: float, size: float = 0.1) -> dict[str, Any]:
    """A district, four-cornered."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def a_city_with_shapes() -> Source:
    """Two districts side by side, three topics, two categories, and a source that is not stored yet."""
    District.objects.create(slug="nord", name="Nord", geometry=a_square(7.4, 51.5))
    District.objects.create(slug="ost", name="Ost", geometry=a_square(7.5, 51.5))
    for slug, label in (("housing", "Wohnen"), ("language", "Deutsch lernen"), ("work", "Arbeit")):
        Topic.objects.create(slug=slug, labels={"de": label, "en": slug.title()})
    Category.objects.create(slug="advice", labels={"de": "Beratung"})
    Category.objects.create(slug="leisure", labels={"de": "Sport, Freizeit, Kultur"})
    return Source(slug="list", name="Liste der Nachbarschaft")


def a_table(text: str) -> bytes:
    """A CSV from columns with | between them; a row a line, blank lines left out, \\n a line break in a cell."""
    rows = [
        [cell.strip().replace("\\n", "\n") for cell in line.split("|")]
        for line in text.splitlines()
        if line.strip()
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode()


def an_offer(**cells: str) -> bytes:
    """A table of one offer: as good as can be but for what is said otherwise."""
    row = {
        "Kennung": "miete",
        "Träger": "Lindenhof e. V.",
        "Angebot": "Mieten verstehen",
        "Ort": "Haus Linde",
        "Straße": "Lindenstraße 14",
        "PLZ": "44145",
        **cells,
    }
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerows([row.keys(), row.values()])
    return stream.getvalue().encode()


def a_map(*features: dict[str, Any]) -> bytes:
    """GeoJSON of features."""
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def a_feature(point: list[float] | None, **properties: Any) -> dict[str, Any]:
    """A feature of a map at a point, longitude first."""
    geometry = None if point is None else {"type": "Point", "coordinates": point}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def checked(source: Source, data: bytes, name: str = "liste.csv", **options: Any) -> Preview:
    """The preview of a file; columns, words and facts as `Decided` has them."""
    said = {part: options.pop(part) for part in ("columns", "words", "facts") if part in options}
    return check_import(source, data, name, decided=Decided(**said), **options)


def codes(preview: Preview) -> list[tuple[int, str, str, str]]:
    """What is wrong: row, column, code and level."""
    return [(each.row, each.column, each.code, each.level.value) for each in preview.problems]
