from django.apps import AppConfig
from django.utils import translation
from django.utils.translation import gettext_noop as _

_VERBS = {
    "seen": _("A case was looked at."),
    "opened": _("A case was opened."),
    "changed": _("Facts of a client were changed."),
    "noted": _("A note was written."),
    "assigned": _("A case was given to somebody."),
    "closed": _("A case was closed."),
    "reopened": _("A case was opened again."),
    "shared": _("A case was shared with another organisation."),
    "withdrawn": _("A grant was withdrawn."),
    "broken_glass": _("A case was opened in an emergency."),
    "reviewed": _("An emergency access was reviewed."),
    "handed_out": _("A person got a copy of everything stored about them."),
    "code_given": _("The person got a code for the case."),
    "blocked": _("A case was blocked."),
    "unblocked": _("A block was lifted."),
    "erased": _("A case was erased."),
}
_COARSE_VERBS = {
    "linked": _("An interview was linked with a case."),
    "unlinked": _("The link between an interview and a case was taken away."),
}
_PURPOSES = {  # actions of POLICY; what grants and emergencies are for comes from their models
    "list": _("list of cases"),
    "search": _("search"),
    "read": _("counselling"),
    "change": _("counselling"),
    "note": _("counselling"),
    "link": _("counselling"),
    "assign": _("handing over"),
    "close": _("end of the case"),
    "reopen": _("counselling"),
    "share": _("sharing with consent"),
    "withdraw": _("withdrawal"),
    "log": _("data protection"),
    "block": _("data protection"),
    "erase": _("data protection"),
    "review": _("review of emergency access"),
    "hand_out": _("copy for the person"),
}


class CasesConfig(AppConfig):
    name = "ankommen.cases"
    label = "cases"

    def ready(self) -> None:
        from ankommen.journal.services import declare_purposes, declare_verbs

        from . import access  # registers the scopes of POLICY  # noqa: F401
        from .models import EmergencyAccess, Grant
        from .seals import register_all

        register_all()

        declare_verbs("cases", _VERBS)
        declare_verbs("cases", _COARSE_VERBS, coarse=True)
        with translation.override(None):  # the journal keeps the English
            labels = dict(Grant.Purpose.choices) | dict(EmergencyAccess.Category.choices)
            declare_purposes(_PURPOSES | {code: str(label) for code, label in labels.items()})
