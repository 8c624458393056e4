"""What somebody looks for: the filters of the list, as a form whose values stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ankommen.offers.queries import OfferFacts, Shown, category_labels
from ankommen.topics.queries import active_topics

from .cards import Cards
from .languages import spoken_name
from .openings import last_minutes

Offer = Shown[OfferFacts]

_CHILD = 14  # years: an offer that takes younger ones is one for children
LONGEST_QUESTION = 200


class FilterForm(forms.Form):
    """Each filter narrows the list; what is not set leaves it as it is."""

    q = forms.CharField(label=_("Search"), required=False, max_length=LONGEST_QUESTION)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    category = forms.ChoiceField(label=_("Kind"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    today = forms.BooleanField(label=_("Open today"), required=False)
    free = forms.BooleanField(label=_("Free of charge"), required=False)
    open = forms.BooleanField(label=_("No appointment"), required=False)
    women = forms.BooleanField(label=_("For women"), required=False)
    children = forms.BooleanField(label=_("For children"), required=False)
    volunteers = forms.BooleanField(label=_("I want to help"), required=False)
    step_free = forms.BooleanField(label=_("Without steps"), required=False)

    def __init__(self, data: Any, making: Cards) -> None:
        super().__init__(data)
        language = making.language
        choices = {
            "topic": [(topic.slug, topic.label_in(language)) for topic in active_topics()],
            "category": list(category_labels(language).items()),
            "language": _languages(making.directory.offers.values()),
            "district": list(making.districts.items()),
        }
        for name, some in choices.items():
            self._choice(name).choices = [("", _ALL[name]), *some]

    def _choice(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        return field

    @property
    def selects(self) -> list[forms.BoundField]:
        """The fields with many values."""
        return [self[name] for name in _ALL if len(self._choice(name).choices) > 1]  # type: ignore[arg-type]

    @property
    def chips(self) -> list[forms.BoundField]:
        """The fields that are on or off."""
        return [self[name] for name in _TESTS]

    @property
    def question(self) -> str:
        """What is searched for."""
        return str(self.values().get("q", ""))

    def values(self) -> dict[str, Any]:
        """The filters that are set and make sense; one that does not is told and left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, offers: Iterable[Offer], making: Cards) -> list[Offer]:
        """The offers that every filter lets through, in their order."""
        tests = [_matching(name, value) for name, value in self.values().items() if name != "q"]
        return [offer for offer in offers if all(test(offer, making) for test in tests)]


_ALL = {
    "topic": _("All topics"),
    "category": _("All kinds"),
    "language": _("All languages"),
    "district": _("The whole city"),
}

Test = Callable[[Offer, Cards], bool]
_TESTS: dict[str, Test] = {
    "today": lambda offer, making: last_minutes(making.directory, making.now.date())[offer.id] > 0,
    "free": lambda offer, making: offer.facts.cost == "free",
    "open": lambda offer, making: offer.facts.entry == "open",
    "women": lambda offer, making: offer.facts.gender == "women",
    "children": lambda offer, making: (
        (offer.facts.max_age is not None and offer.facts.max_age <= _CHILD)
        or (offer.facts.min_age is not None and offer.facts.min_age < _CHILD)
    ),
    "volunteers": lambda offer, making: bool(offer.facts.volunteers_wanted),
    "step_free": lambda offer, making: any(
        at.place and at.place.access == "full" for at in making.directory.places_of(offer.facts)
    ),
}


def _matching(name: str, value: str) -> Test:
    return _TESTS.get(name) or partial(_HELD[name], value)


_HELD: dict[str, Callable[[str, Offer, Cards], bool]] = {
    "topic": lambda value, offer, making: value in offer.facts.topics,
    "category": lambda value, offer, making: value == offer.facts.category,
    "language": lambda value, offer, making: value in offer.facts.languages,
    "district": lambda value, offer, making: any(
        at.place and at.place.district == value for at in making.directory.places_of(offer.facts)
    ),
}


def _languages(offers: Iterable[Offer]) -> list[tuple[str, str]]:
    spoken = {tag for offer in offers for tag in offer.facts.languages}
    return sorted(((tag, spoken_name(tag)) for tag in spoken), key=lambda each: each[1].casefold())
