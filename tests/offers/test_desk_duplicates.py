"""Offers that look alike are shown side by side; one stays, or they are two and nobody asks again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ankommen.offers.models import Offer, Revision, Source, TwoOffers
from ankommen.offers.queries import public_directory
from ankommen.offers.services import store_entries

from .desk import keeper, kept_town
from .entries import OFFER_ID, RENT, entry

pytestmark = pytest.mark.django_db
HERE = "/desk/offers/duplicates/"
COPY = type(RENT)(**{**RENT.__dict__, "name": "Mieten verstehen!", "phone": "0231 1"})


def lead() -> Client:
    return keeper("project_lead", at="lead")[0]


def twins() -> Offer:
    """The town's offer, and one that looks like it."""
    kept_town()
    store_entries([entry("offer", COPY, key="rent-2")], source=Source.objects.get(), by="import")
    return Offer.objects.get(name="Mieten verstehen!")


def answer(browser: Client, said: str, **changes: Any) -> Any:
    pair = browser.get(HERE).context["pairs"][0]
    sent = {
        "one": pair.one.pk,
        "other": pair.other.pk,
        "seen_one": pair.one.generation,
        "seen_other": pair.other.generation,
        "answer": said,
    }
    return browser.post(HERE, {**sent, **changes}, follow=True)


def test_a_pair_is_shown_with_what_differs_first():
    twins()
    (pair,) = lead().get(HERE).context["pairs"]
    assert {pair.one.name, pair.other.name} == {"Mieten verstehen", "Mieten verstehen!"}
    assert [str(line.label) for line in pair.lines if not line.is_same] == ["Name", "Phone"]
    assert [line.is_same for line in pair.lines] == sorted(line.is_same for line in pair.lines)


@pytest.mark.parametrize("which", ["one", "other"])
def test_one_stays_and_the_other_goes_with_a_way_back(which):
    twins()
    browser = lead()
    pair = browser.get(HERE).context["pairs"][0]
    kept, out = (pair.one, pair.other) if which == "one" else (pair.other, pair.one)

    assert answer(browser, which).context["pairs"] == []

    assert set(public_directory().offers) == {str(kept.pk)}
    step = Revision.objects.filter(record_id=out.pk).latest("pk")
    assert (step.act, step.note) == ("taken_out", f"The same as: {kept.name}")
    browser.post(f"/desk/offers/{out.pk}/show-again/")
    assert len(public_directory().offers) == 2
    assert len(browser.get(HERE).context["pairs"]) == 1


def test_two_are_not_proposed_again():
    twins()
    browser = lead()
    assert answer(browser, "two").context["pairs"] == []
    assert len(public_directory().offers) == 2
    assert TwoOffers.objects.count() == 1


def test_never_both_go():
    """Two people answer the same pair, each the other way round."""
    twins()
    browser = lead()
    pair = browser.get(HERE).context["pairs"][0]
    sent = {
        "one": pair.one.pk,
        "other": pair.other.pk,
        "seen_one": pair.one.generation,
        "seen_other": pair.other.generation,
    }
    for which in ("one", "other"):
        browser.post(HERE, {**sent, "answer": which})
    assert Offer.objects.filter(state="public").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": "three"},
        {"one": "x"},
        {"seen_one": ""},
        {"one": "00000000-0000-4000-8000-000000000007"},
        {"one": OFFER_ID, "other": OFFER_ID},
        {"seen_one": "0"},
    ],
)
def test_what_cannot_be_changes_nothing(changes):
    twins()
    page = answer(lead(), "one", **changes)
    assert page.status_code in (200, 422)
    assert Offer.objects.filter(state="public").count() == 2


@pytest.mark.parametrize("other", [OFFER_ID, "00000000-0000-4000-8000-000000000007"])
def test_two_that_are_not_two_are_not_noted(other):
    twins()
    answer(lead(), "two", one=OFFER_ID, other=other)
    assert not TwoOffers.objects.exists()


def test_only_who_answers_for_the_directory():
    twins()
    partner, _user = keeper()
    assert partner.get(HERE).status_code == 404
    assert partner.post(HERE, {}).status_code == 404
