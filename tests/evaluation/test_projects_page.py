"""Research projects on pages, without any script: proposed by one person, released by another, ended."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ankommen.accounts.models import User
from ankommen.evaluation.models import ExportRun, ResearchProject
from ankommen.evaluation.projection import current
from ankommen.journal.models import Entry
from ankommen.places.models import City
from ankommen.places.services import set_city
from tests.accounts.factories import UserFactory
from tests.interviews.factories import NOTICE

from .research import DESIGN, Town, linked_town, proposed, released
from .test_progress import FACTS
from .test_results_page import FIGURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
LIST, FORM, PAGE = "/results/research/", "/results/research-proposal/", "/results/research/study/"
STATES = {"proposed": "state--soon", "released": "state--open", "ended": "state--idle"}


@pytest.fixture
def office() -> Town:
    return linked_town()


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def proposal(**changes: Any) -> dict[str, Any]:
    """What the form sends for the design of the tests."""
    return {
        "title": "A study",
        "institution": "A university",
        "purpose": "Learn something",
        "ends_on": (timezone.localdate() + timedelta(days=100)).isoformat(),
        "name": "study",
        "k": "10",
        "l": "2",
        "use:interview:quarter": "quasi",
        "use:interview:language": "quasi",
        "rank:interview:language": "1",
        "use:people": "plain",
        "bands:people": "3; 6,5",
        "use:home_now": "sensitive",
        "use:town": "quasi",
        "rank:town": "2",
        "use:age": "plain",
        "bands:age": "6 12",
        **changes,
    }


def error_at(page: str, field: str) -> str:
    """What stands at a field, which names it as its description."""
    found = re.search(rf'id="id_{re.escape(field)}_error">(.*?)</div>', page, re.DOTALL)
    return found[1] if found else ""


def test_a_proposal_is_stored_as_the_form_says(office: Town) -> None:
    answer = client_of(office.editor).post(FORM, proposal())
    assert answer.status_code == 302 and answer.url == PAGE
    project = ResearchProject.objects.get()
    assert project.variables == [
        "interview:quarter", "interview:language", "home_now", "town", "people", "age"
    ]  # fmt: skip
    # By their ranks, and what has none in the order of the list.
    assert project.quasi_identifiers == ["interview:language", "town", "interview:quarter"]
    assert project.sensitive == ["home_now"]
    assert project.bands == {"people": [3.0, 6.5], "age": [6.0, 12.0]}
    assert (project.k, project.l, project.proposed_by, project.released_on) == (10, 2, office.editor, None)
    assert Entry.objects.get(verb="evaluation.project_proposed").actor == str(office.editor.pk)


def test_the_form_offers_what_may_be_handed_over_and_nothing_else(office: Town) -> None:
    page = client_of(office.editor).get(FORM).content.decode()
    offered = set(re.findall(r'name="use:([^"]+)"', page))
    assert {"home_now", "town", "people", "age", "interview:site"} <= offered
    assert not {"note", "wish", "interview:week"} & offered
    circumstance = page[page.index('name="use:interview:site"') :]
    choices = re.findall(r'<option value="(\w*)"', circumstance[: circumstance.index("</select>")])
    assert choices == ["", "quasi"]
    assert "rank:age" not in page and "bands:age" in page and "bands:town" not in page


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends_on": "2020-01-01"}, "ends_on", "lies ahead"),
        ({"ends_on": "soon"}, "ends_on", "day.month.year"),
        ({"name": "A Study"}, "name", "small letters"),
        ({"purpose": "  "}, "purpose", "required"),
        ({"k": "9"}, "k", "at least 10"),
        ({"l": "1"}, "l", "at least 2"),
        ({"bands:people": "three"}, "bands:people", "semicolons"),
        ({"bands:people": "6; 3"}, "bands:people", "ascending"),
        ({"bands:age": ""}, "bands:age", "give it bands"),
        ({"use:people": ""}, "bands:people", "not among the variables"),
        ({"rank:home_now": "1"}, "rank:home_now", "has a rank"),
        ({"use:interview:site": "plain"}, "use:interview:site", "Select a valid choice"),
    ],
)
def test_a_problem_stands_at_its_field_and_nothing_is_lost(
    office: Town, changes: dict[str, str], field: str, sentence: str
) -> None:
    sent = proposal(**changes)
    answer = client_of(office.editor).post(FORM, sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in error_at(page, field)
    assert f'href="#id_{field}"' in page  # and in the summary on top
    assert 'value="A study"' in page and 'value="A university"' in page
    if field != "bands:people":
        assert 'value="3; 6,5"' in page
    home = page[page.index('name="use:home_now"') :]
    assert '<option value="sensitive" selected>' in home[: home.index("</select>")]
    assert not ResearchProject.objects.exists()


def test_all_problems_show_at_once(office: Town) -> None:
    changes = {"ends_on": "2020-01-01", "bands:age": "", "bands:people": "6; 3"}
    page = client_of(office.editor).post(FORM, proposal(**changes)).content.decode()
    assert all(error_at(page, field) for field in changes)


def test_a_section_with_a_problem_is_open(office: Town) -> None:
    page = client_of(office.editor).post(FORM, proposal(**{"bands:age": ""})).content.decode()
    row = page.index("id_bands:age_error")
    assert "open" in page[page.rindex("<details", 0, row) : page.index(">", page.rindex("<details", 0, row))]


def test_without_something_sensitive_a_sentence_stands_on_top(office: Town) -> None:
    answer = client_of(office.editor).post(FORM, proposal(**{"use:home_now": "plain"}))
    assert answer.status_code == 422
    assert "Name the quasi-identifiers" in answer.content.decode()


def test_a_taken_name_is_refused_at_its_field(office: Town) -> None:
    proposed(office)
    answer = client_of(office.editor).post(FORM, proposal())
    assert answer.status_code == 422
    assert "already" in error_at(answer.content.decode(), "name")


def test_a_proposal_can_begin_as_an_earlier_one(office: Town) -> None:
    project = proposed(office)
    form = client_of(office.lead).get(f"{FORM}?like=study").context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= {"name": "second", "ends_on": project.ends_on.isoformat()}
    sent = {name: value for name, value in sent.items() if value is not None}
    assert client_of(office.lead).post(FORM, sent).status_code == 302
    second = ResearchProject.objects.get(pk="second")
    for field in ("variables", "quasi_identifiers", "sensitive", "bands"):
        assert sorted(getattr(second, field)) == sorted(getattr(project, field))
    assert second.quasi_identifiers == project.quasi_identifiers
    assert client_of(office.lead).get(f"{FORM}?like=nothing").status_code == 404


def test_the_page_says_what_is_handed_over(office: Town) -> None:
    proposed(office)
    page = client_of(office.lead).get(PAGE).content.decode()
    rows = [
        re.sub(r"<[^>]+>", "|", row) for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", page, re.DOTALL)
    ]
    assert len(rows) == len(DESIGN.variables)
    by_key = {key: next(row for row in rows if f"|{key}|" in row) for key in DESIGN.variables}
    assert "makes recognisable" in by_key["town"] and "|5|" in by_key["town"]
    assert "sensitive" in by_key["home_now"] and "Brauchen Sie Hilfe?" in by_key["home_now"]
    assert "under 3, 3 to under 6, 6 and more" in by_key["people"]
    assert "at least 10 people" in page and "at least 2 different answers" in page
    assert "Free text is never handed over" in page


def test_a_second_person_releases(office: Town) -> None:
    proposed(office)
    editor, lead = client_of(office.editor), client_of(office.lead)
    assert f"{PAGE}release/" not in editor.get(PAGE).content.decode()
    assert f'action="{PAGE}release/"' in lead.get(PAGE).content.decode()
    assert editor.post(f"{PAGE}release/").status_code == 404
    assert lead.post(f"{PAGE}release/").status_code == 302
    project = ResearchProject.objects.get()
    assert (project.released_by, project.released_on) == (office.lead, timezone.localdate())
    again = lead.post(f"{PAGE}release/")
    assert again.status_code == 422 and "released already" in again.content.decode()


def test_nobody_releases_what_they_proposed(office: Town) -> None:
    lead = client_of(office.lead)
    lead.post(FORM, proposal())
    page = lead.get(PAGE).content.decode()
    assert f"{PAGE}release/" not in page and "You proposed this project yourself" in page
    answer = lead.post(f"{PAGE}release/")
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert ResearchProject.objects.get().released_on is None


def test_what_nobody_answers_for_is_not_released(office: Town) -> None:
    proposed(office)
    ResearchProject.objects.update(proposed_by=None)
    answer = client_of(office.lead).post(f"{PAGE}release/")
    assert answer.status_code == 422 and "propose it anew" in answer.content.decode()


@pytest.mark.parametrize("make", [proposed, released])
def test_a_lead_ends_a_project(office: Town, make: Any) -> None:
    project, lead = make(office), client_of(office.lead)
    ExportRun.objects.create(
        project=project, state="made", until=timezone.now() + timedelta(hours=1), sealed=b"x"
    )
    assert "cannot be undone" in lead.get(f"{PAGE}end/").content.decode()
    assert ResearchProject.objects.get().state == project.state
    assert lead.post(f"{PAGE}end/").status_code == 302
    project.refresh_from_db()
    assert (project.state, project.sealed_key, project.ended_on) == ("ended", None, timezone.localdate())
    assert not ExportRun.objects.exists()
    assert Entry.objects.get(verb="evaluation.project_ended").actor == str(office.lead.pk)
    again = lead.get(f"{PAGE}end/")
    assert again.status_code == 422 and "ended on" in again.content.decode()
    assert lead.post(f"{PAGE}release/").status_code == 422


def test_the_list_shows_how_each_stands(office: Town) -> None:
    lead = client_of(office.lead)
    assert "There is no research project yet" in lead.get(LIST).content.decode()
    proposed(office, "waiting")
    released(office, "running")
    released(office, "over")
    yesterday = timezone.localdate() - timedelta(days=1)
    ResearchProject.objects.filter(pk="over").update(ends_on=yesterday)
    page = lead.get(LIST).content.decode()
    for name, state in (("waiting", "proposed"), ("running", "released"), ("over", "ended")):
        row = page[page.index(f"{LIST}{name}/") :]
        assert f'state {STATES[state]}">{state}<' in row[: row.index("</tr>")]
    assert page.count(str(office.lead)) >= 2


def test_the_list_costs_no_query_a_project(office: Town, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        released(office, f"study-{number}")
    lead = client_of(office.lead)
    with django_assert_max_num_queries(9):
        lead.get(LIST)


@pytest.mark.parametrize("path", [LIST, FORM, PAGE, f"{PAGE}end/"])
def test_who_may_look(office: Town, path: str) -> None:
    released(office)
    assert client_of(office.lead).get(path).status_code == 200
    assert client_of(office.editor).get(path).status_code == (404 if "end" in path else 200)
    for role in ("social_worker", "translator"):
        assert client_of(UserFactory(role=role)).get(path).status_code == 404
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize("act", ["release", "end", "export", "fetch"])
def test_editors_change_nothing_and_what_is_not_there_is_404(office: Town, act: str) -> None:
    released(office)
    assert client_of(office.editor).post(f"{PAGE}{act}/").status_code == 404
    assert client_of(office.lead).post(f"/results/research/nothing/{act}/").status_code == 404
    assert ResearchProject.objects.get().state == "released"


def test_results_lead_there(office: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_here", None)
    set_city(slug="test", name="Teststadt", facts={**FACTS, "figures": FIGURES}, notice=NOTICE)
    for user, leads in ((office.lead, True), (UserFactory(role="social_worker"), False)):
        page = client_of(user).get("/results/").content.decode()
        assert (f'href="{LIST}"' in page) == leads


def test_a_city_without_figures_proposes_nothing(office: Town) -> None:
    City.objects.update(facts={})
    answer = client_of(office.lead).get(FORM)
    assert answer.status_code == 200 and "figures.toml" in answer.content.decode()
