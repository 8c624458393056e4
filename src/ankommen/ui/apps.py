from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ankommen.ui"
    label = "ui"
