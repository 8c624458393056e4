from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ankommen.places.queries import active_sites
from ankommen.ui.forms import DayField

from ..models import Invitation, Membership, Organisation, Role, User
from ..services import Place
from .rules import needs_second_person, roles_given_by


def _to_come(day: date | None) -> date | None:
    if day and day < timezone.localdate():
        raise forms.ValidationError(_("This day has passed. Choose today or a day to come."))
    return day


class NameForm(forms.Form):
    """Whom to find."""

    text = forms.CharField(label=_("Name or user name"), max_length=160)


class InviteForm(forms.Form):
    """Who is to work here, as what, where and until when. No name: the person gives it."""

    kind = forms.ChoiceField(
        label=_("Who is it?"),
        choices=[(kind.value, kind.label) for kind in (Invitation.Kind.ACCOUNT, Invitation.Kind.MEMBERSHIP)],
        widget=forms.RadioSelect,
    )
    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Organisation"), empty_label="–"
    )
    site = forms.ChoiceField(label=_("Site"), required=False)
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_(
            "Day.month.year. Leave it empty where no end is known. On the day after, the access is shut."
        ),
    )

    def __init__(self, *args: Any, by: User, everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = roles_given_by(by)
        self.fields["role"].choices = [("", "–"), *((role.value, role.label) for role in given)]  # type: ignore[attr-defined]
        if any(needs_second_person(by, role) for role in given):
            self.fields["role"].help_text = _(
                "With a role that reaches people's cases or answers, the code works only when the data "
                "protection officer has confirmed it."
            )
        self.fields["site"].choices = [("", "–"), *((site.slug, site.name) for site in active_sites())]  # type: ignore[attr-defined]
        if not everywhere:
            del self.fields["organisation"]
        self._own = by.workplace

    def clean_ends_on(self) -> date | None:
        return _to_come(self.cleaned_data["ends_on"])

    def place(self) -> Place:
        """What was chosen."""
        chosen = self.cleaned_data
        organisation: Organisation = chosen.get("organisation", self._own)
        return Place(organisation.pk, Role(chosen["role"]), chosen["site"] or None, chosen["ends_on"])


class EndForm(forms.Form):
    """When a membership ends. Whoever ends the own one says so."""

    when = forms.ChoiceField(
        label=_("When does it end?"),
        choices=[("now", _("At once")), ("on", _("At the end of a day"))],
        widget=forms.RadioSelect,
    )
    day = DayField(label=_("Last day"), required=False)
    own = forms.BooleanField(
        label=_("I know that this is my own access."),
        error_messages={"required": _("This is your own access. Please say that you mean it.")},
    )

    def __init__(self, *args: Any, membership: Membership, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if membership.user != by:
            del self.fields["own"]

    def clean_day(self) -> date | None:
        return _to_come(self.cleaned_data["day"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("when") == "on" and not given.get("day") and "day" not in self.errors:
            self.add_error("day", _("Please say which day is the last."))
        return given

    def last_day(self) -> date | None:
        """The day that was chosen; None for at once."""
        return self.cleaned_data["day"] if self.cleaned_data["when"] == "on" else None
