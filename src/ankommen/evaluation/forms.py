from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ankommen.ui.forms import DayField

from .exports import LEAST_K, LEAST_L, WRITERS, Design, ExportRefused, Facts
from .exports.catalogue import PLAIN, QUASI, SENSITIVE, USES, Entry, use_of

if TYPE_CHECKING:
    from django.forms import BoundField

    from .exports import Section
    from .models import ResearchProject

FORMATS = {
    "sav": "SPSS (.sav)",
    "dta": "Stata (.dta)",
    "csv": "CSV (.csv)",
    "parquet": "Parquet (.parquet)",
    "xlsx": "Excel (.xlsx)",
}
LANGUAGES = {"de": _("German"), "en": _("English")}
_LAST = 1_000  # what has no rank comes after what has one


@dataclass(frozen=True)
class Row:
    """One variable with its fields; None where it has no such field."""

    entry: Entry
    use: BoundField
    rank: BoundField | None
    bands: BoundField | None

    @property
    def fields(self) -> list[BoundField]:
        """Those that it has."""
        return [field for field in (self.use, self.rank, self.bands) if field]

    @property
    def has_errors(self) -> bool:
        """Whether something is wrong here."""
        return any(field.errors for field in self.fields)

    @property
    def is_touched(self) -> bool:
        """Whether something is chosen, typed or wrong here."""
        return self.has_errors or any(field.value() not in (None, "") for field in self.fields)


@dataclass(frozen=True)
class Rows:
    """A section of the questionnaire as rows."""

    title: str
    rows: list[Row]

    @property
    def is_open(self) -> bool:
        """Whether one of them is worth looking at."""
        return any(row.is_touched for row in self.rows)


class BandsField(forms.CharField):
    """Lower bounds with semicolons or spaces between them: "3; 6; 12,5" becomes (3.0, 6.0, 12.5)."""

    def to_python(self, value: Any) -> Any:
        bounds = re.split(r"[;\s]+", super().to_python(value) or "")
        try:
            return tuple(float(bound.replace(",", ".")) for bound in bounds if bound)
        except ValueError:
            raise forms.ValidationError(
                _("Please write numbers with semicolons between them, for example 3; 6; 12.")
            ) from None


