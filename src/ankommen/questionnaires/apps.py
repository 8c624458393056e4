from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    name = "ankommen.questionnaires"
    label = "questionnaires"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        declare_verbs(
            "questionnaires",
            {
                "uploaded": "A draft of a questionnaire was uploaded.",
                "discarded": "A draft of a questionnaire was discarded.",
                "published": "A version of a questionnaire was published.",
                "retired": "A version of a questionnaire was retired.",
                "language_updated": "Texts of a language were uploaded.",
                "language_released": "A language of a questionnaire was released.",
                "language_held_back": "A language of a questionnaire was held back.",
                "text_corrected": "A translated text of a questionnaire was corrected.",
            },
        )
