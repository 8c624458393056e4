"""Visitors say what is wrong and what they would like; nothing is kept of who they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from ankommen.config.retention import erase_past
from ankommen.offers.models import MistakeReport
from ankommen.portal.models import Suggestion
from tests.offers.desk import keeper, kept_town
from tests.offers.entries import OFFER_ID

pytestmark = pytest.mark.django_db
REPORT = f"/en/offers/{OFFER_ID}/report/"
BOX = "/en/suggestions/"
DESK = f"/desk/offers/{OFFER_ID}/"


def say(path: str, text: str = "The door is locked on Mondays.", **more: str):
    return Client(REMOTE_ADDR="203.0.113.7").post(path, {"text": text} | more)


def test_a_report_reaches_who_keeps_the_offer_and_goes_when_it_is_settled():
    kept_town()
    assert say(REPORT).status_code == 200
    browser, _user = keeper()
    stranger, _user = keeper(at="other")
    assert "The door is locked" in browser.get(DESK).content.decode()
    report = {"report": MistakeReport.objects.get().pk}
    assert stranger.post(f"{DESK}settle/", report).status_code == 404

    assert browser.post(f"{DESK}settle/", report).status_code == 302

    assert not MistakeReport.objects.exists()
    assert browser.post(f"{DESK}settle/", report).status_code == 404


def test_a_suggestion_reaches_the_project_lead_only():
    kept_town()
    assert say(BOX, "More benches, please.").status_code == 200
    lead, _user = keeper("project_lead", at="city")
    partner, _user = keeper()
    assert "More benches" in lead.get("/desk/suggestions/").content.decode()
    assert partner.get("/desk/suggestions/").status_code == 404
    lead.post(f"/desk/suggestions/{Suggestion.objects.get().pk}/settle/")
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize("path", [REPORT, BOX])
@pytest.mark.parametrize(("text", "status"), [("", 422), ("  ", 422), ("x" * 1000, 200), ("x" * 1001, 422)])
def test_a_text_of_up_to_a_thousand_characters_is_taken(path, text, status):
    kept_town()
    assert say(path, text).status_code == status
    assert MistakeReport.objects.count() + Suggestion.objects.count() == (status == 200)


@pytest.mark.parametrize("path", [REPORT, BOX])
def test_who_fills_in_what_people_do_not_see_is_thanked_and_not_heard(path):
    kept_town()
    assert "Thank you" in say(path, homepage="http://spam.example").content.decode()
    assert MistakeReport.objects.count() + Suggestion.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", [REPORT, BOX])
def test_from_one_address_only_so_many_are_taken(path):
    kept_town()
    assert [say(path).status_code for _each in range(21)] == [200] * 20 + [429]
    elsewhere = Client(REMOTE_ADDR="203.0.113.8").post(path, {"text": "From elsewhere."})
    assert elsewhere.status_code == 200


def test_neither_the_text_nor_the_sender_lies_open_in_the_tables():
    kept_town()
    say(REPORT)
    say(BOX)
    with connection.cursor() as cursor:
        for table in ("offers_mistakereport", "portal_suggestion", "accounts_guesses"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 (names of our own)
            rows = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor])
            assert "203.0.113" not in rows
            assert "locked" not in rows


def test_both_are_deleted_after_six_months():
    kept_town()
    say(REPORT)
    say(BOX)
    old = timezone.localdate() - timedelta(days=190)
    list(erase_past())
    assert (MistakeReport.objects.count(), Suggestion.objects.count()) == (1, 1)
    MistakeReport.objects.update(on=old)
    Suggestion.objects.update(on=old)
    list(erase_past())
    assert (MistakeReport.objects.count(), Suggestion.objects.count()) == (0, 0)


def test_nobody_reports_what_the_public_does_not_see():
    kept_town()
    browser, _user = keeper()
    browser.post(f"{DESK}take-out/")
    assert say(REPORT).status_code == 404
