"""On a page in Arabic whatever German stands in is marked as German: read aloud in German, its full stop at its end.

Titles, attributes and options of a list hold no markup; what a page says once after a change is plain.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.http import HttpResponseBase
from lxml import html

import ankommen
from tests.policy.test_matrix import ROUTES, World, relations_of

pytestmark = pytest.mark.django_db
LOCALE = Path(ankommen.__file__).parent / "locale"
NOT_MARKED = {"script", "style", "title", "option"}
OF_THE_QUESTIONNAIRE = {"evaluation:propose_project", "evaluation:project", "questionnaires:version"}


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


@pytest.fixture(scope="module")
def stands_in() -> set[str]:
    """What is said in German where Arabic has no words yet."""
    gaps = {entry.msgid for entry in catalogue("ar").untranslated_entries()}
    return {entry.msgstr for entry in catalogue("de") if entry.msgid in gaps and entry.msgstr}


def texts_in_the_language_of_the_page(answer: HttpResponseBase) -> Iterator[str]:
    page = html.fromstring(answer.content)  # type: ignore[attr-defined]
    for text in page.xpath("//text()[normalize-space()]"):
        element = text.getparent().getparent() if text.is_tail else text.getparent()
        marked = next(one for one in (element, *element.iterancestors()) if one.get("lang"))
        if marked.tag == "html" and element.tag not in NOT_MARKED and element.get("role") != "status":
            yield text.strip()


@pytest.mark.parametrize("role", ["team_lead", "data_protection_officer"])
def test_german_is_marked(role: str, stands_in: set[str]) -> None:
    world = World(role)
    world.browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "ar"
    asked = [route for route in ROUTES if route.name not in OF_THE_QUESTIONNAIRE]
    bare, pages = set(), 0
    for route in asked:
        answer = world.ask(route, "GET", relations_of(route)[0])
        if answer.headers.get("Content-Type", "").startswith("text/html") and answer.status_code == 200:
            pages += 1
            bare |= {(route.name, text) for text in texts_in_the_language_of_the_page(answer)}
    assert pages > 15
    assert sorted((name, text) for name, text in bare if text in stands_in) == []
