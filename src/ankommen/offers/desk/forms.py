"""One form for all facts of an offer, and one for each place of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ankommen.engines.hours import Refused, to_osm
from ankommen.engines.languages import tag_of
from ankommen.topics.queries import topic_labels

from ..directory import slots_of
from ..facts import AtPlaceFacts, OfferFacts, PlaceFacts
from ..faults import Fault, Level
from ..imports.hours import faults_of_hours, openings_of
from ..models import Category, Offer, Place
from ..references import References
from ..rules import faults_of
from ..services.keeping import NewPlace
from ..texts import is_bare_address
from .wording import label_of, languages_in_words

MOST_PLACES = 20
NEW, NONE = "new", "none"
_ADDRESS = ("name", "street", "postcode", "town", "district", "access")
_LINES = ("description", "documents")
_CHOICES = ("gender", "status", "cost", "entry")
_AGES = ("min_age", "max_age")
# In the order in which somebody thinks of an offer.
GROUPS = (
    ("what", _("What it is"), ("name", "summary", "description", "category", "topics")),
    ("whom", _("For whom"), ("for_whom", "min_age", "max_age", "gender", "status", "languages")),
    ("how", _("How to come"), ("entry", "cost", "cost_note", "documents", "capacity", "waiting")),
    ("contact", _("Contact and help"), ("phone", "email", "website", "volunteers_wanted")),
)

_HINTS = {
    "languages": _("Names with commas: German, Arabic, Turkish"),
    "capacity": _("For example: 12 places, full until March"),
    "waiting": _("For example: about three weeks"),
}


class OfferForm(forms.Form):
    """All facts of an offer but its places. generation: the state of the offer that was read."""

    generation = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_right = forms.BooleanField(label=_("All that stands here is right today"), required=False)
    is_spelling = forms.BooleanField(
        label=_("Only a spelling mistake was mended; translations stay as they are"), required=False
    )

    def __init__(
        self, *args: Any, provider: str, references: References, is_new: bool, waits: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._provider, self._references = provider, references
        for _key, _label, names in GROUPS:
            self.fields |= {name: _field(name, references) for name in names}
        if is_new:
            del self.fields["is_spelling"]
        if waits:
            del self.fields["is_right"]

    @property
    def groups(self) -> list[tuple[str, Any, list[forms.BoundField]]]:
        """The fields in groups: short name, heading, fields."""
        return [(key, label, [self[name] for name in names]) for key, label, names in GROUPS]

    @property
    def last(self) -> list[forms.BoundField]:
        """What is asked before saving."""
        return [self[name] for name in ("is_spelling", "is_right") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """What breaks a rule is said beside its field, in the same round as what cannot be read."""
        given = super().clean() or {}
        faults = faults_of(self._facts(given), self._references)
        take_faults(self, [each for each in faults if each.field not in self.errors])
        return given

    def facts(self, at_places: Iterable[AtPlaceFacts]) -> OfferFacts:
        """What the form says; call it after `is_valid`."""
        return replace(self._facts(self.cleaned_data), at_places=tuple(at_places))

    def _facts(self, given: Mapping[str, Any]) -> OfferFacts:
        said = {name: given[name] for _key, _label, names in GROUPS for name in names if name in given}
        said = {name: unified(value) if isinstance(value, str) else value for name, value in said.items()}
        said |= {"topics": tuple(said.get("topics", ())), "languages": _tags(said.get("languages", ""))}
        if is_bare_address(said.get("website", "")):
            said["website"] = f"https://{said['website']}"
        return OfferFacts(**{"provider": self._provider, "name": ""} | said)


class PlaceForm(forms.Form):
    """One place of an offer with its hours; a new place is named on the spot."""

    place = forms.ChoiceField(label=_("Place"), required=False)
    hours = forms.CharField(
        label=_("Opening hours"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: Mo-Fr 9-12, Do 14-17 Uhr. After saving you see how it was understood."),
    )
    name = forms.CharField(label=_("Name of the new place"), required=False)
    street = forms.CharField(label=_("Street and number"), required=False)
    postcode = forms.CharField(label=_("Postcode"), required=False)
    town = forms.CharField(label=_("Town"), required=False)
    district = forms.ChoiceField(label=_("District"), required=False)
    access = forms.ChoiceField(label=_("Without steps?"), required=False)

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], references: References, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._references = references
        districts = [(slug, names[0]) for slug, names in references.districts.items()]
        choices = {
            "place": [("", "–"), *places, (NONE, _("no place: online or by phone")), (NEW, _("a new place"))],
            "district": [("", "–"), *districts],
            "access": [("", "–"), *Place.Access.choices],
        }
        for name, some in choices.items():
            self.fields[name].choices = some  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever describes a place means a new one, chosen or not: nothing that was typed is left out."""
        given = super().clean() or {}
        described = any(given.get(name) for name in _ADDRESS)
        if described and not given.get("place") and "place" not in self.errors:
            given["place"] = NEW
        if given.get("hours") and not given.get("place"):
            self.add_error("place", _("Please choose where these hours hold."))
        take_faults(self, faults_of_hours("hours", given.get("hours", "")))
        if given.get("place") == NEW:
            take_faults(self, faults_of(self._place(given), self._references))
        elif described and given.get("place"):
            self.add_error(
                "place",
                _("You chose a place and describe a new one. Choose “a new place”, or empty the address."),
            )
        return given

    def said(self) -> tuple[AtPlaceFacts, NewPlace | None] | None:
        """The place and its hours, and the place itself where it is new; None for an empty form."""
        chosen, hours = self.cleaned_data.get("place", ""), unified(self.cleaned_data.get("hours", ""))
        if not chosen:
            return None
        made = NewPlace(uuid.uuid4(), self._place(self.cleaned_data)) if chosen == NEW else None
        id = str(made.id) if made else "" if chosen == NONE else chosen
        return AtPlaceFacts(id, hours, openings_of(hours)[0]), made

    def _place(self, given: dict[str, Any]) -> PlaceFacts:
        said: dict[str, Any] = {name: unified(given.get(name, "")) for name in _ADDRESS}
        return PlaceFacts(**said, district_origin="given" if said["district"] else "")


