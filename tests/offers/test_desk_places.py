"""Whoever keeps an offer keeps the place where it is given: address, access, point, with a way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ankommen.offers.facts import AtPlaceFacts, OfferFacts, PlaceFacts
from ankommen.offers.kinds import PLACE
from ankommen.offers.models import Place, Revision, Source
from ankommen.offers.queries import public_directory
from ankommen.offers.reading import facts_of
from ankommen.offers.services import store_entries
from ankommen.places.models import District

from .desk import keeper, kept_town
from .entries import LINDEN_14, LINDENHOF, OFFER_ID, PLACE_ID, entry
from .files import a_square

pytestmark = pytest.mark.django_db
HERE = f"/desk/offers/places/{PLACE_ID}/"


def change(browser: Client, **changes: str) -> Any:
    form = browser.get(HERE).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return browser.post(HERE, {**sent, **changes})


def now() -> PlaceFacts:
    row = Place.objects.get(pk=PLACE_ID)
    facts = facts_of(PLACE, [row])[row.pk]
    assert isinstance(facts, PlaceFacts)
    return facts


def test_nothing_touched_changes_nothing():
    kept_town()
    browser, _user = keeper()
    before = Revision.objects.count()
    assert change(browser).status_code == 302
    assert (now(), Revision.objects.count()) == (LINDEN_14, before)


@pytest.mark.parametrize(
    ("sent", "facts"),
    [
        ({"street": "Lindenstraße 16"}, {"street": "Lindenstraße 16"}),
        ({"access": "none"}, {"access": "none"}),
        ({"directions": "Halt Hafen\r\nim Hof"}, {"directions": "Halt Hafen\nim Hof"}),
        ({"kind": "virtual"}, {"kind": "virtual"}),
        ({"district": "west"}, {"district": "west", "district_origin": "given"}),
        ({"point": "51.53, 7.47"}, {"latitude": 51.53, "longitude": 7.47, "point_origin": "hand"}),
        ({"precision": "street"}, {"point_precision": "street", "point_origin": "source"}),
        (
            {"point": "", "precision": ""},
            {"latitude": None, "longitude": None, "point_origin": "", "point_precision": ""},
        ),
    ],
)
def test_a_change_is_public_at_once(sent, facts):
    kept_town()
    browser, user = keeper()

    assert change(browser, **sent).status_code == 302

    assert {name: getattr(now(), name) for name in facts} == facts
    assert public_directory().places[PLACE_ID].facts == now()
    assert Revision.objects.filter(record_id=PLACE_ID).latest("pk").by == str(user.pk)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "<b>Haus</b>"}, "name"),
        ({"street": '=HYPERLINK("x")'}, "street"),
        ({"street": "s" * 201}, "street"),
        ({"postcode": "12345678901"}, "postcode"),
        ({"point": "0, 0"}, "point"),
        ({"point": "7.46, 51.52"}, "point"),
        ({"point": "7.4, 51.5, 7.5, 51.6"}, "point"),
        ({"point": "51.5"}, "point"),
        ({"point": "https://maps.example/?q=51,7"}, "point"),
        ({"point": "151, 7"}, "point"),
        ({"point": "nan, nan"}, "point"),
        ({"precision": ""}, "precision"),
        ({"district": "nirgends"}, "district"),
        ({"access": "x"}, "access"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_changes_nothing(sent, field):
    kept_town()
    District.objects.filter(slug="nord").update(geometry=a_square(7.4, 51.5))
    browser, _user = keeper()

    page = change(browser, **sent)

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert now() == LINDEN_14


def test_without_a_district_it_is_computed_from_the_point():
    kept_town()
    District.objects.filter(slug="west").update(geometry=a_square(7.4, 51.5))
    browser, _user = keeper()
    change(browser, district="")
    assert (now().district, now().district_origin) == ("west", "computed")
    assert browser.get(HERE).context["form"].initial["district"] == ""


def test_back_to_an_older_state():
    kept_town()
    browser, _user = keeper()
    change(browser, street="Lindenstraße 99")
    first = Revision.objects.filter(record_id=PLACE_ID).earliest("pk")
    assert browser.post(f"{HERE}undo/", {"revision": str(first.pk)}).status_code == 302
    assert now() == LINDEN_14
    assert browser.post(f"{HERE}undo/", {"revision": "x"}).status_code == 404


def test_what_somebody_else_changed_meanwhile_is_not_lost_unseen():
    kept_town()
    browser, _user = keeper()
    stale = browser.get(HERE).context["form"]
    change(browser, street="Lindenstraße 99")
    sent = {name: stale[name].value() for name in stale.fields}
    page = browser.post(HERE, {**sent, "town": "Hagen"})
    assert page.status_code == 409
    assert now().street == "Lindenstraße 99"
    again = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    assert browser.post(HERE, again).status_code == 302
    assert (now().street, now().town) == ("Lindenstraße 14", "Hagen")


def test_where_the_city_reviews_it_waits():
    kept_town(reviewed=True)
    browser, _user = keeper()
    change(browser, street="Lindenstraße 99")
    assert now() == LINDEN_14
    assert browser.get(HERE).context["waiting"]

    lead, _user = keeper("project_lead", at="lead")
    (row,) = lead.get("/desk/offers/reviews/").context["rows"]
    review = f"/desk/offers/reviews/{row[0].pk}/"
    page = lead.get(review)
    assert [each.after for each in page.context["differences"]] == ["Lindenstraße 99"]
    assert (
        lead.post(review, {"seen": page.context["form"]["seen"].value(), "answer": "yes"}).status_code == 302
    )
    assert now().street == "Lindenstraße 99"


def test_a_place_of_others_is_shut():
    kept_town()
    stranger, _user = keeper(at="elsewhere")
    assert [stranger.get(HERE).status_code, stranger.post(HERE, {}).status_code] == [404, 404]
    assert stranger.post(f"{HERE}undo/", {"revision": "1"}).status_code == 404


def test_offers_of_others_at_the_place_are_counted():
    kept_town()
    others = entry("provider", type(LINDENHOF)("Andere"), key="others")
    offer = OfferFacts(str(others.id), "Café", at_places=(AtPlaceFacts(PLACE_ID),))
    store_entries([others, entry("offer", offer, key="cafe-2")], source=Source.objects.get(), by="import")
    browser, _user = keeper()
    page = browser.get(HERE)
    assert ([str(each.pk) for each in page.context["mine"]], page.context["others"]) == ([OFFER_ID], 1)