class ProposalForm(forms.Form):
    """A research project: its facts, and what of the questionnaire is to be handed over."""

    title = forms.CharField(label=_("Title of the project"), max_length=200)
    institution = forms.CharField(
        label=_("Who gets the data?"), help_text=_("University and chair or institute."), max_length=200
    )
    purpose = forms.CharField(
        label=_("What for?"),
        help_text=_("The question that is to be answered with the data. It stands in every codebook."),
        widget=forms.Textarea,
    )
    ends_on = DayField(
        label=_("Last day"),
        help_text=_(
            "Day.month.year. Then the key of the pseudonyms is destroyed; nothing is handed over any more."
        ),
    )
    name = forms.CharField(
        label=_("Short name"),
        help_text=_(
            "Small letters, digits and hyphens, for example german-courses-2027. It does not change."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    k = forms.IntegerField(
        label=_("How many people at least look alike (k)"),
        help_text=format_lazy(_("{least} or more."), least=LEAST_K),
        initial=LEAST_K,
        max_value=1_000,
    )
    l = forms.IntegerField(  # noqa: E741 - the measure is called so
        label=_("How many different sensitive answers at least they gave (l)"),
        help_text=format_lazy(_("{least} or more."), least=LEAST_L),
        initial=LEAST_L,
        max_value=100,
    )

    def __init__(self, *args: Any, sections: Sequence[Section], form_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sections, self._form_id = sections, form_id
        self._entries = [entry for section in sections for entry in section.entries]
        for entry in self._entries:
            self.fields |= _fields_of(entry)

    def facts(self) -> list[BoundField]:
        """The fields above the questionnaire."""
        return [self[name] for name in ("title", "institution", "purpose", "ends_on", "name")]

    def rows(self) -> Iterator[Rows]:
        """The questionnaire, section by section."""
        for section in self._sections:
            yield Rows(section.title, [self._row(entry) for entry in section.entries])

    def proposal(self) -> tuple[Facts, Design]:
        """What was filled in; only after `is_valid`."""
        sent = self.cleaned_data
        facts = Facts(*(sent[name] for name in ("name", "title", "purpose", "institution", "ends_on")))
        quasi = sorted(self._used(QUASI), key=lambda key: sent.get(f"rank:{key}") or _LAST)
        bands = {entry.key: sent.get(f"bands:{entry.key}") for entry in self._entries}
        design = Design(
            self._form_id,
            tuple(self._used(PLAIN, QUASI, SENSITIVE)),
            tuple(quasi),
            tuple(self._used(SENSITIVE)),
            {key: bounds for key, bounds in bands.items() if bounds},
            sent["k"],
            sent["l"],
        )
        return facts, design

    def add_problems(self, problems: Iterable[ExportRefused]) -> None:
        """Put what a door refused to the fields that it is about."""
        for problem in problems:
            name = ":".join(problem.about)
            self.add_error(name if name in self.fields else None, str(problem))

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        for entry in self._entries:
            if sent.get(f"rank:{entry.key}") and sent.get(f"use:{entry.key}") != QUASI:
                self.add_error(f"rank:{entry.key}", _("Only what makes recognisable has a rank."))
        return sent

    def _used(self, *uses: str) -> list[str]:
        return [entry.key for entry in self._entries if self.cleaned_data.get(f"use:{entry.key}") in uses]

    def _row(self, entry: Entry) -> Row:
        fields = [self[name] if name in self.fields else None for name in _names(entry.key)]
        return Row(entry, self[f"use:{entry.key}"], *fields[1:])


class ExportForm(forms.Form):
    """Which files are to be made."""

    file_format = forms.ChoiceField(
        label=_("Format"), choices=[("", _("choose")), *((name, FORMATS[name]) for name in WRITERS)]
    )
    language = forms.ChoiceField(
        label=_("Language of the labels"), choices=[("", _("choose")), *LANGUAGES.items()]
    )


def values_of(project: ResearchProject) -> dict[str, Any]:
    """A proposal like that of another project, for a form; its short name is its own."""
    ranks = {key: rank for rank, key in enumerate(project.quasi_identifiers, 1)}
    values: dict[str, Any] = {
        name: getattr(project, name) for name in ("title", "institution", "purpose", "k", "l")
    }
    for key in project.variables:
        values[f"use:{key}"] = use_of(project, key)
    values |= {f"rank:{key}": rank for key, rank in ranks.items()}
    values |= {
        f"bands:{key}": "; ".join(f"{bound:g}" for bound in bounds) for key, bounds in project.bands.items()
    }
    return values


def _names(key: str) -> tuple[str, str, str]:
    return f"use:{key}", f"rank:{key}", f"bands:{key}"


def _fields_of(entry: Entry) -> dict[str, forms.Field]:
    use, rank, bands = _names(entry.key)
    facts = {"name": entry.label}
    fields: dict[str, forms.Field] = {
        use: forms.ChoiceField(
            label=_("%(name)s: handed over") % facts, required=False, choices=list(_uses_of(entry))
        )
    }
    if not entry.is_repeated:
        fields[rank] = forms.IntegerField(
            label=_("%(name)s: rank") % facts, required=False, min_value=1, max_value=_LAST
        )
    if entry.is_number:
        fields[bands] = BandsField(label=_("%(name)s: lower bounds") % facts, required=False, max_length=200)
    for field in fields.values():
        field.widget.attrs["aria-label"] = field.label
    return fields


def _uses_of(entry: Entry) -> Iterator[tuple[str, Any]]:
    """A circumstance makes recognisable in any case; k is not counted over the rows of a repeat."""
    for use, label in USES.items():
        if entry.is_circumstance and use in (PLAIN, SENSITIVE):
            continue
        if not entry.is_repeated or use in ("", PLAIN):
            yield use, label
