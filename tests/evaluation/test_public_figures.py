"""The open figures: for everybody, in every language, only large and rounded numbers."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.test import Client

from ankommen.evaluation.models import Release
from ankommen.evaluation.services import release_figures
from ankommen.questionnaires.models import Version

from .test_results_page import lead, version

__all__ = ["lead", "version"]  # fixtures
pytestmark = pytest.mark.django_db


@pytest.fixture
def released(lead: Client, version: Version) -> Release:
    release_figures(by=None)
    return Release.objects.get()


def test_before_the_first_release_it_says_so(version: Version) -> None:
    answer = Client().get("/figures/")
    assert answer.status_code == 200
    assert 'class="scroll"' not in answer.content.decode()
    assert Client().get("/figures/figures.csv").status_code == 404


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_everybody_reads_it_in_every_language(released: Release, language: str) -> None:
    page = Client(headers={"accept-language": language}).get("/figures/?by=language")
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()


def test_it_is_made_of_the_public_cells_alone(released: Release) -> None:
    published = dict(released.figures)
    staff = published["audiences"].pop("staff")
    public = Client().get("/figures/figures.json?by=language")
    Release.objects.filter(pk=released.pk).update(figures=published)
    assert Client().get("/figures/figures.json?by=language").content == public.content
    assert staff["round_to"] == 1


def test_numbers_are_large_and_rounded(released: Release) -> None:
    content = json.loads(Client().get("/figures/figures.json?by=language").content)
    rows = [row for figure in content["figures"] for row in (figure["total"], *figure["table"])]
    numbers = [n for row in rows for n in (*row["counts"], row["n"]) if n != "hidden"]
    assert numbers and content["release"]["interviews"] % 5 == 0
    assert all(number % 5 == 0 and (number == 0 or number >= 10) for number in numbers)


def test_invented_figures_say_so(released: Release) -> None:
    assert 'class="demo"' in Client().get("/figures/").content.decode()


def test_nothing_for_staff_is_on_it(released: Release) -> None:
    page = Client().get("/figures/").content.decode()
    assert "/results/" not in page
    assert '<form method="post" action="/results' not in page
    assert 'class="figure"' not in page


def test_the_foot_of_public_pages_leads_there(released: Release) -> None:
    assert 'href="/figures/"' in Client().get("/login/").content.decode()
