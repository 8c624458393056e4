"""People who keep offers current, and the form of an offer as a browser sends it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from ankommen.accounts.models import Membership, Organisation, User
from ankommen.offers.facts import OfferFacts
from ankommen.offers.models import Offer
from ankommen.offers.services import store_entries
from ankommen.places.models import City
from tests.accounts.factories import UserFactory

from .entries import LINDENHOF, OFFER_ID, a_city, entry, the_five


def keeper(role: str = "partner", at: str = "lindenhof") -> tuple[Client, User]:
    """Somebody of an organisation, with the browser."""
    organisation = Organisation.objects.get_or_create(pk=at, defaults={"name": at.title()})[0]
    user = UserFactory(role=role)
    Membership.objects.filter(user=user).update(organisation=organisation)
    browser = Client(headers={"Accept-Language": "en"})
    browser.force_login(User.objects.get(pk=user.pk))
    return browser, user


def kept_town(**directory: Any) -> None:
    """The five records, the provider being the public face of the organisation "lindenhof"."""
    Organisation.objects.get_or_create(pk="lindenhof", defaults={"name": "Lindenhof"})
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    ours = {**LINDENHOF.__dict__, "organisation": "lindenhof", "email": "post@lindenhof.example"}
    store_entries([entry("provider", type(LINDENHOF)(**ours))], source=source, by="import")
    City.objects.create(slug="town", name="Town", facts={"directory": directory})


def form_of(
    browser: Client, path: str = f"/desk/offers/{OFFER_ID}/change/", **changes: str
) -> dict[str, Any]:
    """What a browser would send if only these fields were changed."""
    page = browser.get(path).context
    sent: dict[str, Any] = {}
    for form in (page["form"], page["places"].management_form, *page["places"]):
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                sent[field.html_name] = value
    return sent | changes


def facts_now() -> OfferFacts:
    """What the offer says."""
    from ankommen.offers.kinds import OFFER
    from ankommen.offers.reading import facts_of

    row = Offer.objects.get(pk=OFFER_ID)
    facts = facts_of(OFFER, [row])[row.pk]
    assert isinstance(facts, OfferFacts)
    return facts
