from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class EvaluationConfig(AppConfig):
    name = "ankommen.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        from .seals import register_all

        register_all()
        declare_verbs(
            "evaluation",
            {
                "released": _("Figures were released."),
                "linked": _("A link between two versions was confirmed."),
                "project_proposed": _("A research project was proposed."),
                "project_released": _("A research project was released by a second person."),
                "project_exported": _("Data of a research project were handed over."),
                "project_ended": _("A research project ended, and its key was destroyed."),
            },
        )
