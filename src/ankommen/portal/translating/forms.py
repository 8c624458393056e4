from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ankommen.translations.queries import MAX_TEXT

from ..languages import spoken_name
from .collections import COLLECTIONS
from .sentences import STATES

_LONGEST_WORD, _MOST_FORMS = 200, 20


class FilterForm(forms.Form):
    """Which texts are shown."""

    collection = forms.ChoiceField(
        label=_("Collection"), choices=[(each.slug, each.label) for each in COLLECTIONS.values()]
    )
    language = forms.ChoiceField(label=_("Language"))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), *((state.value, label) for state, label in STATES.items())],
    )
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, data: Any, languages: list[str]) -> None:
        given = {name: data.get(name, "") for name in self.base_fields}
        given["collection"] = given["collection"] or next(iter(COLLECTIONS))
        given["language"] = given["language"] or next(iter(languages), "")
        super().__init__(given)
        choices = [(tag, spoken_name(tag)) for tag in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]


class TextForm(forms.Form):
    """One translated text."""

    text = forms.CharField(max_length=MAX_TEXT, widget=forms.Textarea)

    def __init__(self, *args: Any, language: str, direction: str, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = format_lazy("{} ({})", _("Translation"), spoken_name(language))
        widget = self.fields["text"].widget
        # Whoever pastes too much shall see it all again, with a sentence, and not the beginning only.
        widget.attrs = {"lang": language, "dir": direction, "rows": rows}

    def clean_text(self) -> str:
        """Line ends as they are stored: browsers send them in their own way."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").replace("\r", "\n")


class FileForm(forms.Form):
    """A file with translations."""

    file = forms.FileField(
        label=_("PO file"),
        help_text=_("The file of this page, filled in by a translator. You see first what would change."),
        widget=forms.FileInput(attrs={"accept": ".po"}),
        allow_empty_file=True,
    )


class TermForm(forms.Form):
    """A word of the glossary in all languages."""

    note = forms.CharField(label=_("Note for translators"), required=False, max_length=1000)

    def __init__(self, *args: Any, languages: list[str], own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for tag in languages:
            self.fields[_field(tag)] = forms.CharField(
                label=spoken_name(tag),
                required=tag == own,
                widget=forms.Textarea(attrs={"rows": 2, "lang": tag, "dir": "auto"}),
                help_text=_("The agreed word first; other forms of it below, one a line.")
                if tag == own
                else "",
            )
        self.order_fields([*map(_field, languages), "note"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for tag in self.languages:
            words = _words(values.get(_field(tag), ""))
            if len(words) > _MOST_FORMS or any(len(word) > _LONGEST_WORD for word in words):
                self.add_error(
                    _field(tag),
                    forms.ValidationError(
                        _("At most %(most)s lines of %(letters)s letters each."),
                        params={"most": _MOST_FORMS, "letters": _LONGEST_WORD},
                    ),
                )
        return values

    def texts(self) -> dict[str, list[str]]:
        """Language -> the agreed word and other forms; languages without a word are left out."""
        said = {tag: _words(self.cleaned_data[_field(tag)]) for tag in self.languages}
        return {tag: words for tag, words in said.items() if words}


def words_as_typed(texts: Any) -> dict[str, str]:
    """What the fields of a term hold at first."""
    return {_field(tag): "\n".join(words) for tag, words in texts.items()}


def _field(tag: str) -> str:
    return f"in_{tag}"


def _words(typed: str) -> list[str]:
    return [word for line in typed.splitlines() if (word := line.strip())]
