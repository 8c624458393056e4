"""The tables of the cases room: `cases` holds who and what, `openings` what lets somebody in."""

from .cases import Case, CaseCode, Client, InterviewLink, NameKey, Note
from .openings import Consent, EmergencyAccess, Given, Grant, GrantQuerySet, Group

__all__ = [
    "Case",
    "CaseCode",
    "Client",
    "Consent",
    "EmergencyAccess",
    "Given",
    "Grant",
    "GrantQuerySet",
    "Group",
    "InterviewLink",
    "NameKey",
    "Note",
]
