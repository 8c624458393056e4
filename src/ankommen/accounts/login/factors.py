"""Second factors of an account: an app that shows codes, passkeys, and codes on paper if both fail."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from ankommen.journal.services import note_erasure

from ..brake import braked, used_before
from ..models import User
from . import ends

APP, PASSKEY, PAPER = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
_LONGEST_NAME = 60


def factors_of(user: User) -> QuerySet[Authenticator]:
    """The app and the passkeys of an account, the oldest first."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type__in=(APP, PASSKEY))
    return rows.order_by("pk")


def ways_of(user: User) -> dict[str, bool]:
    """What a page that asks for a factor shows: an app, a passkey, and whether that is the usual way."""
    kinds = set(factors_of(user).values_list("type", flat=True))
    return {
        "has_app": APP in kinds,
        "has_passkey": PASSKEY in kinds,
        "passkey_first": kinds == {PASSKEY},
    }


def codes_left(user: User) -> int | None:
    """How many codes on paper are not used yet; None where none were ever made."""
    paper = Authenticator.objects.filter(user=user, type=PAPER).first()
    return len(paper.wrap().get_unused_codes()) if paper else None


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this login was made, or strengthened since, with a second factor."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def fresh_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was shown within the last five minutes.

    Where the installation does without (ANKOMMEN_REQUIRE_SECOND_FACTOR), the password counts for whoever has
    none.
    """
    strong = used_second_factor(request) or not settings.REQUIRE_SECOND_FACTOR
    return strong and ends.recently_proved(request)


def factor_of_code(request: HttpRequest, user: User, code: str) -> Authenticator | None:
    """The app or the paper that this code comes from; each code opens once. Raises TooManyGuesses."""
    with braked(request, "code", user.username) as guess:
        for factor in Authenticator.objects.filter(user=user, type__in=(APP, PAPER)):
            if not factor.wrap().validate_code(code):
                continue
            if factor.type == APP and _is_used(user, code):
                break
            guess.was_right()
            return factor
    return None


def accept(request: HttpRequest, factor: Authenticator, *, alone: bool = False) -> None:
    """This factor was shown. alone: it was the whole login."""
    post_authentication(request, factor, passwordless=alone)
    ends.prove(request)


def begin_app(request: HttpRequest, user: User, *, anew: bool) -> tuple[str, str]:
    """The secret for an app and its address for a picture. anew: not the one of the page shown before."""
    secret = totp.get_totp_secret(regenerate=anew)
    return secret, get_adapter().build_totp_url(user, secret)


def add_app(request: HttpRequest, user: User, code: str) -> bool:
    """Store the app if it shows the right code. One account has one app. Raises TooManyGuesses."""
    with braked(request, "code", user.username) as guess:
        secret = totp.get_totp_secret()
        if not totp.validate_totp_code(secret, code) or factors_of(user).filter(type=APP).exists():
            return False
        guess.was_right()
    _is_used(user, code)
    _added(request, user, totp.TOTP.activate(user, secret).instance)
    totp.clear_totp_secret(request)
    return True


def begin_passkey(user: User) -> dict[str, Any]:
    """What the browser needs to make a passkey that names its account and asks for a finger or a PIN."""
    return dict(webauthn.begin_registration(user, passwordless=True))


def add_passkey(request: HttpRequest, user: User, name: str, credential: Any) -> None:
    """Store a passkey that the browser has made. Raises ValidationError."""
    with _sound():
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    _added(request, user, webauthn.WebAuthn.add(user, name[:_LONGEST_NAME], credential).instance)


def ask_for_passkey(user: User | None) -> dict[str, Any]:
    """What the browser needs to show a passkey of the account, or of anybody who has one for us."""
    return dict(webauthn.begin_authentication(user))


def factor_of_passkey(request: HttpRequest, credential: Any, user: User | None) -> Authenticator:
    """The passkey that signed, of this account or of whomever it names.

    Only a signature under the number of one of her passkeys is looked at and counted. Strangers do not know
    that number, so they cannot shut it. Raises ValidationError and TooManyGuesses.
    """
    with _sound():
        shown = webauthn.parse_authentication_response(credential)
        owner = user or webauthn.extract_user_from_response(credential)
        if webauthn.get_authenticator_by_credential_id(owner, shown.raw_id) is None:
            raise ValidationError(get_adapter().error_messages["incorrect_code"])
    with braked(request, "passkey", owner.username) as guess, _sound():
        factor = webauthn.complete_authentication(owner, credential)
        guess.was_right()
    return factor


@transaction.atomic
def make_codes(user: User) -> list[str]:
    """Ten new codes for paper. Those made before open nothing any more; these are never shown again."""
    User.objects.select_for_update().get(pk=user.pk)
    _forget(Authenticator.objects.filter(user=user, type=PAPER))
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


@transaction.atomic
def remove_factor(factor: Authenticator) -> None:
    """Forget a factor; with the last one the codes on paper go, too."""
    all_of_them = Authenticator.objects.filter(user=factor.user)
    others = factors_of(factor.user).exclude(pk=factor.pk)
    _forget(all_of_them.filter(pk=factor.pk) if others.exists() else all_of_them)


@transaction.atomic
def forget_factors(user: User) -> None:
    """Forget all factors of an account, the codes on paper among them: its owner begins anew."""
    _forget(Authenticator.objects.filter(user=user))


def without_seconds(sender: type[Authenticator], instance: Authenticator, **_: Any) -> None:
    """Keep the day of making and last use: a second would tell who sat at the interview of that moment.

    Receives `pre_save`.
    """
    for name in ("created_at", "last_used_at"):
        if moment := getattr(instance, name):
            setattr(instance, name, moment.replace(hour=0, minute=0, second=0, microsecond=0))


def _forget(factors: QuerySet[Authenticator]) -> None:
    """They open nothing any more, also when a backup brings them back."""
    for factor in factors:
        note_erasure(factor)
    factors.delete()


def _is_used(user: User, code: str) -> bool:
    """Whether the app's code was given before: it is good for a minute and a half, but once."""
    return used_before("code", user.username, normalize_user_code(code))


def _added(request: HttpRequest, user: User, factor: Authenticator) -> None:
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
    ends.prove(request)


@contextmanager
def _sound() -> Iterator[None]:
    """The readers of passkeys raise whatever a strange content makes them stumble over."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError, struct.error) as error:
        raise ValidationError(get_adapter().error_messages["incorrect_code"]) from error
