"""What somebody logs in with; what of it was given up does not come back with a backup."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from ankommen.journal.services import note_change

from ..login.factors import factors_of
from ..models import User


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Let the account's password be this one from now on."""
    user.set_password(password)
    user.save(update_fields=["password"])
    note_change(user, "password", "changed")


def void_password_again(pk: str, _state: str) -> None:
    """A password given up since the backup opens nothing: it is renewed first."""
    User.objects.filter(pk=pk).update(password=make_password(None))


def forget_factor_again(pk: str) -> None:
    """A factor that a restored backup brought back goes again.

    Where a factor is required and none is left, because the new one came after the backup, the password alone
    must not be enough to add one: it is void, too.
    """
    factor = Authenticator.objects.filter(pk=pk).select_related("user").first()
    if factor is None:
        return
    factor.delete()
    if settings.REQUIRE_SECOND_FACTOR and not factors_of(factor.user).exists():
        void_password_again(str(factor.user_id), "")
