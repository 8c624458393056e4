from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ankommen.accounts"
    label = "accounts"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        declare_verbs("accounts", {"created": "An account was created."})
