from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_noop as _


class AccountsConfig(AppConfig):
    name = "ankommen.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator

        from ankommen.journal.services import declare_verbs

        from .journalsearch.scopes import register_journal
        from .login.factors import without_seconds
        from .people.scopes import register_people
        from .seals import register_all

        register_all()
        register_journal()
        register_people()
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
                "seen": _("Accounts were looked at."),
                "invited": _("Somebody was invited."),
                "invitation_confirmed": _("An invitation was confirmed by a second person."),
                "invitation_withdrawn": _("An invitation was withdrawn."),
                "membership_begun": _("A membership began."),
                "membership_ended": _("A membership was ended."),
                "renewal_begun": _("The renewal of a password began; the logins of the account ended."),
                "renewal_confirmed": _("The renewal of a password was confirmed by a second person."),
                "renewal_withdrawn": _("The renewal of a password was stopped."),
                "password_renewed": _("A password was renewed with a code; all second factors went with it."),
                "deleted": _("An account was deleted, six months after its last day."),
            },
        )
