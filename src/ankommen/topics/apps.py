from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "ankommen.topics"
    label = "topics"
