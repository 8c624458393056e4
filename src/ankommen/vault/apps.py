from typing import Any

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db.models.signals import post_migrate


class VaultConfig(AppConfig):
    name = "ankommen.vault"
    label = "vault"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the system check)

        post_migrate.connect(_note_keys, sender=self)


def _note_keys(*, apps: Any = apps, **_: Any) -> None:
    """After `migrate` the database knows its keys, unless it was migrated to a time before the vault."""
    from .keychecks import note_keys

    if "keycheck" not in apps.all_models["vault"]:
        return
    try:
        note_keys()
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error
