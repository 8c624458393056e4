from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ankommen.engines.gate import MAX_FILE, MEGABYTE
from ankommen.engines.languages import Language, known_languages
from ankommen.translations.queries import State

from .models import Version
from .texts import MAX_TEXT

_WORKBOOKS = ".xlsx,.xls"


class SmallFile(forms.FileField):
    """A file that is small enough to be read at all; what is in it is judged by the engine."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > MAX_FILE:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Remove pictures and data that do not belong to it."),
                params={"limit": MAX_FILE // MEGABYTE},
            )
        return file


class UploadForm(forms.Form):
    """A workbook that is to become a draft."""

    file = SmallFile(
        label=_("Workbook"),
        help_text=format_lazy(
            _("An XLSForm workbook, .xlsx or .xls without macros, of {limit} MB at most."),
            limit=MAX_FILE // MEGABYTE,
        ),
        widget=forms.FileInput(attrs={"accept": _WORKBOOKS}),
    )


class LanguageFileForm(forms.Form):
    """Translations of one language."""

    file = SmallFile(
        label=_("File with translations"),
        help_text=_("The CSV file of this page, or the workbook with one more column “label::Name (code)”."),
        widget=forms.FileInput(attrs={"accept": f"{_WORKBOOKS},.csv"}),
    )


class AddLanguageForm(forms.Form):
    """A further language: empty, or all languages of a workbook."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    file = SmallFile(
        label=_("Workbook"),
        required=False,
        help_text=_("The workbook of this version with further columns “label::Name (code)”."),
        widget=forms.FileInput(attrs={"accept": _WORKBOOKS}),
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = {version.source_language, *(pack.language for pack in version.packs.all())}
        names = {each.code: _name(each) for each in known_languages().values() if each.code not in taken}
        choices = sorted(names.items(), key=lambda choice: choice[1].casefold())
        self.fields["language"].choices = [("", _("choose")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and bool(values.get("language")) == bool(values.get("file")):
            raise forms.ValidationError(
                _("Choose a language to begin empty, or a workbook that holds it: one of the two.")
            )
        return values


def _name(language: Language) -> str:
    """How a member of staff finds a language in a list: its German or English name, then its own."""
    name = language.german if get_language() == "de" else language.english
    return name if name == language.endonym else f"{name} – {language.endonym}"


class TextForm(forms.Form):
    """One translated text."""

    text = forms.CharField(
        label=_("Translation"), max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 4}), strip=True
    )


class PreviewForm(forms.Form):
    """The two languages of a preview."""

    first = forms.ChoiceField(label=_("First language"))
    second = forms.ChoiceField(label=_("Second language"))

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].choices = languages  # type: ignore[attr-defined]


STATE_LABELS = {
    State.MISSING: _("missing"),
    State.OUTDATED: _("outdated: the source changed"),
    State.MACHINE: _("by a machine, not yet read"),
    State.CURRENT: _("up to date"),
}


class FilterForm(forms.Form):
    """Which texts of a language to show."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), *((state.value, label) for state, label in STATE_LABELS.items())],
    )
    words = forms.CharField(label=_("Words"), required=False, max_length=100)
