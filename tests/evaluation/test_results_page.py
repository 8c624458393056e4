"""The results page: what the last release says, broken down by one thing at a time."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from django.test import Client

from ankommen.evaluation.models import Release, ReleaseRun
from ankommen.evaluation.projection import current
from ankommen.evaluation.queries import release_under_way
from ankommen.evaluation.services import release_figures
from ankommen.evaluation.wording import signed
from ankommen.places.services import set_city
from ankommen.questionnaires.models import Version
from tests.accounts.factories import UserFactory
from tests.interviews.factories import NOTICE, published_version

from .factories import LABEL, held
from .test_progress import FACTS

pytestmark = pytest.mark.django_db
FIGURES: dict[str, Any] = {
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
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line) for line in lines[1:]]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells]


def test_before_the_first_release_it_says_so(lead: Client, version: Version) -> None:
    assert 'class="scroll"' not in lead.get("/results/").content.decode()


def test_a_release_shows_shares_and_hides_the_small(lead: Client, version: Version) -> None:
    release_figures(by=None)
    page = lead.get("/results/").content.decode()
    assert "Wo Hilfe fehlt" in page
    found = {row[0]: row[1:] for row in rows(page)}
    assert found["Deutsch"][0] == "·nicht gezeigt"  # a sign to see and a word to hear
    assert "3" not in found["Deutsch"]
    assert rows(page)[-1][-2] == "44"


def test_a_new_interview_moves_the_count_and_no_figure(lead: Client, version: Version) -> None:
    release_figures(by=None)
    before = rows(lead.get("/results/").content.decode())
    held(version)
    page = lead.get("/results/").content.decode()
    assert rows(page) == before
    assert '<p class="figure">36</p>' in page


def test_a_release_begins_in_the_background_and_only_one_at_a_time(lead: Client, version: Version) -> None:
    assert lead.post("/results/release/").status_code == 302
    assert release_under_way() is not None
    lead.post("/results/release/")
    assert (Release.objects.count(), ReleaseRun.objects.count()) == (0, 1)


@pytest.mark.parametrize("query", ["?by=height", "?subject=secrets", "?by=language&subject="])
def test_what_is_not_on_the_list_is_not_counted(lead: Client, version: Version, query: str) -> None:
    release_figures(by=None)
    assert lead.get(f"/results/{query}").status_code == 404


def test_each_subject_is_shown(lead: Client, version: Version) -> None:
    release_figures(by=None)
    page = lead.get("/results/?subject=towns&by=language").content.decode()
    assert "A-Stadt" in page


def test_only_the_lead_releases(version: Version) -> None:
    worker = Client()
    worker.force_login(UserFactory())
    assert worker.post("/results/release/").status_code == 404
    assert Release.objects.count() == 0


def test_what_nobody_stated_is_said_in_words(lead: Client, version: Version) -> None:
    for _ in range(12):
        held(version, answers={"flat": "none"}, language="ar")
    release_figures(by=None)
    page = lead.get("/results/?by=town").content.decode()
    assert "ohne Angabe" in page and "not_stated" not in page


def test_the_city_may_name_parts_and_questions_shortly(lead: Client, version: Version) -> None:
    short = deepcopy(FIGURES)
    short["subjects"][0]["part_labels"] = {"none": {"de": "leer ausgegangen"}}
    short["labels"] = {"flat": {"de": "Kurz: Wohnung"}}
    set_city(slug="test", name="Teststadt", facts={**FACTS, "figures": short}, notice=NOTICE)
    release_figures(by=None)
    page = lead.get("/results/").content.decode()
    assert "leer ausgegangen" in page and "Kurz: Wohnung" in page


def test_every_figure_says_where_it_comes_from(lead: Client, version: Version) -> None:
    release_figures(by=None)
    page = lead.get("/results/").content.decode()
    figure = page[page.index('class="bar__body') : page.index("</dl></details>")]
    assert all(f"<dt>{word}</dt>" in figure for word in ("N", "Versionen"))


def test_a_change_has_a_true_minus_sign() -> None:
    assert [signed(points) for points in (3, -4, 0)] == ["+3", "\u22124", "±0"]
