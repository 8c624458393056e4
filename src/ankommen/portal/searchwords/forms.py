"""Forms of the desk's thesaurus: what is filtered, one term, a table of terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ankommen.engines.gate import MAX_FILE, Refused, read_csv, unguarded
from ankommen.topics.queries import GENERAL, active_topics, all_terms, concepts, tidied
from ankommen.topics.services import COLUMNS, LONGEST
from ankommen.ui.refused import sentence_of

from ..languages import spoken_name

MOST_ROWS = 50_000
Groups = list[tuple[str, list[tuple[str, str]]]]
Row = tuple[int, dict[str, str]]
_KINDS = (("", _("all in use")), ("desk", _("added here")), ("out", _("taken out")))


class TermFilter(forms.Form):
    """Which terms are listed."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    kind = forms.ChoiceField(label=_("Terms"), required=False, choices=_KINDS)
    q = forms.CharField(label=_("Words in the term"), required=False, max_length=LONGEST)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        topics = [(topic.slug, str(topic)) for topic in active_topics()]
        _choose(self, "topic", [("", _("All topics")), *topics])
        _choose(self, "language", [("", _("All languages")), *term_languages()])

    @property
    def values(self) -> dict[str, str]:
        """The filters that are set and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def terms(self) -> list[Any]:
        """The terms that they let through, by topic, concept and language."""
        said = self.values
        rows = all_terms().filter(is_active=said.get("kind") != "out").select_related("topic")
        if said.get("kind") == "desk":
            rows = rows.filter(origin="desk")
        rows = rows.filter(**{name: said[name] for name in ("topic", "language") if name in said})
        words = tidied(said.get("q", "")).casefold()  # here, since SQLite knows small letters of English only
        found = rows.order_by("topic__order", "concept", "language", "pk")
        return [row for row in found if words in row.text.casefold()]


class TermForm(forms.Form):
    """One term. meaning: "topic/concept"."""

    text = forms.CharField(label=_("Word or phrase"), max_length=LONGEST)
    language = forms.ChoiceField(label=_("Language"))
    meaning = forms.ChoiceField(label=_("Means"))

    def __init__(self, *args: Any, groups: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "language", term_languages())
        _choose(self, "meaning", [("", "–"), *groups])

    def facts(self) -> dict[str, str]:
        """What the form says, as the topics room takes it; call it after `is_valid`."""
        return {"text": self.cleaned_data["text"], "language": self.cleaned_data["language"]} | meant(
            self.cleaned_data["meaning"]
        )


class TableForm(forms.Form):
    """A table of terms: topic, concept, language, term."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8 with the columns topic, concept, language, term: as this page writes it."),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    others_go = forms.BooleanField(label=_("Take out the terms that the file does not name"), required=False)

    rows: list[Row]

    def clean_file(self) -> Any:
        """The file; its rows with their numbers stand in `rows`."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MAX_FILE:
            raise forms.ValidationError(_("The file is too large. Split it into several."))
        try:
            self.rows = list(_rows(read_csv(file.read(), max_rows=MOST_ROWS).rows))
        except Refused as refusal:
            raise forms.ValidationError(sentence_of(refusal)) from refusal
        return file


def meaning_groups() -> Groups:
    """What a term may mean, by topic: the whole topic first, then its concepts."""
    language, of_topic = get_language() or "de", concepts()
    return [
        (
            topic.label_in(language),
            [
                (f"{topic.slug}/{GENERAL}", _("%(topic)s: all of it") % {"topic": topic.label_in(language)}),
                *(
                    (f"{topic.slug}/{slug}", f"{topic.label_in(language)}: {label}")
                    for slug, label in of_topic.get(topic.slug, {}).items()
                ),
            ],
        )
        for topic in active_topics()
    ]


def meant(meaning: str) -> dict[str, str]:
    """Topic and concept of a value of `meaning_groups`."""
    topic, _slash, concept = meaning.partition("/")
    return {"topic": topic, "concept": concept}


def term_languages() -> list[tuple[str, str]]:
    """The languages of the site, then others that terms are in."""
    there = all_terms().order_by("language").values_list("language", flat=True).distinct()
    tags = dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *there])
    return [(tag, spoken_name(tag)) for tag in tags]


def _choose(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
    field.choices = choices


def _rows(rows: list[list[str]]) -> Iterator[Row]:
    """The rows with something in them, by the headings. Raises ValidationError where one is missing."""
    headings = [cell.strip().casefold() for cell in rows[0]]
    if missing := [name for name in COLUMNS if name not in headings]:
        raise forms.ValidationError(
            _("These columns are missing: %(columns)s."), params={"columns": ", ".join(missing)}
        )
    place: Callable[[str], int] = headings.index
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            yield (
                number,
                {name: unguarded(row[place(name)]) if place(name) < len(row) else "" for name in COLUMNS},
            )
