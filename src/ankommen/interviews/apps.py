from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    name = "ankommen.interviews"
    label = "interviews"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        declare_verbs(
            "interviews",
            {
                "stored": "An interview was stored.",
                "refused": "Somebody refused the interview.",
                "withdrawn": "An interview was withdrawn by receipt code.",
                "shown": "The needs of an interview were shown by receipt code.",
            },
            coarse=True,
        )
