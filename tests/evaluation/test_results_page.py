"""The results page: what the last release says, broken down by one thing at a time."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localdate, now

from ankommen.evaluation.models import Release, ReleaseRun
from ankommen.evaluation.queries import release_under_way
from ankommen.evaluation.releases import TooSoon
from ankommen.evaluation.services import release_figures
from ankommen.evaluation.views.handing import NotOnTheList
from ankommen.evaluation.wording import signed
from ankommen.interviews.models import Interview
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
    assert found["Deutsch"][0] == "•nicht gezeigt"  # a sign to see and a word to hear
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
    answer = lead.get(f"/results/{query}")
    assert answer.status_code == 404
    assert str(NotOnTheList.sentence) in answer.content.decode()


def test_the_first_release_too_needs_ten_interviews(lead: Client, version: Version) -> None:
    Interview.objects.filter(pk__in=list(Interview.objects.values_list("pk", flat=True)[9:])).delete()
    with pytest.raises(TooSoon) as refusal:
        release_figures(by=None)
    assert refusal.value.missing == 1
    assert 'class="scroll"' not in lead.get("/results/").content.decode()
    assert Client().get("/figures/").status_code == 200


def test_the_page_says_which_release_it_shows(lead: Client, version: Version) -> None:
    release_figures(by=None)
    page = lead.get("/results/").content.decode()
    head = page[page.index('id="figures-title"') :]
    assert f"{date_format(localdate())}, 44 Gespr" in head[: head.index("</form>")]


@pytest.mark.parametrize(
    ("state", "until", "kind"),
    [
        ("working", timedelta(hours=1), "info"),
        ("working", -timedelta(hours=1), "warning"),
        ("not_safe", timedelta(), "warning"),
        ("made", timedelta(), ""),
    ],
)
def test_how_a_release_stands_is_said_to_who_may_ask_for_one(
    lead: Client, version: Version, state: str, until: timedelta, kind: str
) -> None:
    ReleaseRun.objects.create(state=state, until=now() + until, number=1)
    page = lead.get("/results/").content.decode()
    assert re.findall(r'"notice notice--(\w+)"', page) == ([kind] if kind else [])
    worker = Client()
    worker.force_login(UserFactory())
    assert "notice--" not in worker.get("/results/").content.decode()


def test_texts_in_another_language_than_the_page_say_so(lead: Client, version: Version) -> None:
    """Names of languages everywhere; in Arabic also what only German has, and where no translation is."""
    release_figures(by=None)
    assert (
        '<th scope="row"><span lang="ar" dir="rtl">العربية</span></th>'
        in lead.get("/results/").content.decode()
    )
    arabic = Client(headers={"accept-language": "ar"})
    page = arabic.get("/figures/?subject=towns&by=language").content.decode()
    assert '<span lang="de" dir="ltr">A-Stadt</span>' in page
    assert '<th scope="row">العربية</th>' in page


def test_tables_of_one_choice_under_two_questions_have_two_names() -> None:
    """Whoever jumps from table to table by ear must tell them apart."""
    row = SimpleNamespace(label="", counts=(), asked=1, share=1)
    table = SimpleNamespace(label="Sprache", rows=[row], total=row, hidden=0)
    names = set()
    for question in ("Bekannt", "Genutzt"):
        figure = SimpleNamespace(
            item_label=question,
            label="Jobcenter",
            is_choice=True,
            labels=(),
            labels_by_row=(),
            headline="",
            table=table,
        )
        drawn = render_to_string("evaluation/_table.html", {"figure": figure})
        names.update(re.findall(r'aria-label="([^"]+)"', drawn))
    assert len(names) == 2


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
    assert all(f"<dt>{word}</dt>" in figure for word in ("N", "Fassungen"))


def test_a_change_has_a_true_minus_sign() -> None:
    assert [signed(points) for points in (3, -4, 0)] == ["+3", "\u22124", "±0"]
