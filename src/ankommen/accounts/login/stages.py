"""The step between password and desk."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpResponse
from django.shortcuts import redirect


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks whoever has a second factor for it, unless a passkey alone was the login."""

    urlname = "accounts:second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """A redirect where the step is needed; always go on afterwards."""
        return (redirect(self.urlname) if self._should_handle(self.request) else None), True
