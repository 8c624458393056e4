from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ankommen.journal.queries import purpose_sentences, verb_sentences
from ankommen.ui.forms import DayField

from ..models import Organisation, Role

_ABOUT_PEOPLE = ("account", "organisation", "role")


class SearchForm(forms.Form):
    """What is looked for in the journal; every field may stay empty."""

    since = DayField(label=_("from"), required=False)
    until = DayField(label=_("until"), required=False, help_text="")
    verb = forms.ChoiceField(label=_("What happened"), required=False)
    account = forms.CharField(label=_("Account number"), required=False, max_length=64)
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Organisation"), required=False, empty_label=_("all")
    )
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("all")), *Role.choices])
    purpose = forms.ChoiceField(label=_("What for"), required=False)
    object_id = forms.CharField(label=_("Number of the object"), required=False, max_length=64)

    def __init__(self, given: Mapping[str, Any], *, of_others: bool) -> None:
        """of_others: whether acts of other people can be among what is found."""
        super().__init__(given)
        self.fields["verb"].choices = _sorted(verb_sentences())  # type: ignore[attr-defined]
        self.fields["purpose"].choices = _sorted(purpose_sentences())  # type: ignore[attr-defined]
        for name in () if of_others else _ABOUT_PEOPLE:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The first day stands before the last."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        return given

    def wanted(self) -> dict[str, Any]:
        """What was given, as `search_entries` takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        if "organisation" in given:
            given["organisation"] = given["organisation"].pk
        return given


def _sorted(words: dict[str, str]) -> list[tuple[str, str]]:
    said = [(code, gettext(sentence)) for code, sentence in words.items()]
    return [("", gettext("all")), *sorted(said, key=lambda choice: choice[1].casefold())]
