"""A cookie that says in which browser a person has logged in before; guesses there count for themselves.

Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies. It holds a random number and keyed
digests of user names, and opens nothing.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from ankommen.vault.queries import ring

COOKIE = f"{settings.COOKIE_PREFIX}browser"
_DAYS = 400  # browsers keep no cookie longer
_NAMES = 20  # of people who share a computer
_signer = Signer(salt="ankommen.accounts.known_browser")


def number_of_browser(request: HttpRequest | None, name: str) -> str:
    """The random number of this browser if that person has logged in here before; else empty."""
    number, known = _content(request)
    digests = ring().digests(name, purpose="known browser")
    return number if any(digest in known for digest in digests) else ""


def remember_browser(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """This person has logged in here."""
    number, known = _content(request)
    digest = ring().digests(name, purpose="known browser")[0]
    content = {
        "number": number or secrets.token_urlsafe(16),
        "known": [digest, *(each for each in known if each != digest)][:_NAMES],
    }
    response.set_cookie(
        COOKIE,
        _signer.sign_object(content, compress=True),
        max_age=_DAYS * 24 * 3600,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _content(request: HttpRequest | None) -> tuple[str, list[str]]:
    try:
        content = _signer.unsign_object(request.COOKIES[COOKIE] if request else "")
    except (BadSignature, KeyError):
        return "", []
    return content["number"], content["known"]
