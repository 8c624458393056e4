"""Places of a file: one for each name, street and postcode, whoever names it."""

from __future__ import annotations

import re

from ..facts import PlaceFacts
from ..faults import Code, Fault, note
from ..kinds import PLACE
from ..models import Place
from ..rules import faults_of
from ..storing import Entry
from .building import Built, add_new
from .cells import CellReader
from .context import Context, key_of
from .records import RawPlace, RawRecord
from .words import ONLINE

_HOUSE_NUMBER = re.compile(r"\D\s*\d+\s*[a-zA-Z]?(?:\s*[-–/]\s*\d+\s*[a-zA-Z]?)?\s*$")


def place_of(built: Built, raw: RawRecord, place: RawPlace, context: Context) -> tuple[str, str]:
    """The id of the place, "" where the file names none, and the hours as they are written.

    Its entry and its faults are added to those of the record.
    """
    cells = CellReader(place.cells, context)
    facts, hours = _facts(cells, context), cells.text("hours")
    faults = [*cells.faults]
    if facts is None:
        add_new(built.faults, faults)
        return "", hours
    add_new(faults, faults_of(facts, context.references))
    key = place.key or key_of(facts.name, facts.street, facts.postcode)
    id = context.place_id(key)
    built.places.append(facts)
    first, row = context.places.get(key, (hash(facts), raw.row))
    if first != hash(facts):
        faults.append(note("place", Code.PLACE_TWICE, row=row))
    elif key not in context.places and id not in {entry.id for entry in built.entries}:
        built.entries.append(Entry(PLACE, id, key, facts))
    add_new(built.faults, [_placed(each) for each in faults])
    return str(id), hours


def keep_places(built: Built, raw: RawRecord, context: Context) -> None:
    """Remember the places of a record that is good: the next one at the same place needs no entry of it."""
    for entry in built.entries:
        if isinstance(entry.facts, PlaceFacts):
            context.places[entry.source_key] = (hash(entry.facts), raw.row)


def _placed(found: Fault) -> Fault:
    """A fault of a place at the cell of the record that names it."""
    return Fault("place", found.code, found.sentence, found.level) if found.field == "name" else found


def _facts(cells: CellReader, context: Context) -> PlaceFacts | None:
    street, postcode = cells.line("street"), cells.line("postcode")
    district = cells.one_of("district", Code.UNKNOWN_DISTRICT, words="districts")
    name = cells.line("place") or street or (context.references.districts[district][0] if district else "")
    point = cells.point()
    if not name and point:
        name = f"{point.latitude:.5f}, {point.longitude:.5f}"
    if not name:
        return None
    computed = "" if district or point is None else context.references.district_of(point)
    return PlaceFacts(
        name,
        kind=Place.Kind.VIRTUAL.value if _is_online(cells, name) else Place.Kind.PHYSICAL.value,
        street=street,
        postcode=postcode,
        town=cells.line("town"),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        point_origin=Place.Origin.SOURCE.value if point else "",
        point_precision=_precision(cells, street) if point else "",
        district=district or computed,
        district_origin="given" if district else "computed" if computed else "",
        access=cells.choice("access"),
        directions=cells.text("directions"),
    )


def _is_online(cells: CellReader, name: str) -> bool:
    return cells.text("kind") == "virtual" or bool(ONLINE.match(name) and not cells.text("street"))


def _precision(cells: CellReader, street: str) -> str:
    """How exact a point is: as the file says, else as exact as its address is."""
    if said := cells.choice("precision"):
        return said
    if not street:
        return Place.Precision.DISTRICT.value
    return Place.Precision.ADDRESS.value if _HOUSE_NUMBER.search(street) else Place.Precision.STREET.value
