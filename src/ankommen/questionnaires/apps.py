from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class QuestionnairesConfig(AppConfig):
    name = "ankommen.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        declare_verbs(
            "questionnaires",
            {
                "uploaded": _("A draft of a questionnaire was uploaded."),
                "discarded": _("A draft of a questionnaire was discarded."),
                "published": _("A version of a questionnaire was published."),
                "retired": _("A version of a questionnaire was retired."),
                "language_updated": _("Texts of a language were uploaded."),
                "language_released": _("A language of a questionnaire was released."),
                "language_held_back": _("A language of a questionnaire was held back."),
                "text_corrected": _("A translated text of a questionnaire was corrected."),
            },
        )
