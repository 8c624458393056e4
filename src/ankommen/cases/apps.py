from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "ankommen.cases"
    label = "cases"

    def ready(self) -> None:
        from ankommen.journal.services import declare_verbs

        from . import access  # registers the scopes of POLICY  # noqa: F401

        declare_verbs(
            "cases",
            {
                "seen": "A case was looked at.",
                "opened": "A case was opened.",
                "changed": "Facts of a client were changed.",
                "noted": "A note was written.",
                "assigned": "A case was given to somebody.",
                "closed": "A case was closed.",
                "reopened": "A case was opened again.",
                "shared": "A case was shared with another organisation.",
                "withdrawn": "A grant was withdrawn.",
                "broken_glass": "A case was opened in an emergency.",
                "reviewed": "An emergency access was reviewed.",
                "handed_out": "A person got a copy of everything stored about them.",
                "blocked": "A case was blocked.",
                "unblocked": "A block was lifted.",
                "erased": "A case was erased.",
            },
        )
        declare_verbs(
            "cases",
            {
                "linked": "An interview was linked with a case.",
                "unlinked": "The link between an interview and a case was taken away.",
            },
            coarse=True,
        )
