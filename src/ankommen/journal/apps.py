from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "ankommen.journal"
    label = "journal"
