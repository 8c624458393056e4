"""What allauth asks us: which steps a login has, who may log in, and how a secret is sealed."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from ankommen.places.queries import the_city
from ankommen.vault.queries import ring

from ..models import User
from ..seals import SECRET
from . import ends
from .known_browser import remember_browser

_STAGES = ["ankommen.accounts.login.stages.SecondFactorStage"]


class LoginAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Logging in by name: no sign-up, no e-mail, and messages are the pages' own affair."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts begin with an invitation."""
        return False

    def get_login_stages(self) -> list[str]:
        """What comes after the password."""
        return _STAGES

    def pre_login(self, request: HttpRequest, user: User, **_: Any) -> HttpResponse | None:
        """Turn away whoever does not work here any more, password and passkey alike."""
        if user.is_active and user.membership is not None:
            return None
        messages.error(request, str(ends.HAS_ENDED))
        return redirect("accounts:login")

    def login(self, request: HttpRequest, user: User) -> None:
        """All steps are done."""
        super().login(request, user)
        ends.begin(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Send the person on, from a browser that is known from now on."""
        response: HttpResponse = redirect(kwargs["redirect_url"] or "desk")
        remember_browser(request, response, user.username)
        return response

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Whether to prove oneself again before factors change."""
        return not ends.recently_proved(context.request)

    def add_message(self, *_: Any, **__: Any) -> None:
        """Nothing: the pages say it."""

    def send_notification_mail(self, *_: Any, **__: Any) -> None:
        """Nothing: there are no addresses."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: what they are called, and their secrets sealed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This was not accepted. Please try again."),
    }

    def get_totp_issuer(self) -> str:
        """What the app on the phone shows above the code."""
        city = the_city()
        return f"ankommen {city.name}" if city else "ankommen"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a passkey belongs to: the name under which we are reached."""
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": self.get_totp_issuer()}

    def encrypt(self, text: str) -> str:
        """Sealed with the vault's ring."""
        return base64.b64encode(ring().seal(text.encode(), place=SECRET)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises SealBroken, ValueError."""
        return ring().open(base64.b64decode(encrypted_text, validate=True), place=SECRET).decode()
