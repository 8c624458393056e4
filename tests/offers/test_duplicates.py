"""Offers that look like each other are proposed to people; those that only share a word are not."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest

from ankommen.offers.duplicates import Known, duplicates_among
from ankommen.offers.imports import store_import
from ankommen.offers.queries import proposed_duplicates

from .files import a_city_with_shapes, an_offer, checked, codes

HERE = {"street": "Lindenstraße 14", "postcode": "44145", "latitude": 51.55, "longitude": 7.45}
PAIRS = [
    ("Mieten verstehen", "Mieten verstehen", HERE, HERE, True),
    ("Mieten verstehen", "Miete verstehen", HERE, HERE, True),
    ("Sprachcafé für Frauen", "Frauen-Sprachcafé", HERE, HERE, True),
    ("Sprachcafé", "SPRACHCAFÉ!", HERE, {**HERE, "street": "Lindenstr. 14"}, True),
    ("Sprachcafé", "Sprachcafé", HERE, {"latitude": 51.5505, "longitude": 7.4505}, True),
    ("Sprachcafé", "Sprachcafé", {}, {}, True),
    # another place
    ("Sprachcafé", "Sprachcafé", HERE, {**HERE, "street": "Baumweg 1", "latitude": 51.56}, False),
    ("Sprachcafé", "Sprachcafé", HERE, {**HERE, "postcode": "44263", "latitude": 51.48}, False),
    ("Sprachcafé", "Sprachcafé", HERE, {}, False),
    # another thing at the same place
    ("Deutschkurs A1", "Deutschkurs A2", HERE, HERE, False),
    ("Kleiderkammer", "Möbelkammer", HERE, HERE, False),
    ("Beratung Wohnen", "Beratung Arbeit", HERE, HERE, False),
    ("Nähkurs für Frauen", "Nähkurs für Männer", HERE, HERE, False),
    ("Gruppe 6 bis 10 Jahre", "Gruppe 11 bis 14 Jahre", HERE, HERE, False),
]


@pytest.mark.parametrize(("one", "other", "here", "there", "same"), PAIRS)
def test_near_names_at_near_places(
    one: str, other: str, here: dict[str, object], there: dict[str, object], same: bool
) -> None:
    offers = [
        (Known(uuid.UUID(int=number), name, "list"), [SimpleNamespace(**place)] if place else [])
        for number, (name, place) in enumerate([(one, here), (other, there)])
    ]
    for order in (offers, offers[::-1]):
        assert bool(duplicates_among(order)) == same


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_list_that_names_what_another_has_is_told() -> None:
    source = a_city_with_shapes()
    store_import(checked(source, an_offer()))
    source.pk, source.name, source.mapping = "other", "Andere Liste", {}

    preview = checked(source, an_offer(Kennung="7", Angebot="Miete verstehen"))
    assert codes(preview) == [(2, "Angebot", "looks_like", "note")]
    assert "“Mieten verstehen” from the source “list”" in preview.problems[0].sentence
    store_import(preview)
    assert [(pair.one.source, pair.other.source) for pair in proposed_duplicates()] in (
        [("list", "other")],
        [("other", "list")],
    )
