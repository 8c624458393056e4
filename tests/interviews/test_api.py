"""POST /api/interviews/<uuid>/: what is stored, what is refused, and with which sentence."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid1, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from ankommen.interviews.models import Interview
from ankommen.interviews.queries import answers_of, interview_by_receipt, needs_of
from ankommen.interviews.seals import place
from ankommen.interviews.services import withdraw_interview
from ankommen.journal.models import Entry
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.services import hold_back_language, retire_version
from ankommen.vault.queries import ring
from tests.accounts.factories import UserFactory

from .factories import address, payload, published_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    return published_version()


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(UserFactory())
    return client


def send(client: Client, content: Any, to: str | None = None, **extra: Any) -> Any:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return client.post(to or address(), body, content_type="application/json", **extra)


def test_a_stored_interview_says_what_was_found(client: Client, version: Version) -> None:
    response = send(client, sent := payload(version))
    assert response.status_code == 201
    assert response.json()["needs"] == [{"name": "need_flat", "topic": "housing", "urgency": 2}]
    interview = interview_by_receipt(sent["receipt"])
    assert interview is not None
    assert answers_of(interview) == sent["answers"]
    [need] = needs_of(interview)
    assert need.own_label == "Sie suchen Platz für 5 Leute."
    assert (need.client_label, need.client_topic) == ("تحتاجون سكنًا", "السكن")


def test_nothing_readable_lies_in_the_database(client: Client, version: Version) -> None:
    send(client, sent := payload(version))
    interview = Interview.objects.get()
    stored = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for row in (
            Interview.objects.values_list(),
            Entry.objects.filter(verb__startswith="interviews").values_list(),
        )
        for fields in row
        for value in fields
    )
    for secret in ("Canary", sent["receipt"], '"people"', sent["on"]):
        assert secret.encode() not in stored
    assert interview.week == "{}-W{:02}".format(*timezone.localdate().isocalendar()[:2])


def test_the_same_again_gets_the_same_answer(client: Client, version: Version) -> None:
    to, content = address(), payload(version)
    first, again = send(client, content, to), send(client, content, to)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Interview.objects.count() == 1


def test_the_same_again_is_answered_though_its_language_was_held_back(
    client: Client, version: Version
) -> None:
    to, content = address(), payload(version)
    first = send(client, content, to)
    hold_back_language(version, "ar", by=None)
    again = send(client, content, to)
    assert (again.status_code, again.json()) == (200, first.json())


def test_other_content_under_the_same_number_is_a_conflict(client: Client, version: Version) -> None:
    to, content = address(), payload(version)
    send(client, content, to)
    content["answers"] = {"flat": "no"}
    response = send(client, content, to)
    assert response.status_code == 409
    assert "other content" in response.json()["detail"] or "anderem Inhalt" in response.json()["detail"]


def test_a_withdrawn_interview_does_not_come_back(client: Client, version: Version) -> None:
    to, content = address(), payload(version)
    send(client, content, to)
    withdraw_interview(Interview.objects.get())
    assert send(client, content, to).status_code == 410
    interview = Interview.objects.get()
    assert (interview.answers, interview.free_text, interview.receipt_digest) == (None, None, "")
    assert interview_by_receipt(content["receipt"]) is None


@pytest.mark.parametrize(
    ("changes", "key", "code"),
    [
        ({"answers": {"flat": "none", "people": 21}}, "people", "constraint"),
        ({"answers": {"flat": "maybe"}}, "flat", "choice"),
        ({"answers": {"flat": ["none"]}}, "flat", "type"),
        ({"answers": {}}, "flat", "required"),
        ({"answers": {"flat": "no", "children": [{"age": 300}]}}, "age", "constraint"),
        ({"answers": {"flat": "no", "unheard": 1}}, "unheard", "unknown_item"),
        ({"answers": {"flat": "no", "note": "x" * 20000}}, "note", "too_long"),
        ({"language": "tr"}, "language", "unknown_language"),
        ({"site": "nowhere"}, "site", "unknown_site"),
        ({"version": "2"}, "hash", "stale_form"),
        ({"hash": "0" * 64}, "hash", "unknown_form"),
        ({"outcome": "partial"}, "break_off_reason", "reason"),
        ({"break_off_reason": "time"}, "break_off_reason", "no_reason"),
        ({"consent": {"text_version": "0", "language": "ar"}}, "consent", "consent"),
        ({"consent": {"text_version": "2", "language": "tr"}}, "consent", "consent"),
        ({"consent": {"text_version": "1", "language": "ar"}}, "consent", "consent"),
        ({"on": (timezone.localdate() + timedelta(days=3)).isoformat()}, "on", "bad_day"),
        ({"on": (timezone.localdate() - timedelta(days=4 * 365)).isoformat()}, "on", "bad_day"),
    ],
)
def test_what_the_form_would_not_allow_is_refused(
    client: Client, version: Version, changes: dict[str, Any], key: str, code: str
) -> None:
    response = send(client, payload(version, **changes))
    assert response.status_code == 422
    problems = {(problem["key"], problem["code"]): problem for problem in response.json()["problems"]}
    assert (key, code) in problems
    assert all(problems[key, code]["message"].values())
    assert Interview.objects.count() == 0


def test_a_forms_own_sentence_is_used_in_both_languages(client: Client, version: Version) -> None:
    response = send(client, payload(version, answers={"flat": "none", "people": 21}))
    [problem] = response.json()["problems"]
    assert problem["message"] == {"de": "Bitte 1 bis 20.", "ar": "Bitte 1 bis 20."}


def test_what_does_not_apply_is_stripped(client: Client, version: Version) -> None:
    send(client, sent := payload(version, answers={"flat": "no", "people": 5}))
    interview = interview_by_receipt(sent["receipt"])
    assert interview is not None
    assert answers_of(interview) == {"flat": "no"}


def test_a_broken_off_interview_keeps_what_was_said(client: Client, version: Version) -> None:
    content = payload(version, outcome="partial", break_off_reason="time", answers={"town": "a"})
    assert send(client, content).status_code == 201
    interview = Interview.objects.get()
    assert (interview.outcome, interview.break_off) == ("partial", "time")


def test_paper_may_lie_back_longer(client: Client, version: Version) -> None:
    on = timezone.localdate() - timedelta(days=200)
    assert send(client, payload(version, on=on.isoformat())).status_code == 201


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[" * 5000 + b"]" * 5000, 400),
        (b'{"form_id": NaN}', 400),
        (b'{"form_id": "\\u0000"}', 400),
        (b'{"form_id": "\\ud800"}', 400),
        (b"[]", 422),
        (b"null", 422),
        (b'{"form_id": 1}', 422),
        (b"{}", 422),
        (b'{"answers": "' + b"x" * 1_200_000 + b'"}', 413),
        (b'{"answers": "' + b"x" * 3_000_000 + b'"}', 413),
    ],
)
def test_bad_bodies_get_a_sentence(client: Client, body: bytes, status: int) -> None:
    response = send(client, body)
    assert response.status_code == status
    assert isinstance(response.json()["detail"], str)
    assert response.json()["detail"]


def test_another_kind_of_content_is_415(client: Client) -> None:
    response = client.post(address(), b"<a/>", content_type="text/xml")
    assert response.status_code == 415
    assert response.json()["detail"]


def test_an_unknown_member_is_named(client: Client, version: Version) -> None:
    response = send(client, payload(version, name="Nour Haddad"))
    assert response.status_code == 422
    assert "name" in response.json()["detail"]
    assert "Haddad" not in response.content.decode()


def test_an_earlier_notice_counts_in_the_languages_it_had(client: Client, version: Version) -> None:
    earlier = {"text_version": "1", "language": "de"}
    assert send(client, payload(version, consent=earlier)).status_code == 201


def test_a_long_list_of_problems_is_cut(client: Client, version: Version) -> None:
    response = send(client, payload(version, answers={f"unheard{number}": 1 for number in range(5000)}))
    assert response.status_code == 422
    assert len(response.json()["problems"]) == 100


@pytest.mark.parametrize("on", ["2026-11-21T09:30:00", 1_795_000_000, "2026-02-30", "21.11.2026", "20261121"])
def test_a_day_has_one_form(client: Client, version: Version, on: object) -> None:
    response = send(client, payload(version, on=on))
    assert (response.status_code, Interview.objects.count()) == (422, 0)
    assert "on" in response.json()["detail"]


def test_paper_of_a_retired_version_is_refused(client: Client, version: Version) -> None:
    retire_version(version, by=None)
    response = send(client, payload(version))
    assert [problem["code"] for problem in response.json()["problems"]] == ["retired_form"]


COPY = """
| type            | name   | label::Deutsch (de) | calculation |
| select_one help | flat   | Brauchen Sie Hilfe? |             |
| text            | note   | Was noch?           |             |
| integer         | people | Wie viele?          |             |
| calculate       | copied |                     | ${note}     |
"""


def test_a_copy_of_free_text_is_free_text(client: Client) -> None:
    sent = payload(published_version(COPY), answers={"flat": "no", "note": "Canary"})
    assert send(client, sent | {"language": "de"}).status_code == 201
    interview = Interview.objects.get()
    answers = ring().open(bytes(interview.answers or b""), place=place(interview.pk, "answers"))
    assert b"Canary" not in answers
    assert answers_of(interview)["copied"] == "Canary"


def test_numbers_must_be_random(client: Client, version: Version) -> None:
    for number in (uuid1(), "00000000-0000-4000-8000-000000000000"):
        assert send(client, payload(version), address(number)).status_code == 400


def test_strangers_and_other_roles_get_nothing(version: Version) -> None:
    assert send(Client(), payload(version)).status_code == 401
    translator = Client()
    translator.force_login(UserFactory(role="translator"))
    assert send(translator, payload(version)).status_code == 404
    assert Interview.objects.count() == 0


def test_a_forged_form_of_another_page_is_refused(version: Version) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    assert send(client, payload(version)).status_code == 403


def test_a_receipt_code_is_used_once(client: Client, version: Version) -> None:
    first = payload(version)
    send(client, first)
    response = send(client, payload(version, receipt=first["receipt"]))
    assert response.status_code == 422
    assert [problem["code"] for problem in response.json()["problems"]] == ["used_code"]
    assert send(client, payload(version, receipt="too short"), address(uuid4())).status_code == 422


def test_the_journal_ties_nothing_to_an_interview(client: Client, version: Version) -> None:
    send(client, payload(version))
    [entry] = Entry.objects.filter(verb="interviews.stored")
    assert (entry.object_id, entry.actor, entry.facts) == ("", "", {})
    assert timezone.localtime(entry.at).strftime("%u %H:%M:%S") == "1 00:00:00"


def test_the_schema_describes_the_door(client: Client) -> None:
    schema = client.get("/api/schema/").json()
    assert "/api/interviews/{pk}/" in schema["paths"]
