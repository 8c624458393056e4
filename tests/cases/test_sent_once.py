"""A form that is sent twice, because no answer came or somebody tapped twice, is stored once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from ankommen.cases.models import Case, Client, Consent, Note
from ankommen.journal.models import Entry

from .factories import town
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
    user, number = worker(), str(uuid4())
    first, again = (opened(user, number=number) for _ in range(2))
    assert first == again
    assert str(first[0].pk) == number
    assert (Client.objects.count(), Consent.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="cases.opened").count() == 1
    assert browser().post("/my-case/", {"code": first[1]}).status_code == 200


def test_other_facts_or_another_account_do_not_get_the_code() -> None:
    town()
    user, number = worker(), str(uuid4())
    opened(user, number=number)
    for sender, changes in ((user, {"phone": "0152 2"}), (user, {"given": "spoken"}), (worker(), {})):
        facts = {**NEW, "agreed": "on", "number": number, **changes}
        answer = browser(sender).post("/cases/open/?language=ar", facts)
        assert answer.status_code == 422
        assert "This form was sent before" in answer.content.decode()
        assert number not in answer.content.decode()
        assert 'class="receipt"' not in answer.content.decode()
    assert Case.objects.count() == 1


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
