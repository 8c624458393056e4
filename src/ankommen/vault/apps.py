from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "ankommen.vault"
    label = "vault"
