from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .access import password_fits
from .login.factors import factor_of_code
from .login.passwords import LONGEST, HardToGuess
from .models import User


class PasswordField(forms.CharField):
    """A password; `autocomplete` tells the browser whether it knows it already."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=LONGEST, widget=widget, **kwargs)


class LoginForm(forms.Form):
    """User name and password. Raises TooManyGuesses when it is checked too often."""

    username = UsernameField(
        label=_("User name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = PasswordField(label=_("Password"))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            cleaned["user"] = authenticate(
                self.request, username=cleaned["username"], password=cleaned["password"]
            )
            if cleaned["user"] is None:
                raise ValidationError(_("This user name and this password do not belong together."))
        return cleaned


class CodeForm(forms.Form):
    """A code of the app, or of the paper. Raises TooManyGuesses when it is checked too often."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits from your app, or one of the codes on your paper."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if code := cleaned.get("code"):
            cleaned["factor"] = factor_of_code(self.request, self.user, code)
            if cleaned["factor"] is None:
                sentence = _("This code is wrong or was used already. Please wait for the next one.")
                self.add_error("code", sentence)
        return cleaned


class FirstCodeForm(forms.Form):
    """The first code that a new app shows."""

    code = forms.CharField(
        label=_("Code that the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasswordForm(forms.Form):
    """The password once more. Raises TooManyGuesses when it is checked too often."""

    password = PasswordField(label=_("Your password"))

    def __init__(self, *args: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not password_fits(self.request, self.user, password):
            raise ValidationError(_("This is not your password."))
        return password


class _TypedTwice(forms.Form):
    """A new password of `self.user`."""

    new = PasswordField(label=_("New password"), help_text=HardToGuess.help_text, autocomplete="new-password")
    again = PasswordField(label=_("New password again"), autocomplete="new-password")
    user: User

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned


class NewPasswordForm(_TypedTwice, PasswordForm):
    """A new password, typed twice, behind the present one."""

    field_order = ("password", "new", "again")


class NewSecretForm(_TypedTwice):
    """A new password of an account whose owner has forgotten the old one."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class InvitationCodeForm(forms.Form):
    """The code of an invitation."""

    code = forms.CharField(
        label=_("Code from your paper"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )


class NewAccountForm(_TypedTwice):
    """How an invited person wants to be called here, and the password."""

    IS_TAKEN = _("Somebody here has this user name already. Please choose another one.")

    full_name = forms.CharField(
        label=_("Your name"),
        help_text=_("First name and surname, as your colleagues know you."),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = UsernameField(
        label=_("User name"),
        help_text=_("You log in with it. Letters, digits, dot and hyphen, without blanks."),
        max_length=80,
        validators=[
            RegexValidator(r"^[\w.-]{2,}\Z", _("Only letters, digits, dot and hyphen, two at least."))
        ],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    field_order = ("full_name", "username", "new", "again")

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(self.IS_TAKEN)
        return username

    def clean_new(self) -> str:
        names = {name: self.cleaned_data.get(name, "") for name in ("username", "full_name")}
        self.user = User(**names)
        return super().clean_new()


class RemovalForm(forms.Form):
    """Which factor goes."""

    factor = forms.IntegerField(min_value=1, max_value=2**31)
