"""The pages around an interview: who may, what is shown, what a stranger sees."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from ankommen.interviews.models import Draft, Interview
from ankommen.interviews.queries import interview_by_receipt
from ankommen.places.services import set_city
from ankommen.questionnaires.models import Version
from ankommen.vault.queries import ring
from tests.accounts.factories import PASSWORD

from .factories import NOTICE, SETTINGS, address, payload, published_version
from .tablets import begin, boot_of, consent, logged_in, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    return published_version()


@pytest.fixture
def worker() -> Client:
    return logged_in()


def test_an_interview_begins_with_the_notice_in_both_languages(worker: Client, version: Version) -> None:
    pk = begin(worker)
    page = worker.get(f"/interviews/{pk}/notice/").content.decode()
    assert "Freiwillig." in page
    assert '<p lang="ar" dir="rtl"' in page
    assert "طوعي." in page
    assert worker.get(f"/interviews/{pk}/").status_code == 302  # no screen before the decision


def test_nothing_is_chosen_in_advance(worker: Client, version: Version) -> None:
    page = worker.get("/interviews/").content.decode()
    assert "checked" not in page
    response = worker.post("/interviews/", {})
    assert response.status_code == 422
    assert Draft.objects.count() == 0


def test_interviews_begin_with_the_newest_version_and_paper_with_any(
    worker: Client, version: Version
) -> None:
    second = published_version(settings=SETTINGS.replace("| test    | 1 ", "| test    | 2 "))
    assert boot_of(worker, consented(worker))["form"]["version"] == "2"
    for one, label in ((version, "1"), (second, "2")):
        page = worker.get(f"/interviews/keying/?version={one.pk}").content.decode()
        assert f'"version": "{label}"' in page
    assert worker.get("/interviews/keying/?version=3").status_code == 404


def consented(client: Client) -> UUID:
    pk = begin(client)
    consent(client, pk)
    return pk


def test_consent_is_kept_with_text_version_and_language(worker: Client, version: Version) -> None:
    pk = begin(worker)
    consent(worker, pk)
    assert boot_of(worker, pk)["consent"] == {"text_version": "2", "language": "ar"}


def test_a_notice_that_is_not_translated_was_agreed_to_in_german(worker: Client, version: Version) -> None:
    german = {**NOTICE, "texts": {"de": NOTICE["texts"]["de"]}}  # type: ignore[index]
    set_city(slug="test", name="Teststadt", facts={}, notice=german)
    assert boot_of(worker, consented(worker))["consent"] == {"text_version": "2", "language": "de"}


def test_a_refusal_is_counted_and_nothing_else_is_kept(worker: Client, version: Version) -> None:
    pk = begin(worker)
    worker.post(f"/interviews/{pk}/notice/", {"decision": "refuse"})
    interview = Interview.objects.get()
    assert (interview.outcome, interview.answers, interview.consent_version) == ("refused", None, "")
    assert Draft.objects.count() == 0


def test_a_draft_comes_back_as_it_was_left(worker: Client, version: Version) -> None:
    pk = begin(worker)
    consent(worker, pk)
    saved = {"answers": {"flat": "none"}, "place": {"section": "home"}}
    response = save(worker, pk, saved)
    assert response.status_code == 204
    assert boot_of(worker, pk)["draft"] == saved
    assert b"flat" not in bytes(Draft.objects.get().sealed)


def test_a_draft_is_of_its_owner_in_one_browser_for_a_day(worker: Client, version: Version) -> None:
    pk = begin(worker)
    consent(worker, pk)
    other_person = logged_in()
    other_person.cookies["draft"] = worker.cookies["draft"].value
    other_browser = Client()
    other_browser.force_login(Draft.objects.get().owner)
    for stranger in (other_person, other_browser):
        assert stranger.get(f"/interviews/{pk}/").status_code == 404
        assert save(stranger, pk, {"answers": {}}).status_code == 404
    Draft.objects.update(expires_at=timezone.now())
    assert worker.get(f"/interviews/{pk}/").status_code == 404


def test_an_expired_login_answers_the_screen_in_json_and_returns_to_the_draft(
    worker: Client, version: Version
) -> None:
    pk = begin(worker)
    consent(worker, pk)
    owner = Draft.objects.get().owner
    worker.cookies.pop("sessionid")
    response = save(worker, pk, {})
    assert (response.status_code, response["Content-Type"]) == (401, "application/json")
    assert worker.get(f"/interviews/{pk}/").url.startswith("/login/?next=")  # type: ignore[attr-defined]
    worker.force_login(owner)
    assert worker.get(f"/interviews/{pk}/").status_code == 200


@pytest.mark.parametrize("body", ["[]", "{", '{"a": NaN}', '{"a": "\\u0000"}', "[" * 3000])
def test_a_bad_draft_gets_a_sentence_and_harms_nothing(worker: Client, version: Version, body: str) -> None:
    pk = begin(worker)
    before = bytes(Draft.objects.get().sealed)
    response = save(worker, pk, body)
    assert response.status_code in (400, 422)
    assert response.json()["detail"]
    assert bytes(Draft.objects.get().sealed) == before


def test_in_the_clients_hands_the_device_reaches_only_the_interview(worker: Client, version: Version) -> None:
    pk = begin(worker)
    consent(worker, pk)
    worker.post(f"/interviews/{pk}/hand-over/")
    for shut in (
        "/",
        "/interviews/",
        "/interviews/keying/",
        "/questionnaires/",
        "/nowhere/",
        f"/interviews/{pk}/notice/",
    ):
        response = worker.get(shut)
        assert (response.status_code, response.get("Location")) == (302, "/interviews/take-back/"), shut
    assert worker.post("/logout/").status_code == 302
    assert worker.get("/api/schema/").status_code == 403
    assert boot_of(worker, pk)["handed_over"] is True
    assert worker.post("/interviews/take-back/", {"password": "wrong"}).status_code == 422
    assert worker.get("/desk/").status_code == 302
    worker.post("/interviews/take-back/", {"password": PASSWORD})
    assert worker.get("/desk/").status_code == 200


def test_taking_back_is_no_place_to_guess_passwords(worker: Client, version: Version) -> None:
    pk = begin(worker)
    consent(worker, pk)
    worker.post(f"/interviews/{pk}/hand-over/")
    for _ in range(10):
        assert worker.post("/interviews/take-back/", {"password": "wrong"}).status_code == 422
    assert worker.post("/interviews/take-back/", {"password": PASSWORD}).status_code == 429
    assert worker.get(f"/interviews/{pk}/").status_code == 200  # the interview goes on


def test_a_receipt_opens_needs_and_sheet_and_a_wrong_one_does_not(worker: Client, version: Version) -> None:
    sent = payload(version)
    worker.post(address(), json.dumps(sent), content_type="application/json")
    stranger = Client()
    page = stranger.post("/interviews/needs/", {"receipt": sent["receipt"].lower()})
    assert "Sie suchen Platz für 5 Leute." in page.content.decode()
    sheet = stranger.post("/interviews/sheet/", {"receipt": sent["receipt"]})
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF-")
    arabic = stranger.post(
        "/interviews/sheet/", {"receipt": sent["receipt"]}, headers={"accept-language": "ar"}
    )
    assert arabic["Content-Disposition"].startswith("inline; filename*=utf-8''")
    assert stranger.post("/interviews/needs/", {"receipt": "0000-0000-0000-0000"}).status_code == 422


def test_withdrawal_takes_two_steps_and_removes_the_answers(worker: Client, version: Version) -> None:
    sent = payload(version)
    worker.post(address(), json.dumps(sent), content_type="application/json")
    stranger = Client()
    first = stranger.post("/interviews/withdraw/", {"receipt": sent["receipt"]})
    assert first.status_code == 200
    assert interview_by_receipt(sent["receipt"]) is not None
    stranger.post("/interviews/withdraw/", {"receipt": sent["receipt"], "sure": "yes"})
    assert interview_by_receipt(sent["receipt"]) is None
    assert Interview.objects.get().answers is None


def corrected(worker: Client, version: Version, receipt: str) -> dict[str, Any]:
    """Correct the interview of that code; returns what was sent."""
    response = worker.post("/interviews/correct/", {"receipt": receipt})
    pk = response.url.split("/")[2]  # type: ignore[attr-defined]
    consent(worker, pk)
    boot = boot_of(worker, pk)
    contact = boot["contact"]
    sent = payload(version, contact=contact, answers={**boot["draft"]["answers"], "flat": "no"})
    body = json.dumps(sent)
    assert worker.post(address(boot["interview"]), body, content_type="application/json").status_code == 201
    return sent


def test_a_correction_replaces_the_interview_and_withdraws_with_it(worker: Client, version: Version) -> None:
    sent = payload(version)
    worker.post(address(), json.dumps(sent), content_type="application/json")
    correction = corrected(worker, version, sent["receipt"])
    interview = interview_by_receipt(correction["receipt"])
    assert interview is not None
    assert interview.replaces is not None
    worker.post("/interviews/withdraw/", {"receipt": correction["receipt"], "sure": "yes"})
    assert Interview.objects.exclude(answers=None).count() == 0


def test_an_old_code_opens_corrects_and_withdraws_what_stands_now(worker: Client, version: Version) -> None:
    sent = payload(version)
    worker.post(address(), json.dumps(sent), content_type="application/json")
    corrected(worker, version, sent["receipt"])
    page = worker.post("/interviews/needs/", {"receipt": sent["receipt"]}).content.decode()
    assert "Sie suchen Platz" not in page
    corrected(worker, version, sent["receipt"])
    assert Interview.objects.exclude(answers=None).count() == 3
    worker.post("/interviews/withdraw/", {"receipt": sent["receipt"], "sure": "yes"})
    assert Interview.objects.exclude(answers=None).count() == 0


def test_an_interview_that_does_not_open_gets_a_sentence(worker: Client, version: Version) -> None:
    sent = payload(version)
    worker.post(address(), json.dumps(sent), content_type="application/json")
    Interview.objects.update(answers=ring().seal(b"{}", place="elsewhere"))
    for path in ("needs", "sheet", "correct"):
        response = worker.post(f"/interviews/{path}/", {"receipt": sent["receipt"]})
        assert response.status_code == 422, path
        assert "error" in response.content.decode()
    worker.post("/interviews/withdraw/", {"receipt": sent["receipt"], "sure": "yes"})
    assert Interview.objects.get().answers is None


@pytest.mark.parametrize(
    "path", ["/interviews/", "/interviews/keying/", f"/interviews/{UUID(int=4, version=4)}/"]
)
def test_other_roles_find_nothing_and_strangers_the_login(version: Version, path: str) -> None:
    assert logged_in(role="translator").get(path).status_code == 404
    assert Client().get(path).url.startswith("/login/")  # type: ignore[attr-defined]


def test_pages_about_people_are_kept_by_nobody(worker: Client, version: Version) -> None:
    pk = begin(worker)
    response = worker.get(f"/interviews/{pk}/notice/")
    assert response["Cache-Control"] == "no-store"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
