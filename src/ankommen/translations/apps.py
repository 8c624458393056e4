from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    name = "ankommen.translations"
    label = "translations"
