"""Every filter of the open API with every hostile value: records, an empty list, or a refusal with a sentence."""

from __future__ import annotations

import pytest
from django.test import Client

from ankommen.config.open_api import open_api
from ankommen.offers.services import store_entries
from tests.offers.entries import OFFER_ID, a_city, the_five

from . import values
from .sending import complaint, encoded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]


def filters() -> list[tuple[str, str]]:
    """Address and name of each filter that the API's own document tells."""
    return [
        (path.replace("{pk}", OFFER_ID), parameter["name"])
        for path, operations in open_api.get_openapi_schema()["paths"].items()
        for parameter in operations["get"].get("parameters", [])
        if parameter["in"] == "query"
    ]


def test_hostile_values_of_filters_make_no_trouble() -> None:
    store_entries(the_five(), source=a_city(), by="import")
    client, asked, wrong = Client(headers={"Accept-Language": "en"}), filters(), []
    assert len(asked) > 40
    for number, (name, value) in enumerate(values.STRINGS.items()):
        for path, parameter in asked[number % 16 :: 16]:  # each filter meets some of them
            query = encoded({parameter: value[:2_000]}).decode()
            if found := complaint(client, "GET", f"{path}?{query}"):
                wrong.append(f"{path} {parameter} {name}: {found}")
    assert not wrong, "\n".join(wrong)
