"""The page on which a person joins two versions, without any script."""

from __future__ import annotations

import pytest
from django.test import Client

from ankommen.evaluation.models import Link
from ankommen.evaluation.services import propose_links
from ankommen.places.services import set_city
from ankommen.questionnaires.models import Version
from tests.accounts.factories import UserFactory
from tests.interviews.factories import NOTICE

from .test_links import versions
from .test_progress import FACTS
from .test_results_page import FIGURES

__all__ = ["versions"]  # fixture
pytestmark = pytest.mark.django_db
PAIR = {"earlier": "1", "later": "2"}


@pytest.fixture
def lead(versions: tuple[Version, Version]) -> Client:
    set_city(slug="test", name="Teststadt", facts={**FACTS, "figures": FIGURES}, notice=NOTICE)
    client = Client(headers={"accept-language": "de"})
    client.force_login(UserFactory(role="project_lead", full_name="Mira Vogt"))
    return client


def test_reading_writes_nothing(lead: Client) -> None:
    assert lead.get("/results/links/").status_code == 200
    assert Link.objects.count() == 0


def test_proposals_stand_beside_each_other_and_wait(lead: Client) -> None:
    lead.post("/results/links/propose/", PAIR)
    page = lead.get("/results/links/").content.decode()
    assert 'id="flat--home_now"' in page
    assert Link.objects.filter(confirmed_on=None).count() == 3


def test_questions_are_marked_with_the_language_they_are_written_in(lead: Client) -> None:
    lead.post("/results/links/propose/", PAIR)
    arabic = lead.get("/results/links/", headers={"accept-language": "ar"}).content.decode()
    row = arabic[arabic.index('id="flat--home_now"') :]
    assert '<span lang="de" dir="ltr">Brauchen Sie Hilfe?</span>' in row[: row.index("</summary>")]


def test_who_may_join_versions_finds_it_in_the_menu(lead: Client) -> None:
    for role in ("project_lead", "questionnaire_editor"):
        lead.force_login(UserFactory(role=role))
        assert 'href="/results/links/"' in lead.get("/desk/").content.decode(), role
    lead.force_login(UserFactory(role="translator"))
    assert 'href="/results/links/"' not in lead.get("/desk/").content.decode()


def test_all_identical_ones_are_confirmed_at_once_and_no_other(
    lead: Client, versions: tuple[Version, Version]
) -> None:
    propose_links(*versions)
    lead.post("/results/links/confirm-identical/", PAIR)
    confirmed = Link.objects.exclude(confirmed_on=None)
    assert {link.earlier_item for link in confirmed} == {"town", "people"}


def test_one_is_confirmed_with_who_and_when(lead: Client, versions: tuple[Version, Version]) -> None:
    propose_links(*versions)
    sent = {**PAIR, "earlier_item": "flat", "later_item": "home_now", "kind": "renamed"}
    assert lead.post("/results/links/confirm/", sent).status_code == 302
    assert "Mira Vogt" in lead.get("/results/links/").content.decode()


def test_answers_are_mapped_by_hand(lead: Client) -> None:
    answers = {"to:got": "got", "to:none": "none", "to:no": "none", "from:no": "none"}
    sent = {**PAIR, "earlier_item": "flat", "later_item": "home_now", "kind": "recoded", **answers}
    assert lead.post("/results/links/confirm/", sent).status_code == 302
    assert Link.objects.get().mapping == [["got", "got"], ["none", "none"], ["no", "none"], ["none", "no"]]


def test_a_lost_answer_is_refused_at_its_row(lead: Client) -> None:
    answers = {"to:got": "got", "to:none": "none", "to:no": ""}
    sent = {**PAIR, "earlier_item": "flat", "later_item": "home_now", "kind": "recoded", **answers}
    answer = lead.post("/results/links/confirm/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    row = page[page.index('id="flat--home_now"') :]
    assert 'role="alert"' in row[: row.index("</details>")]
    assert Link.objects.count() == 0


@pytest.mark.parametrize("query", ["earlier=2&later=1", "earlier=1&later=9", "earlier=2&later=2"])
def test_versions_that_do_not_follow_each_other_are_not_there(lead: Client, query: str) -> None:
    assert lead.get(f"/results/links/?{query}").status_code == 404


def test_only_editors_and_leads_come_in(lead: Client) -> None:
    worker = Client()
    worker.force_login(UserFactory())
    assert worker.get("/results/links/").status_code == 404
    assert worker.post("/results/links/propose/", PAIR).status_code == 404
