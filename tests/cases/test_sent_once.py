"""A form that is sent twice, because no answer came or somebody tapped twice, is stored once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from ankommen.cases.models import Case, Client, Consent, Note
from ankommen.journal.models import Entry

from .factories import organisation, town
from .test_pages import NEW, browser, opened, worker

pytestmark = [pytest.mark.django_db]


def test_the_forms_bring_a_number_each_time_another() -> None:
    town()
    user = worker()
    case, _ = opened(user)
    for page in ("/cases/open/?language=ar", f"/cases/{case.pk}/"):
        shown = [browser(user).get(page).content.decode() for _ in range(2)]
        numbers = [text.partition('name="number" value="')[2][:36] for text in shown]
        assert len(set(numbers)) == 2 and all(number.count("-") == 4 for number in numbers), page


def test_a_case_sent_again_is_the_same_case_with_the_same_code() -> None:
    town()
    user, number, secret = worker(), str(uuid4()), str(uuid4())
    first, again = (opened(user, number=number, secret=secret) for _ in range(2))
    assert first == again
    assert Entry.objects.filter(verb="cases.code_given", object_id=number).count() == 1
    assert str(first[0].pk) == number
    assert (Client.objects.count(), Consent.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="cases.opened").count() == 1
    assert browser().post("/my-case/", {"code": first[1]}).status_code == 200


def test_other_facts_or_another_account_do_not_get_the_code() -> None:
    town()
    user, number, secret = worker(), str(uuid4()), str(uuid4())
    opened(user, number=number, secret=secret)
    others = ({"phone": "0152 2"}, {"given": "spoken"}, {"secret": str(uuid4())}, {"secret": ""})
    for sender, changes in (*((user, change) for change in others), (worker(), {})):
        facts = {**NEW, "agreed": "on", "number": number, "secret": secret, **changes}
        answer = browser(sender).post("/cases/open/?language=ar", facts)
        assert answer.status_code == 422
        assert "This form was sent before" in answer.content.decode()
        assert number not in answer.content.decode()
        assert 'class="receipt"' not in answer.content.decode()
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    "later",
    [
        {"opened_on": date(2026, 1, 5), "active_on": date(2026, 1, 5)},
        {"state": "closed", "close_reason": "done", "closed_on": date(2026, 1, 5)},
        {"blocked_on": date(2026, 1, 5)},
        {"organisation": "away"},
    ],
)
def test_whoever_has_kept_the_form_does_not_get_the_code_later(later: dict[str, Any]) -> None:
    town()
    organisation("away")
    user, number, secret = worker(), str(uuid4()), str(uuid4())
    opened(user, number=number, secret=secret)
    Case.objects.update(**later)
    again = {**NEW, "agreed": "on", "number": number, "secret": secret}
    assert browser(user).post("/cases/open/?language=ar", again).status_code == 422


def test_a_note_sent_again_is_one_note_and_another_text_is_refused() -> None:
    town()
    user = worker()
    case, _ = opened(user)
    note = {"number": str(uuid4()), "text": "Comes on Monday."}
    page = f"/cases/{case.pk}/notes/"
    assert [browser(user).post(page, note).status_code for _ in range(2)] == [302, 302]
    refused = browser(user).post(page, note | {"text": "Comes on Tuesday."})
    assert refused.status_code == 422
    assert "This form was sent before" in refused.content.decode()
    assert note["number"] not in refused.content.decode()
    assert [note.text for note in Note.objects.all()] == ["Comes on Monday."]
    assert Entry.objects.filter(verb="cases.noted").count() == 1
