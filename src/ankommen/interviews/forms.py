from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ankommen.engines.languages import language as language_of
from ankommen.places.queries import active_sites
from ankommen.questionnaires.queries import open_versions, released_languages

from .models import Contact, Interpreter

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version


class StartForm(forms.Form):
    """How an interview begins.

    Nothing is chosen in advance (no defaults for facts) where there is a choice.
    """

    version = forms.ChoiceField(label=_("Questionnaire"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the interview"), widget=forms.RadioSelect)
    interpreter = forms.ChoiceField(
        label=_("Who interprets?"), choices=Interpreter.choices, widget=forms.RadioSelect
    )
    contact = forms.ChoiceField(label=_("How do you talk?"), widget=forms.RadioSelect)
    site = forms.ChoiceField(label=_("Where?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(version.pk): version for version in _newest()}
        languages = {code for version in self.versions.values() for code in released_languages(version)}
        self.fields["version"].choices = [(pk, str(version)) for pk, version in self.versions.items()]  # type: ignore[attr-defined]
        self.fields["language"].choices = [(code, language_of(code).endonym) for code in sorted(languages)]  # type: ignore[attr-defined]
        contacts = [choice for choice in Contact.choices if choice[0] != Contact.PAPER]
        self.fields["contact"].choices = contacts  # type: ignore[attr-defined]
        self.fields["site"].choices = [(site.slug, site.name) for site in active_sites()]  # type: ignore[attr-defined]
        if len(self.versions) == 1:
            del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("version") or next(iter(self.versions), None)
        version = cleaned["version"] = self.versions.get(str(chosen))
        language = cleaned.get("language")
        if version and language and language not in released_languages(version):
            self.add_error("language", _("This questionnaire is not released in this language yet."))
        return cleaned


def _newest() -> list[Version]:
    """The newest open version of each questionnaire: older ones are open for sheets of paper alone."""
    newest: dict[str, Version] = {}
    for version in open_versions():
        newest.setdefault(version.questionnaire_id, version)
    return list(newest.values())


class ReceiptForm(forms.Form):
    """A receipt code, typed or handed on by the page."""

    receipt = forms.CharField(
        label=_("Receipt code"),
        help_text=_("Sixteen letters and digits, on your sheet."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )


class PasswordForm(forms.Form):
    """The password of whoever handed the device over."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,  # blanks at its ends are part of it
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
