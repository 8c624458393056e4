"""The form that brings a list: the file, its source, and what it holds; and the one that takes it over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ankommen.engines.gate import MAX_FILE, MEGABYTE

from ..imports.words import folded
from ..models import Source
from ..services.keeping import DESK
from ..services.lists import MOST_ROWS, Brought, new_source

NEW = "new"
COMMAND = "ankommen import_directory"
KINDS_OF_TABLES = (
    ("offers", _("Offers with their places")),
    ("providers", _("Providers")),
    ("responsibilities", _("Who answers for what")),
)


class ListForm(forms.Form):
    """A file, where it comes from, and what it holds."""

    file = forms.FileField(
        label=_("File"),
        help_text=format_lazy(
            _(
                "CSV (UTF-8), XLSX, HSDS JSON or GeoJSON, one of these in a ZIP, or a calendar (.ics); up to"
                " {size} MB and {rows} rows. The operator brings in longer lists with “{command}”."
            ),
            size=MAX_FILE // MEGABYTE,
            rows=MOST_ROWS,
            command=COMMAND,
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json,.geojson,.ics,.zip"}),
    )
    kind = forms.ChoiceField(
        label=_("What does a table hold?"),
        choices=KINDS_OF_TABLES,
        initial="offers",
        widget=forms.RadioSelect,
        help_text=_("HSDS, GeoJSON and calendars say it themselves."),
    )
    source = forms.ChoiceField(
        label=_("Where does it come from?"),
        help_text=_("The same list belongs to the same source each time: so nothing comes twice."),
    )
    name = forms.CharField(label=_("Name of the new source"), max_length=160, required=False)
    licence = forms.CharField(
        label=_("Its licence"),
        max_length=120,
        required=False,
        help_text=_("For example: CC0, dl-de/by-2-0, or “with the consent of the association”."),
    )
    url = forms.URLField(
        label=_("Its address on the web"), max_length=200, required=False, assume_scheme="https"
    )
    is_cleaned = forms.BooleanField(
        label=_("Repair what leaves no doubt: take HTML out of texts, turn swapped coordinates"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {each.slug: each for each in Source.objects.exclude(pk=DESK)}
        choices = [(slug, each.name) for slug, each in self._sources.items()]
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")),
            *choices,
            (NEW, _("a new source")),
        ]

    def clean_file(self) -> Any:
        """No file is larger than what a request may bring. Larger ones are the operator's."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile) and (file.size or 0) > MAX_FILE:
            raise forms.ValidationError(too_large())
        return file

    def clean(self) -> dict[str, Any]:
        """A new source says what it is called, and under which licence it may be used."""
        given = super().clean() or {}
        if given.get("source") == NEW:
            for name, sentence in _NEEDED.items():
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
            known = {folded(each.name) for each in self._sources.values()}
            if folded(given.get("name", "")) in known:
                self.add_error("name", _("There is a source of this name. Please choose it above."))
        return given

    def brought(self) -> Brought:
        """What the form says; call it after `is_valid`."""
        given = self.cleaned_data
        if given["source"] == NEW:
            source = new_source(given["name"], given["licence"], given["url"])
        else:
            source = self._sources[given["source"]]
        file = given["file"]
        return Brought(file.read(), file.name, source, given["kind"], given["is_cleaned"])


_NEEDED = {
    "name": _("Please name the new source."),
    "licence": _("Please say under which licence the list may be used."),
}


def too_large() -> Any:
    """Why a list is no case for the desk, and where it is brought in."""
    return format_lazy(
        _(
            "This list is too long for the desk: {size} MB and {rows} rows at most. The operator brings it in"
            " with “{command}”; nothing of it was kept."
        ),
        size=MAX_FILE // MEGABYTE,
        rows=MOST_ROWS,
        command=COMMAND,
    )


class TakeOverForm(forms.Form):
    """Which preview was shown, and whether records with errors stay outside."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    leave_out = forms.BooleanField(label=_("Leave out the records with errors"), required=False)
