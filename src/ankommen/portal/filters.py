"""What somebody looks for: the filters of the list, as a form whose values stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ankommen.engines.hours import hours_on
from ankommen.offers.queries import Directory, OfferFacts, Shown, category_labels
from ankommen.places.queries import active_districts
from ankommen.topics.queries import active_topics

from .languages import spoken_name

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

    def __init__(self, data: Any, directory: Directory) -> None:
        super().__init__(data)
        language = get_language() or "de"
        choices = {
            "topic": [(topic.slug, topic.label_in(language)) for topic in active_topics()],
            "category": list(category_labels(language).items()),
            "language": _languages(directory.offers.values()),
            "district": [(district.slug, district.name) for district in active_districts()],
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

    def narrow(self, offers: Iterable[Offer], directory: Directory, now: datetime) -> list[Offer]:
        """The offers that every filter lets through, in their order."""
        tests = [_matching(name, value) for name, value in self.values().items() if name != "q"]
        return [offer for offer in offers if all(test(offer.facts, directory, now) for test in tests)]


_ALL = {
    "topic": _("All topics"),
    "category": _("All kinds"),
    "language": _("All languages"),
    "district": _("The whole city"),
}

Test = Callable[[OfferFacts, Directory, datetime], bool]
_TESTS: dict[str, Test] = {
    "today": lambda facts, directory, now: any(
        hours_on(at.slots, now.date()) for at in directory.places_of(facts)
    ),
    "free": lambda facts, directory, now: facts.cost == "free",
    "open": lambda facts, directory, now: facts.entry == "open",
    "women": lambda facts, directory, now: facts.gender == "women",
    "children": lambda facts, directory, now: (
        (facts.max_age is not None and facts.max_age <= _CHILD)
        or (facts.min_age is not None and facts.min_age < _CHILD)
    ),
    "volunteers": lambda facts, directory, now: bool(facts.volunteers_wanted),
    "step_free": lambda facts, directory, now: any(
        at.place and at.place.access == "full" for at in directory.places_of(facts)
    ),
}


def _matching(name: str, value: str) -> Test:
    return _TESTS.get(name) or partial(_HELD[name], value)


_HELD: dict[str, Callable[[str, OfferFacts, Directory, datetime], bool]] = {
    "topic": lambda value, facts, directory, now: value in facts.topics,
    "category": lambda value, facts, directory, now: value == facts.category,
    "language": lambda value, facts, directory, now: value in facts.languages,
    "district": lambda value, facts, directory, now: any(
        at.place and at.place.district == value for at in directory.places_of(facts)
    ),
}


def _languages(offers: Iterable[Offer]) -> list[tuple[str, str]]:
    spoken = {tag for offer in offers for tag in offer.facts.languages}
    return sorted(((tag, spoken_name(tag)) for tag in spoken), key=lambda each: each[1].casefold())
