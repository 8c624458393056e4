from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "ankommen.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        declare_verbs(
            "evaluation",
            {
                "released": "Figures were released.",
                "linked": "A link between two versions was confirmed.",
                "project_proposed": "A research project was proposed.",
                "project_released": "A research project was released by a second person.",
                "project_exported": "Data of a research project were handed over.",
                "project_ended": "A research project ended, and its key was destroyed.",
            },
        )
