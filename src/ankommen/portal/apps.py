from django.apps import AppConfig
from django.utils.translation import gettext_noop as _


class PortalConfig(AppConfig):
    name = "ankommen.portal"
    label = "portal"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        declare_verbs(
            "portal",
            {
                "texts_translated": _("Texts of the public pages were translated."),
                "meaning_kept": _("A changed text was said to mean the same as before."),
                "language_released": _("A language of the public pages was released."),
                "language_held_back": _("A language of the public pages was taken back."),
                "term_changed": _("A word of the glossary was changed."),
                "term_removed": _("A word of the glossary was removed."),
                "search_term_added": _("A search word was added."),
                "search_term_changed": _("A search word was changed."),
                "search_term_removed": _("A search word was taken out."),
                "search_term_put_back": _("A search word was put back."),
                "search_terms_taken_in": _("A table of search words was taken in."),
            },
        )
