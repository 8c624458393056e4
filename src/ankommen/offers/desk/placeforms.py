"""The form of a place: where it is, in words and as a point."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ankommen.engines.geo import Point, read_pair

from ..facts import PlaceFacts
from ..kinds import PLACE
from ..models import Place
from ..references import References
from ..rules import fault_of_point, faults_of
from .forms import take_faults, unified
from .wording import label_of

_TEXTS = ("name", "street", "postcode", "town", "directions")
_HINTS = {
    "district": _("Empty: computed from the point, where the districts have shapes."),
    "directions": _("For example: stop Hafen, 3 minutes on foot; entrance in the yard."),
}


class PlaceFactsForm(forms.Form):
    """All facts of a place. generation: the state of it that was read."""

    generation = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, before: PlaceFacts, references: References, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before, self._references = before, references
        choices: dict[str, Any] = {
            "kind": Place.Kind.choices,
            "district": [("", "–"), *((slug, names[0]) for slug, names in references.districts.items())],
            "access": [("", "–"), *Place.Access.choices],
            "precision": [("", "–"), *Place.Precision.choices],
        }
        for name in ("name", "kind", "street", "postcode", "town", "district", "access", "directions"):
            label, hint = label_of(name, PLACE), _HINTS.get(name, "")
            self.fields[name] = (
                forms.ChoiceField(label=label, choices=choices[name], required=name == "kind", help_text=hint)
                if name in choices
                else forms.CharField(
                    label=label,
                    required=name == "name",
                    help_text=hint,
                    widget=forms.Textarea(attrs={"rows": 3}) if name == "directions" else None,
                )
            )
        self.fields["point"] = forms.CharField(
            label=_("Point"),
            required=False,
            help_text=_("Latitude and longitude, for example 51.5136, 7.4653. Empty: not on the map."),
        )
        self.fields["precision"] = forms.ChoiceField(
            label=label_of("point_precision", PLACE), choices=choices["precision"], required=False
        )

    def clean(self) -> dict[str, Any]:
        """A point is one, near the city, and says how exact it is; then the rules of places hold."""
        given = super().clean() or {}
        if given.get("point"):
            self._read_point(given)
        if not self.errors:
            take_faults(self, faults_of(self._facts(given), self._references))
        return given

    def facts(self) -> PlaceFacts:
        """What the form says; call it after `is_valid`."""
        return self._facts(self.cleaned_data)

    def _read_point(self, given: dict[str, Any]) -> None:
        found = read_pair(given["point"], box=self._references.box)
        if not isinstance(found, Point):
            self.add_error("point", fault_of_point("point", found).sentence)
        elif not given.get("precision"):
            self.add_error("precision", _("Please say how exact the point is."))
        else:
            given["found"] = found

    def _facts(self, given: dict[str, Any]) -> PlaceFacts:
        said = {name: unified(given[name]) for name in _TEXTS} | {n: given[n] for n in ("kind", "access")}
        facts, point, district = replace(self._before, **said), given.get("found"), given["district"]
        stands = point and (point.latitude, point.longitude) == (facts.latitude, facts.longitude)
        computed = "" if district or point is None else self._references.district_of(point)
        return replace(
            facts,
            latitude=point.latitude if point else None,
            longitude=point.longitude if point else None,
            point_origin="" if point is None else facts.point_origin if stands else Place.Origin.HAND.value,
            point_precision=given["precision"] if point else "",
            district=district or computed,
            district_origin="given" if district else "computed" if computed else "",
        )


def place_initial(facts: PlaceFacts, generation: int) -> dict[str, Any]:
    """What stands in the form before somebody changes it. A computed district is computed again."""
    names = ("name", "kind", "street", "postcode", "town", "access", "directions")
    return {name: getattr(facts, name) for name in names} | {
        "district": facts.district if facts.district_origin == "given" else "",
        "point": "" if facts.latitude is None else f"{facts.latitude!r}, {facts.longitude!r}",
        "precision": facts.point_precision,
        "generation": generation,
    }
