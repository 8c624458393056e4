from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ankommen.accounts.queries import active_accounts, organisations, other_organisations, who_may
from ankommen.engines import papercodes
from ankommen.engines.languages import known_languages
from ankommen.engines.languages import language as language_of
from ankommen.places.queries import active_sites, the_city
from ankommen.ui.forms import DayField

from .models import Case, EmergencyAccess, Given, Grant, Group
from .services.sharing import latest_day

if TYPE_CHECKING:
    from ankommen.accounts.models import Organisation

_CONTACT = {"phone": 60, "email": 200, "address": 300}
_SPECIAL = ("health", "disability", "protection")
_NOTHING_OF_PAPERS = _(
    "Write nothing about papers or residence status: nobody here needs it, and others must report it."
)


def client_languages() -> list[tuple[str, str]]:
    """Languages to choose from, each in itself: those of the city's interviews first."""
    city = the_city()
    first: list[str] = (city.facts.get("interview_languages") if city else None) or []
    others = sorted(
        (one for one in known_languages().values() if one.code not in first), key=lambda one: one.endonym
    )
    return [(code, language_of(code).endonym) for code in first] + [(one.code, one.endonym) for one in others]


class SentOnce(forms.Form):
    """A form with a number of its own: sent twice, because no answer came, it is stored once."""

    number = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def take_new_number(self) -> None:
        """What is shown again after a refusal is another piece of content."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["number"] = str(uuid4())  # type: ignore[index]


class ClientForm(forms.Form):
    """Who it is and how to reach them. Nothing but name and language is asked for."""

    name = forms.CharField(label=_("Name in Latin letters"), max_length=200)
    own_name = forms.CharField(label=_("Name in the own script"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"))
    phone = forms.CharField(label=_("Phone"), max_length=_CONTACT["phone"], required=False)
    email = forms.CharField(label=_("E-mail"), max_length=_CONTACT["email"], required=False)
    address = forms.CharField(label=_("Address"), max_length=_CONTACT["address"], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", "–"), *client_languages()]  # type: ignore[attr-defined]

    def contact(self) -> dict[str, str]:
        """What was given to reach the person."""
        return {key: self.cleaned_data[key] for key in _CONTACT if self.cleaned_data[key]}


class OpenForm(SentOnce, ClientForm):
    """A new case, with the consent that it needs. secret: what the person's code is made of."""

    secret = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    site = forms.ChoiceField(label=_("Where?"), required=False)
    given = forms.ChoiceField(
        label=_("How did the person agree?"), choices=Given.choices, widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(
        label=_("The person has read or heard this and said yes."),
        error_messages={"required": _("Without consent no case is opened. Help is given all the same.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [("", "–"), *((site.slug, site.name) for site in active_sites())]  # type: ignore[attr-defined]


class ChangeForm(ClientForm):
    """All facts of a client, special categories among them."""

    health = forms.CharField(
        label=_("Health: what helps to help"), max_length=2000, required=False, widget=forms.Textarea
    )
    disability = forms.CharField(
        label=_("Disability"), max_length=2000, required=False, widget=forms.Textarea
    )
    protection = forms.CharField(
        label=_("Protection from violence"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=_NOTHING_OF_PAPERS,
    )

    def special(self) -> dict[str, str]:
        """What was given of the special categories."""
        return {key: self.cleaned_data[key] for key in _SPECIAL if self.cleaned_data[key]}


class NoteForm(SentOnce):
    """One note."""

    text = forms.CharField(
        label=_("Note in the case"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_NOTHING_OF_PAPERS,
    )
    is_protected = forms.BooleanField(
        label=_("Not shown to the person (third parties, danger)"), required=False
    )


class AssignForm(forms.Form):
    """Who is responsible from now on."""

    to = forms.ModelChoiceField(label=_("Who goes on?"), queryset=active_accounts())

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = who_may("case", "change", organisation=organisation)  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Why a case ends."""

    reason = forms.ChoiceField(
        label=_("Why does it end?"), choices=Case.CloseReason.choices, widget=forms.RadioSelect
    )


class BlockForm(forms.Form):
    """Why nobody is to see a case for now."""

    reason = forms.CharField(label=_("Why? The person gets an answer to this."), max_length=500)


class EraseForm(forms.Form):
    """The number of the case, typed by whoever erases it."""

    number = forms.CharField(label=_("Type the number of the case to erase it"), max_length=20)

    def __init__(self, *args: Any, number: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = number

    def clean_number(self) -> str:
        if papercodes.normalised(self.cleaned_data["number"], len(self.expected)) != self.expected:
            raise forms.ValidationError(_("This is not the number of this case."))
        return self.expected


class ShareForm(forms.Form):
    """What goes to whom, for what, until when. Nothing is chosen in advance."""

    to = forms.ModelChoiceField(label=_("To whom?"), queryset=organisations(), empty_label="–")
    purpose = forms.ChoiceField(label=_("What for?"), choices=Grant.Purpose.choices, widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(
        label=_("What may they see, beside name and language?"),
        choices=Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = DayField(label=_("Until when?"))
    language = forms.ChoiceField(label=_("In which language do you show the person the text?"))
    releases_secrecy = forms.BooleanField(required=False, widget=forms.HiddenInput)
    given = forms.ChoiceField(choices=Given.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = other_organisations(organisation)  # type: ignore[attr-defined]
        self.fields["until"].help_text = _("Day.month.year, %(latest)s at the latest.") % {
            "latest": f"{latest_day(timezone.localdate()):%d.%m.%Y}"
        }
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            ("", "–"), *((code, language_of(code).endonym) for code in languages)
        ]  # fmt: skip

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= latest_day(today):
            raise forms.ValidationError(_("A grant ends within six months. Ask again after that."))
        return until


class EmergencyForm(forms.Form):
    """Why a case has to be opened by somebody who is not responsible for it."""

    number = forms.CharField(label=_("Number of the case"), max_length=20)
    category = forms.ChoiceField(
        label=_("What kind of emergency?"), choices=EmergencyAccess.Category.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why can it not wait? (one sentence at least)"), max_length=1000, widget=forms.Textarea
    )


class ReviewForm(forms.Form):
    """Whether an emergency access was justified."""

    review = forms.ChoiceField(choices=EmergencyAccess.Review.choices)


class ReceiptForm(forms.Form):
    """The code on the sheet of an interview."""

    receipt = forms.CharField(label=_("Receipt code of the interview"), max_length=40)


class CodeForm(forms.Form):
    """The person's own code."""

    code = forms.CharField(label=_("Your case code"), max_length=40)


class SearchForm(forms.Form):
    """A name, however it is spelt, or a number."""

    text = forms.CharField(label=_("Name or number"), max_length=200)
