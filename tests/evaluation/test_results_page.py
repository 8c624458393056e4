"""The results page: what the last release says, broken down by one thing at a time."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from ankommen.evaluation.models import Release
from ankommen.evaluation.projection import current
from ankommen.places.services import set_city
from ankommen.questionnaires.models import Version
from tests.accounts.factories import UserFactory
from tests.interviews.factories import NOTICE, published_version

from .factories import LABEL, held
from .test_progress import FACTS

pytestmark = pytest.mark.django_db
FIGURES = {
    "subjects": [
        {
            "key": "needs",
            "list": "help",
            "label": {"de": "Wo Hilfe fehlt"},
            "parts": {"none": ["none"], "got": ["got"], "not_needed": ["no"]},
        },
        {"key": "towns", "items": ["town"], "label": {"de": "Städte"}},
    ],
    "breakdowns": [
        {"key": "language", "frame": "language", "label": {"de": "Sprache"}},
        {"key": "town", "item": "town", "label": LABEL},
    ],
}


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_here", None)


@pytest.fixture
def version() -> Version:
    version = published_version()
    set_city(slug="test", name="Teststadt", facts={**FACTS, "figures": FIGURES}, notice=NOTICE)
    for flat, language, number in (("none", "ar", 20), ("got", "ar", 12), ("no", "ar", 9), ("none", "de", 3)):
        for _ in range(number):
            held(version, answers={"flat": flat, "town": "a"}, language=language)
    return version


@pytest.fixture
def lead() -> Client:
    client = Client(headers={"accept-language": "de"})
    client.force_login(UserFactory(role="project_lead"))
    return client


def rows(page: str) -> list[list[str]]:
    """The cells of all rows of the first table of figures, without its head."""
    table = page[page.index('class="scroll"') :]
    lines = re.findall(r"<tr.*?</tr>", table[: table.index("</table>")], re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>([^<]*)<", line) for line in lines[1:]]


def test_before_the_first_release_it_says_so(lead: Client, version: Version) -> None:
    assert 'class="scroll"' not in lead.get("/results/").content.decode()


def test_a_release_shows_shares_and_hides_the_small(lead: Client, version: Version) -> None:
    assert lead.post("/results/release/").status_code == 302
    page = lead.get("/results/").content.decode()
    assert "Wo Hilfe fehlt" in page
    found = {row[0]: row[1:] for row in rows(page)}
    assert found["Deutsch"][0] == "·"
    assert "3" not in found["Deutsch"]
    assert rows(page)[-1][-1] == "44"


def test_a_new_interview_moves_the_count_and_no_figure(lead: Client, version: Version) -> None:
    lead.post("/results/release/")
    before = rows(lead.get("/results/").content.decode())
    held(version)
    page = lead.get("/results/").content.decode()
    assert rows(page) == before
    assert '<p class="figure">36</p>' in page


def test_too_soon_gets_a_sentence(lead: Client, version: Version) -> None:
    lead.post("/results/release/")
    response = lead.post("/results/release/", follow=True)
    assert "10" in response.content.decode()
    assert Release.objects.count() == 1


@pytest.mark.parametrize("query", ["?by=height", "?subject=secrets", "?by=language&subject="])
def test_what_is_not_on_the_list_is_not_counted(lead: Client, version: Version, query: str) -> None:
    lead.post("/results/release/")
    assert lead.get(f"/results/{query}").status_code == 404


def test_each_subject_is_shown(lead: Client, version: Version) -> None:
    lead.post("/results/release/")
    page = lead.get("/results/?subject=towns&by=language").content.decode()
    assert "A-Stadt" in page


def test_only_the_lead_releases(version: Version) -> None:
    worker = Client()
    worker.force_login(UserFactory())
    assert worker.post("/results/release/").status_code == 404
    assert Release.objects.count() == 0
