"""What an interview that was begun here may send, and who may send it."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from ankommen.interviews import services
from ankommen.interviews.models import Draft, Interview
from ankommen.places.services import set_sites
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.services import hold_back_language, retire_version
from ankommen.vault.queries import ring
from tests.accounts.factories import PASSWORD, UserFactory

from .factories import address, payload, published_version
from .tablets import begin, boot_of, consent, logged_in, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    return published_version()


@pytest.fixture
def worker() -> Client:
    return logged_in()


def send(client: Client, version: Version, number: object, **changes: Any) -> Any:
    content = payload(version, contact="desk", **changes)
    return client.post(address(number), json.dumps(content), content_type="application/json")


def under_way(client: Client, **changes: str) -> tuple[str, str]:
    """The numbers of a draft with consent, and of the interview that comes of it."""
    pk = begin(client, **changes)
    consent(client, pk)
    return str(pk), str(boot_of(client, pk)["interview"])


def codes(response: Any) -> list[str]:
    assert response.status_code == 422, response.content
    return [problem["code"] for problem in response.json()["problems"]]


def test_an_interview_ends_its_draft(worker: Client, version: Version) -> None:
    _, number = under_way(worker)
    assert send(worker, version, number).status_code == 201
    assert (Interview.objects.get().pk.hex, Draft.objects.count()) == (number.replace("-", ""), 0)


def test_the_table_of_drafts_does_not_know_the_interview(worker: Client, version: Version) -> None:
    pk, number = under_way(worker)
    assert pk != number
    row = repr(Draft.objects.values_list().get())
    assert number not in row
    assert number.replace("-", "") not in row


def test_nothing_comes_in_that_was_not_begun_here(worker: Client, version: Version) -> None:
    response = send(worker, version, uuid4())
    assert (response.status_code, Interview.objects.count()) == (404, 0)
    assert "under way" in response.json()["detail"] or "Nummer" in response.json()["detail"]


def test_an_expired_draft_and_one_of_another_browser_send_nothing(worker: Client, version: Version) -> None:
    _, number = under_way(worker)
    other_browser = Client()
    other_browser.force_login(Draft.objects.get().owner)
    colleague = logged_in()
    colleague.cookies["draft"] = worker.cookies["draft"].value
    for stranger in (other_browser, colleague):
        assert send(stranger, version, number).status_code == 404
    Draft.objects.update(expires_at=timezone.now())
    assert send(worker, version, number).status_code == 404
    assert Interview.objects.count() == 0


def test_before_the_consent_nothing_is_kept(worker: Client, version: Version) -> None:
    pk = begin(worker)
    before = bytes(Draft.objects.get().sealed)
    assert save(worker, pk, {"answers": {"flat": "none"}}).status_code == 409
    assert bytes(Draft.objects.get().sealed) == before


@pytest.mark.parametrize(
    "agreed", [{"text_version": "1", "language": "de"}, {"text_version": "2", "language": "de"}]
)
def test_the_consent_is_the_one_that_was_given(
    worker: Client, version: Version, agreed: dict[str, str]
) -> None:
    _, number = under_way(worker)
    assert codes(send(worker, version, number, consent=agreed)) == ["consent"]


def test_the_day_is_the_one_it_began_on(worker: Client, version: Version) -> None:
    _, number = under_way(worker)
    assert codes(send(worker, version, number, on="2026-01-05")) == ["bad_day"]


def test_an_interview_ends_in_the_language_it_was_held_in(worker: Client, version: Version) -> None:
    pk, number = under_way(worker)
    hold_back_language(version, "ar", by=None)
    boot = boot_of(worker, pk)
    assert "ar" in [language["code"] for language in boot["languages"]["all"]]
    assert worker.get(boot["form"]["texts"]["ar"]).status_code == 200
    assert save(worker, pk, {"answers": {}, "language": "ar"}).status_code == 204
    assert send(worker, version, number).status_code == 201


def test_an_interview_ends_at_a_site_and_with_a_version_that_are_closed_since(
    worker: Client, version: Version
) -> None:
    set_sites([{"slug": "harbour", "name": "Hafen", "kind": "desk"}])
    _, number = under_way(worker, site="harbour")
    set_sites([])
    retire_version(version, by=None)
    assert send(worker, version, number, site="harbour").status_code == 201


@pytest.mark.parametrize("language", ["tr", "", 5, ["ar"], None])
def test_a_draft_goes_on_only_in_a_released_language(
    worker: Client, version: Version, language: object
) -> None:
    pk, _ = under_way(worker)
    response = save(worker, pk, {"answers": {}, "language": language})
    assert (response.status_code, bool(response.json()["detail"])) == (422, True)


def test_several_interviews_may_be_under_way_in_one_browser(worker: Client, version: Version) -> None:
    first, first_number = under_way(worker)
    second, _ = under_way(worker)
    page = worker.get("/interviews/").content.decode()
    assert f"/interviews/{first}/" in page
    assert f"/interviews/{second}/" in page
    assert send(worker, version, first_number).status_code == 201
    assert Draft.objects.count() == 1


def test_a_draft_that_does_not_open_shuts_no_page(worker: Client, version: Version) -> None:
    pk, _ = under_way(worker)
    Draft.objects.update(sealed=ring().seal(b"{}", place="elsewhere"))
    assert worker.get("/interviews/").status_code == 200
    assert worker.get(f"/interviews/{pk}/").status_code == 404
    assert Draft.objects.count() == 1


def test_in_the_clients_hands_only_this_interview_comes_in(worker: Client, version: Version) -> None:
    pk, number = under_way(worker)
    worker.post(f"/interviews/{pk}/hand-over/")
    paper = payload(version)
    refused = worker.post(address(), json.dumps(paper), content_type="application/json")
    assert refused.status_code == 404
    assert send(worker, version, number).status_code == 201


def test_a_lost_answer_is_repaired_in_the_clients_hands_too(worker: Client, version: Version) -> None:
    pk, number = under_way(worker)
    worker.post(f"/interviews/{pk}/hand-over/")
    content = json.dumps(payload(version, contact="desk"))
    first = worker.post(address(number), content, content_type="application/json")
    again = worker.post(address(number), content, content_type="application/json")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


def test_the_client_may_have_everything_deleted(worker: Client, version: Version) -> None:
    pk, _ = under_way(worker)
    worker.post(f"/interviews/{pk}/hand-over/")
    response = worker.post(f"/interviews/{pk}/discard/")
    assert response.url == "/interviews/take-back/"
    assert Draft.objects.count() == 0


def test_taking_back_leads_to_the_interview_that_was_handed_over(worker: Client, version: Version) -> None:
    first, _ = under_way(worker)
    under_way(worker)
    worker.post(f"/interviews/{first}/hand-over/")
    response = worker.post("/interviews/take-back/", {"password": PASSWORD})
    assert response.url == f"/interviews/{first}/"


def test_who_may_not_key_sends_no_paper(version: Version) -> None:
    translator = Client()
    translator.force_login(UserFactory(role="translator"))
    response = translator.post(address(), json.dumps(payload(version)), content_type="application/json")
    assert (response.status_code, Interview.objects.count()) == (404, 0)


def test_what_is_saved_while_another_request_ends_the_interview_is_gone(
    worker: Client, version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk, _ = under_way(worker)

    def ended_meanwhile(*_: object, **__: object) -> dict[str, Any]:
        Draft.objects.all().delete()
        return {"answers": {}}

    monkeypatch.setattr("ankommen.interviews.views.screen.json_body", ended_meanwhile)
    assert save(worker, pk, {"answers": {}}).status_code == 404
    assert Draft.objects.count() == 0


def test_a_consent_to_an_interview_that_ended_meanwhile_is_gone(
    worker: Client, version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = begin(worker)
    found = services.give_consent

    def too_late(draft: Draft, **said: str) -> None:
        Draft.objects.all().delete()
        found(draft, **said)

    monkeypatch.setattr("ankommen.interviews.views.start.give_consent", too_late)
    assert worker.post(f"/interviews/{pk}/notice/", {"decision": "consent"}).status_code == 404
