"""When a login ends: after 15 minutes without input, after ten hours, or when the person's time here is over.

These times stand in a signed cookie that is bound to the login, not in its row: a second beside an interview
would name whose it was (decision 0004). So a login is two cookies, and the key of a row alone opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ankommen.journal.services import record

from ..models import User

COOKIE = f"{settings.COOKIE_PREFIX}login"
LONGEST = 10 * 3600  # seconds
FRESH = 5 * 60  # seconds for which a proof is believed again

IS_OVER = _("Your login is over. Please log in again.")
HAS_ENDED = _("Your access has ended. Please ask the lead of your team.")


@dataclass(frozen=True)
class Times:
    """Of a login, in seconds since 1970: when it began, was last used, and the person proved herself."""

    began: int
    used: int
    proved: int


def begin(request: HttpRequest) -> None:
    """A login begins with this request."""
    now = _now()
    request.login_times = Times(now, now, now)  # type: ignore[attr-defined]


def prove(request: HttpRequest) -> None:
    """The person has just shown the strongest factor that the account has."""
    if times := _times(request):
        request.login_times = replace(times, proved=_now())  # type: ignore[attr-defined]


def recently_proved(request: HttpRequest) -> bool:
    """Whether that was within the last five minutes."""
    times = _times(request)
    return times is not None and 0 <= _now() - times.proved <= FRESH


def cookie_of_login(session: SessionBase, times: Times | None = None) -> str:
    """The content of the cookie that belongs to this session; without times, for a login of this second."""
    return _signer(session).sign_object(asdict(times or Times(*[_now()] * 3)))


@transaction.atomic
def end_other_logins(request: HttpRequest, user: User, *, because: str) -> None:
    """End every login of the account but this one. because: a verb of the accounts room."""
    User.objects.filter(pk=user.pk).update(logins_ended=F("logins_ended") + 1)
    user.refresh_from_db(fields=["logins_ended"])
    update_session_auth_hash(request, user)
    record(f"accounts.{because}", user, by=user)


def login_ends(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: ends a login whose time is over, and renews the others with each request."""

    def respond(request: HttpRequest) -> HttpResponse:
        _judge(request)
        response = get_response(request)
        if (times := _times(request)) and request.user.is_authenticated:
            _keep(request, response, replace(times, used=_now()))
        elif COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE)
        return response

    return respond


def _judge(request: HttpRequest) -> None:
    """End the login if its time is over, with a sentence for the login page."""
    if request.user.is_authenticated:
        times = _read(request)
        if reason := _reason(request, times):
            logout(request)
            messages.info(request, str(reason))
        else:
            request.login_times = times  # type: ignore[attr-defined]
    elif COOKIE in request.COOKIES:  # the row or its cookie is gone already
        messages.info(request, str(IS_OVER))


def _reason(request: HttpRequest, times: Times | None) -> Promise | None:
    if times is None or _now() - times.used > settings.SESSION_COOKIE_AGE or _now() - times.began > LONGEST:
        return IS_OVER
    return HAS_ENDED if request.user.membership is None else None  # type: ignore[union-attr]


def _read(request: HttpRequest) -> Times | None:
    """The times of this very login. None where the cookie is missing, changed or another login's."""
    try:
        return Times(**_signer(request.session).unsign_object(request.COOKIES.get(COOKIE, "")))
    except (BadSignature, TypeError):
        return None


def _keep(request: HttpRequest, response: HttpResponse, times: Times) -> None:
    value = cookie_of_login(request.session, times)
    response.set_cookie(
        COOKIE, value, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )  # ends with the browser


def _times(request: HttpRequest) -> Times | None:
    return getattr(request, "login_times", None)


def _signer(session: SessionBase) -> Signer:
    return Signer(salt=f"ankommen.accounts.login:{session.session_key}")


def _now() -> int:
    return int(timezone.now().timestamp())
