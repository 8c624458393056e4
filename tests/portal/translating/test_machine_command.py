"""The city's machine fills what nobody has translated, and the public reads it at once, marked for translators."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from ankommen.offers.services import store_entries, translate_records
from ankommen.portal.translating.collections import COLLECTIONS
from ankommen.portal.translating.reading import lines_of
from ankommen.translations.queries import State
from tests.offers.entries import OFFER_ID, RENT, a_city, the_five

pytestmark = pytest.mark.django_db
ECHO = "tests.translations.providers.Echo"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("translate_by_machine", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def offer_page() -> str:
    return Client().get(f"/ar/offers/{OFFER_ID}/").content.decode()


@pytest.fixture
def directory() -> None:
    store_entries(the_five(), source=a_city(), by="import")
    translate_records("ar", {f"offer/{OFFER_ID}/name": "فهم الإيجار"}, by="7")


def test_what_is_missing_is_filled_and_what_a_person_said_stays(directory: None, settings: Any) -> None:
    settings.MACHINE_TRANSLATION = ECHO
    assert RENT.summary in offer_page()  # in German; this process holds the directory now
    said = run("ar")
    assert "directory: " in said and "topics: 3 texts" in said
    page = offer_page()
    assert "<h1>فهم الإيجار</h1>" in page
    assert f"de&gt;ar: {RENT.summary}" in page
    states = {line.key: line.state for line in lines_of(COLLECTIONS["directory"], "ar")}
    assert states.pop(f"offer/{OFFER_ID}/name") is State.CURRENT
    assert set(states.values()) == {State.MACHINE}
    assert "directory: 0 texts, 0 characters" in run("ar")


def test_no_more_than_the_budget_is_sent(directory: None, settings: Any) -> None:
    settings.MACHINE_TRANSLATION = ECHO
    assert "topics: 1 texts, 5 characters sent, 2 texts left" in run(
        "ar", "--collection=topics", "--budget=6"
    )


def test_without_a_machine_and_for_no_language_there_is_a_sentence(directory: None, settings: Any) -> None:
    with pytest.raises(CommandError, match="ANKOMMEN_MACHINE_TRANSLATION"):
        run("ar")
    settings.MACHINE_TRANSLATION = "tests.translations.providers.OneText"
    with pytest.raises(CommandError, match="directory: "):
        run("ar")
    with pytest.raises(CommandError, match="There are: en, ar"):
        run("xx")
    assert RENT.summary in offer_page()
