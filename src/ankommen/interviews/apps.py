from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class InterviewsConfig(AppConfig):
    name = "ankommen.interviews"
    label = "interviews"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        from .seals import register_all

        register_all()
        declare_verbs(
            "interviews",
            {
                "stored": _("An interview was stored."),
                "refused": _("Somebody refused the interview."),
                "withdrawn": _("An interview was withdrawn by receipt code."),
                "expired": _("The answers of an interview were deleted, because their time was over."),
                "shown": _("The needs of an interview were shown by receipt code."),
            },
            coarse=True,
        )
