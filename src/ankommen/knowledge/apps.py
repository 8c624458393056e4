from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "ankommen.knowledge"
    label = "knowledge"
