from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class AccountsConfig(AppConfig):
    name = "ankommen.accounts"
    label = "accounts"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        from .journal.scopes import register_journal

        register_journal()
        declare_verbs("accounts", {"created": _("An account was created.")})
