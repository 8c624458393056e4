from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_noop as _


class AccountsConfig(AppConfig):
    name = "ankommen.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator

        from ankommen.journal.services import declare_verbs

        from .journal.scopes import register_journal
        from .login.factors import without_seconds
        from .seals import register_all

        register_all()
        register_journal()
        pre_save.connect(without_seconds, sender=Authenticator)
        declare_verbs(
            "accounts",
            {
                "created": _("An account was created."),
                "password_changed": _("A password was changed by its owner."),
                "factor_added": _("A second factor was added by its owner."),
                "factor_removed": _("A second factor was removed by its owner."),
                "codes_made": _("New recovery codes were made by their owner."),
                "logins_ended": _("All other logins of an account were ended by its owner."),
                "locked": _("An account was locked: its last day is over."),
                "deleted": _("An account was deleted, six months after its last day."),
            },
        )
