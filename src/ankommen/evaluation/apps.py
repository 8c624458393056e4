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
            },
        )
