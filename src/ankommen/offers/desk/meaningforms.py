"""The form that says what the columns and words of a list mean."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ankommen.engines.languages import known_languages

from ..facts import PlaceFacts
from ..imports.context import Unknown
from ..imports.headings import HEADINGS, meanings_of
from ..imports.mapping import LEFT_OUT, Decided
from ..imports.reading import File
from ..imports.words import CHOICES, folded
from ..kinds import OFFER, PLACE, PROVIDER, RESPONSIBILITY
from ..references import References
from .forms import unified
from .wording import label_of

MOST_COLUMNS, MOST_WORDS = 200, 100  # of a form; a request holds 500 fields
_EXAMPLES, _LONGEST_EXAMPLE = 3, 60
_KINDS = {"offers": OFFER, "providers": PROVIDER, "responsibilities": RESPONSIBILITY}
# Fields of files that are no facts of a record.
_FIELDS = {
    "key": _("Key: what the source calls the record"),
    "hours": _("Opening hours"),
    "confirmed_on": _("Last confirmed"),
    "place": _("Place: its name"),
    "point": _("Point: latitude and longitude in one cell"),
    "precision": _("How exact the point is"),
}


class MeaningForm(forms.Form):
    """What the columns of a table mean, and words that nobody knows: a choice for each.

    Names of its fields are numbers, since headings and words may be anything.
    """

    provider = forms.CharField(
        label=_("Provider of all that names none"),
        max_length=200,
        required=False,
        help_text=_("For a list of one house, or a calendar that does not say whose it is."),
    )

    def __init__(
        self,
        *args: Any,
        file: File,
        decided: Decided,
        unknown: Unknown,
        references: References,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._kind, self._decided = file.kind, decided
        if file.kind not in ("offers", "events"):
            del self.fields["provider"]
        else:
            self.fields["provider"].initial = decided.facts.get("provider", "").removeprefix(LEFT_OUT)
        self._columns = self._add_columns(file)
        self._words = self._add_words(unknown, references)

    @property
    def columns(self) -> list[forms.BoundField]:
        """A choice for each column."""
        return [self[name] for name in self._columns]

    @property
    def words(self) -> list[forms.BoundField]:
        """A choice for each word that nobody knows."""
        return [self[name] for name in self._words]

    def decided(self) -> Decided:
        """What is decided now, on top of what was; call it after `is_valid`."""
        given = self.cleaned_data
        words: dict[str, dict[str, str]] = {}
        for name, (field, word) in self._words.items():
            if given[name]:
                words.setdefault(field, {})[word] = given[name]
        columns = {heading: given[name] or LEFT_OUT for name, heading in self._columns.items()}
        return Decided(columns, words, self._facts()).after(self._decided)

    def _facts(self) -> dict[str, str]:
        """The provider of all; "-" where there is none any more."""
        said = unified(self.cleaned_data.get("provider", ""))
        return {"provider": said or LEFT_OUT} if said or self._decided.facts.get("provider") else {}

    def _add_columns(self, file: File) -> dict[str, str]:
        if not file.headings or file.kind not in HEADINGS:
            return {}
        meanings = meanings_of(file.headings, file.kind, self._decided.columns)
        examples = _examples(file)
        choices = [
            ("", _("– not used –")),
            *((name, field_label(name, file.kind)) for name in HEADINGS[file.kind]),
        ]
        names = {}
        for number, heading in enumerate(file.headings[:MOST_COLUMNS]):
            meant = meanings[heading]
            name = f"column-{number}"
            names[name] = heading
            self.fields[name] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial="" if meant == LEFT_OUT else meant,
                help_text=examples.get(heading, ""),
            )
        return names

    def _add_words(self, unknown: Unknown, references: References) -> dict[str, tuple[str, str]]:
        names = {}
        pairs = ((field, word) for field, words in unknown.items() for word, _n in words.most_common())
        for number, (field, word) in enumerate(islice(pairs, MOST_WORDS)):
            name = f"word-{number}"
            names[name] = field, word
            self.fields[name] = forms.ChoiceField(
                label=word,
                choices=[
                    ("", _("– not decided –")),
                    (LEFT_OUT, _("leave it out")),
                    *_values(field, references),
                ],
                required=False,
                help_text=field_label(field, self._kind),
            )
        return names


def field_label(name: str, kind: str) -> Any:
    """What a field of a file is called, a lazy text."""
    if label := _FIELDS.get(name):
        return label
    if kind == "offers" and name in PlaceFacts.__dataclass_fields__ and name not in ("name", "kind"):
        return label_of(name, PLACE)
    return label_of(name, _KINDS.get(kind, OFFER))


def _values(field: str, references: References) -> list[tuple[str, Any]]:
    lists: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        "topics": references.topics,
        "category": references.categories,
        "districts": references.districts,
    }
    if field in lists:
        return [(slug, names[0]) for slug, names in lists[field].items()]
    if field == "languages":
        named = ((code, each.german) for code, each in known_languages().items())
        return sorted(named, key=lambda choice: folded(choice[1]))
    kind, name = (PLACE, "point_precision") if field == "precision" else (OFFER, field)
    column: Any = (PLACE if field == "access" else kind).model._meta.get_field(name)
    labels = dict(column.flatchoices)
    return [
        (value, capfirst(str(labels[value]))) for value in CHOICES.get(field, {}) if value in labels and value
    ]


def _examples(file: File) -> dict[str, str]:
    """The first values of each column."""
    found: dict[str, list[str]] = {}
    for cells in islice(file.rows(), 20):
        for heading, text in cells.items():
            values = found.setdefault(heading, [])
            if text and len(values) < _EXAMPLES and (short := _shortened(text)) not in values:
                values.append(short)
    return {heading: " · ".join(values) for heading, values in found.items()}


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXAMPLE else f"{line[:_LONGEST_EXAMPLE].rstrip()}…"
