"""Ask providers by e-mail whether offers are still right: one mail for a provider, one link an offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ankommen.places.queries import the_city

from ..age import last_day_of_old
from ..cityfacts import upkeep_rules
from ..links import DAYS, Link, token_for
from ..models import Offer, Record

_LANGUAGES = ("de", "en")  # German first


@dataclass(frozen=True)
class Question:
    """One mail that is due. address: "" where nobody left one."""

    provider: str
    address: str
    offers: tuple[Any, ...]


def questions_due() -> list[Question]:
    """What is to be asked: public offers that nobody has confirmed for long, by provider and address.

    The provider's address counts before that of the offer. Whoever was asked is left alone for 30 days.
    """
    today = timezone.localdate()
    old = last_day_of_old(upkeep_rules().confirm_after, today)
    offers: Any = Offer._default_manager
    public = offers.filter(state=Record.State.PUBLIC).select_related("provider")
    due = public.filter(Q(confirmed_on=None) | Q(confirmed_on__lte=old)).filter(
        Q(asked_on=None) | Q(asked_on__lte=today - timedelta(days=DAYS))
    )
    grouped: defaultdict[tuple[Any, str], list[Any]] = defaultdict(list)
    for offer in due.order_by("provider__name", "name", "pk"):
        grouped[offer.provider, offer.provider.email or offer.email].append(offer)
    return [Question(str(who), address, tuple(some)) for (who, address), some in grouped.items()]


def ask(question: Question) -> None:
    """Send one mail, and remember the day. Raises OSError where it cannot be sent; then nothing is noted."""
    EmailMessage(_subject(), _body(question), to=[question.address]).send()
    ids = [offer.pk for offer in question.offers]
    rows: Any = Offer._default_manager
    rows.filter(pk__in=ids).update(asked_on=timezone.localdate())


def _subject() -> str:
    with override(_LANGUAGES[0]):
        return _("Is it still right? Your offers in the directory")


def _body(question: Question) -> str:
    links = list(_links(question))
    city = the_city()
    context = {"links": links, "city": city.name if city else "", "days": DAYS}
    parts = []
    for language in _LANGUAGES:
        with override(language):
            parts.append(render_to_string("offers/mail/still_right.txt", context).strip())
    return "\n\n-- \n\n".join(parts) + "\n"


def _links(question: Question) -> Iterator[tuple[str, str]]:
    for offer in question.offers:
        token = token_for(Link(offer.pk, offer.confirmed_on))
        address = settings.PUBLIC_ADDRESS + reverse("still_right:confirm", args=[token])
        yield " ".join(offer.name.split()), address