class _Places(BaseFormSet):  # type: ignore[type-arg]  # Django has no brackets here
    def clean(self) -> None:
        chosen = [form.cleaned_data.get("place") for form in self.forms if hasattr(form, "cleaned_data")]
        named = [each for each in chosen if each and each != NEW]
        if len(named) != len(set(named)):
            raise forms.ValidationError(_("A place stands here twice. Write all its hours in one field."))


PlacesForm = formset_factory(
    PlaceForm, formset=_Places, extra=1, max_num=MOST_PLACES, absolute_max=MOST_PLACES
)


def initial_of(facts: OfferFacts, generation: int) -> dict[str, Any]:
    """What stands in the form before somebody changes it."""
    names = [name for _key, _label, some in GROUPS for name in some]
    said = {name: getattr(facts, name) for name in names}
    return said | {"languages": languages_in_words(facts.languages), "generation": generation}


def places_initial(facts: OfferFacts) -> list[dict[str, str]]:
    """The places of an offer, as their forms have them."""
    return [{"place": each.place or NONE, "hours": hours_text(each)} for each in facts.at_places]


def hours_text(at: AtPlaceFacts) -> str:
    """Hours to be changed as text; those that came as rules only, as OpenStreetMap writes them."""
    try:
        return at.hours or to_osm(slots_of(at.openings))
    except Refused:  # every second week cannot be written so; untouched it stays
        return ""


def said_of(form: Any, before: OfferFacts | None) -> tuple[list[AtPlaceFacts], list[NewPlace]]:
    """The places of a valid form, and those that are new. Hours that nobody touched stay as they were."""
    standing = {each.place: each for each in before.at_places} if before else {}
    at_places, made = [], []
    for at, place in filter(None, (each.said() for each in form.forms)):
        old = standing.get(at.place)
        at_places.append(old if old and unified(hours_text(old)) == at.hours else at)
        made += [place] if place else []
    return at_places, made


def unified(text: str) -> str:
    """A text with the line breaks that the directory has; browsers send others."""
    return text.replace("\r\n", "\n").strip()


def topic_field(references: References) -> forms.MultipleChoiceField:
    """The topics to tick, in the reader's language."""
    labels = topic_labels(get_language() or "de")
    topics = [(slug, labels.get(slug, names[0])) for slug, names in references.topics.items()]
    return forms.MultipleChoiceField(
        label=label_of("topics"), choices=topics, required=False, widget=forms.CheckboxSelectMultiple
    )


def _field(name: str, references: References) -> forms.Field:
    label = label_of(name)
    if name == "topics":
        return topic_field(references)
    if name == "category":
        kinds = [(row.slug, str(row)) for row in Category.objects.filter(is_active=True)]
        return forms.ChoiceField(label=label, choices=[("", "–"), *kinds], required=False)
    if name in _CHOICES:
        choices: Any = Offer._meta.get_field(name).choices  # type: ignore[union-attr]
        return forms.ChoiceField(label=label, choices=choices, required=False)
    if name in _AGES:
        return forms.IntegerField(label=label, required=False)
    lines = forms.Textarea(attrs={"rows": 6 if name == "description" else 3}) if name in _LINES else None
    return forms.CharField(label=label, required=name == "name", widget=lines, help_text=_HINTS.get(name, ""))


def _tags(text: str) -> tuple[str, ...]:
    """Tags of languages by their names; what nobody knows stays, and the rules say so."""
    names = (name.strip() for name in re.split(r"[,;/\n]", text))
    return tuple(tag_of(name) or name for name in names if name)


def take_faults(form: forms.Form, faults: Iterable[Fault]) -> bool:
    """Show errors beside the fields of a form; whether there were none."""
    errors = [each for each in faults if each.level is Level.ERROR]
    for each in errors:
        form.add_error(each.field if each.field in form.fields else None, each.sentence)
    return not errors


def say_changed_meanwhile(form: forms.Form, generation: int) -> None:
    """The form is to be sent once more; it now names the state of the record that it did not know."""
    data: Any = form.data
    form.data = data.copy()
    form.data["generation"] = str(generation)  # type: ignore[index]  # a copy can be changed
    form.add_error(
        None, _("Somebody has changed it in the meantime. If you save again, what stands here holds.")
    )
