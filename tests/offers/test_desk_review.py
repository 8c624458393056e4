"""Where the city wants review, what a provider changes waits until somebody takes it over."""

from __future__ import annotations

import pytest

from ankommen.offers.models import Offer, Place, Revision
from ankommen.offers.queries import public_directory

from .desk import facts_now, form_of, keeper, kept_town
from .entries import OFFER_ID, RENT

pytestmark = pytest.mark.django_db
HERE = f"/desk/offers/{OFFER_ID}/"


def proposed(browser, **changes):
    browser.post(f"{HERE}change/", form_of(browser, **changes))
    return Revision.objects.get(state=Revision.State.PROPOSED)


def answer(browser, proposal, **given):
    path = f"/desk/offers/reviews/{proposal.pk}/"
    seen = browser.get(path).context["form"]["seen"].value()
    return browser.post(path, {"seen": seen} | given)


def test_a_change_waits_and_shows_when_it_is_taken_over():
    kept_town(reviewed=True)
    partner, user = keeper()
    lead, reviewer = keeper("project_lead", at="city")
    new = {"at-1-place": "new", "at-1-name": "Büro"}
    proposal = proposed(partner, name="Neu", **new)
    assert (facts_now(), proposal.by) == (RENT, str(user.pk))
    assert Place.objects.get(name="Büro").state == "draft"
    assert "A change waits for review" in partner.get(HERE).content.decode()

    assert answer(lead, proposal, answer="yes").status_code == 302

    assert public_directory().offers[OFFER_ID].facts.name == "Neu"
    assert Place.objects.get(name="Büro").state == "public"
    assert Revision.objects.filter(record_id=OFFER_ID, state="done").latest("pk").by == str(reviewer.pk)


def test_a_refusal_needs_a_sentence_and_the_provider_reads_it():
    kept_town(reviewed=True)
    partner, _user = keeper()
    lead, _user = keeper("project_lead", at="city")
    proposal = proposed(partner, name="Neu")

    assert answer(lead, proposal, answer="no").status_code == 422
    answer(lead, proposal, answer="no", why="Bitte auf Deutsch.")

    assert facts_now() == RENT
    assert "Bitte auf Deutsch." in partner.get(HERE).content.decode()


def test_a_later_proposal_takes_the_place_of_an_older_one():
    kept_town(reviewed=True)
    partner, _user = keeper()
    first = proposed(partner, name="Eins")
    proposed(partner, name="Zwei")
    first.refresh_from_db()
    assert first.state == "replaced"


def test_an_answer_is_one_to_what_was_seen():
    kept_town(reviewed=True)
    partner, _user = keeper()
    lead, _user = keeper("project_lead", at="city")
    proposal = proposed(partner, name="Neu")
    seen = Offer.objects.get(pk=OFFER_ID).generation
    lead.post(f"{HERE}change/", form_of(lead, summary="Inzwischen"))

    lead.post(f"/desk/offers/reviews/{proposal.pk}/", {"seen": seen, "answer": "yes"})

    assert (facts_now().name, facts_now().summary) == (RENT.name, "Inzwischen")
    answer(lead, proposal, answer="yes")
    assert facts_now().name == "Neu"
    assert lead.get(f"/desk/offers/reviews/{proposal.pk}/").status_code == 404


def test_a_new_offer_is_a_draft_until_it_is_taken_over():
    kept_town(reviewed=True)
    partner, _user = keeper()
    lead, _user = keeper("project_lead", at="city")
    path = "/desk/offers/new/"
    partner.post(path, form_of(partner, path, name="Neu"))
    made = Offer.objects.get(name="Neu")
    assert str(made.pk) not in public_directory().offers

    answer(lead, Revision.objects.get(state="proposed"), answer="yes")

    assert str(made.pk) in public_directory().offers


def test_what_was_taken_out_comes_back_by_a_reviewer_only():
    kept_town(reviewed=True)
    partner, _user = keeper()
    lead, _user = keeper("project_lead", at="city")
    lead.post(f"{HERE}take-out/")
    partner.post(f"{HERE}show-again/")
    assert OFFER_ID not in public_directory().offers

    answer(lead, Revision.objects.get(state="proposed"), answer="yes")

    assert OFFER_ID in public_directory().offers


def test_to_confirm_needs_no_review():
    kept_town(reviewed=True)
    partner, _user = keeper()
    partner.post(f"{HERE}confirm/")
    assert not Revision.objects.filter(state="proposed").exists()


def test_reviewers_only_see_what_waits():
    kept_town(reviewed=True)
    partner, _user = keeper()
    proposal = proposed(partner, name="Neu")
    assert partner.get("/desk/offers/reviews/").status_code == 404
    assert partner.post(f"/desk/offers/reviews/{proposal.pk}/", {"answer": "yes"}).status_code == 404
