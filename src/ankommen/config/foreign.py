"""What the tables of other packages hold about people. Our own models say it themselves."""

from __future__ import annotations

from django.db.models import Model

from ankommen.engines.dataprotection import DataClass

_EMPTY = DataClass(purpose="None: comes with a package, and stays empty")

FOREIGN = {
    "account.EmailAddress": _EMPTY,  # the program asks nobody for an address
    "account.EmailConfirmation": _EMPTY,
    "auth.Group": _EMPTY,  # rights stand in accounts.policy
    "auth.Permission": DataClass(purpose="Names of Django's own rights, which open nothing here"),
    "contenttypes.ContentType": DataClass(purpose="Names of the tables"),
    "mfa.Authenticator": DataClass(
        purpose="Second factors: app, passkeys and recovery codes, secrets sealed",
        basis="Art. 32 GDPR",
        subjects="members of staff and of partner organisations",
        retention="until the person removes it, at the latest with the account; keeps the day of last use",
        exported="not exported: the person sees kind, name and days on the own page; secrets are never shown",
        erased="with the account",
        goes_with="accounts.User",
        erase_again="ankommen.accounts.services.credentials.forget_factor_again",
    ),
    "sessions.Session": DataClass(
        purpose="Present logins, sealed",
        basis="Art. 32 GDPR",
        subjects="members of staff; without a name whoever chose a language or is about to log in",
        retention="the full hour after the last input, deleted within the hour after",
        exported="not exported: it is over before it could be",
        erased="by age, by logging out",
        expires=("ankommen.accounts.retention.SESSIONS",),
    ),
}


def data_class_of(model: type[Model]) -> DataClass | None:
    """The declaration of a model, ours or of another package; None where there is none."""
    own = getattr(model, "data_class", None)
    return own if isinstance(own, DataClass) else FOREIGN.get(model._meta.label)
