from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ankommen.config"
    label = "config"

    def ready(self) -> None:
        from . import checks, declarationchecks  # noqa: F401  (they register the system checks)
