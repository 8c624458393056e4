"""What the filters of an address let through: the list, its map and its feeds show the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from ankommen.offers.queries import Directory
from ankommen.places.queries import district_names

from .asking import Answer, searcher
from .cards import Cards
from .filters import FilterForm, Offer
from .ranking import best_first


@dataclass(frozen=True)
class Found:
    """The offers that were found, the form that says by what, and what makes cards of them.

    answer: how the question was understood, if there was one; then the offers come best first.
    """

    offers: list[Offer]
    form: FilterForm
    making: Cards
    answer: Answer | None


def found_offers(request: HttpRequest, directory: Directory, now: datetime) -> Found:
    """The public offers that fit the question and every filter of the address."""
    making = making_cards(directory, now)
    form = FilterForm(request.GET, making)
    answer = _answer(form.question, directory)
    some: Iterable[Offer] = directory.offers.values()
    if answer:
        some = best_first(answer.hits, directory, now.date())
    return Found(form.narrow(some, making), form, making, answer)


def _answer(question: str, directory: Directory) -> Answer | None:
    return searcher.ask(question, get_language() or "de", directory) if question.strip() else None


def making_cards(directory: Directory, now: datetime) -> Cards:
    """What makes cards of offers, with the districts' names as they are now."""
    return Cards(directory, district_names(), now)
