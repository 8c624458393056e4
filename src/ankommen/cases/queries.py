"""Doors of the cases room for reading. What staff see begins with `seen`: no list is wider than a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from ankommen.accounts.access import scope_of, seen
from ankommen.accounts.queries import organisation_names, role_label
from ankommen.engines import papercodes
from ankommen.engines.names import closeness, query_keys
from ankommen.interviews.queries import FoundNeed, interview_of, needs_of
from ankommen.journal.queries import accesses_to, entries_about, sentence_of, sentence_of_purpose
from ankommen.journal.services import note_seen

from .models import Case, Client, EmergencyAccess
from .services.codes import code_digests
from .services.opening import key_digests

if TYPE_CHECKING:
    from ankommen.accounts.models import User

MOST_FOUND = 50


def cases_of(user: User) -> QuerySet[Case]:
    """The cases that `user` may read, the one with the newest entry first."""
    return seen(user, "case", "read", Case.objects.select_related("client", "organisation", "responsible"))


def find_cases(user: User, text: str) -> list[Case]:
    """Those of `cases_of` whose number or name is meant, however it is spelt; the closest name first.

    Fifty at most; what is shown is journalled.
    """
    number = papercodes.normalised(text, 6)
    parts = query_keys(text)
    by_name = Q(pk__in=[])
    if parts:
        clients = Client.objects.all()
        for keys in parts:
            digests = [digest for key in keys for digest in key_digests(key)]
            clients = clients.filter(name_keys__digest__in=digests)
        by_name = Q(client__in=clients.values("pk"))
    found = list(cases_of(user).filter(Q(number=number or "") | by_name))
    found.sort(key=lambda case: _closeness(text, case.client), reverse=True)
    note_seen(found[:MOST_FOUND], by=user, purpose="search")
    return found[:MOST_FOUND]


def needs_in(case: Case) -> list[FoundNeed] | None:
    """The needs of the linked interview, none where its answers are gone; None without a link."""
    link = getattr(case, "interview_link", None)
    if link is None:
        return None
    interview = interview_of(UUID(link.interview))
    return needs_of(interview) if interview else []


def case_by_code(code: str) -> Case | None:
    """The case whose person typed this code, unless it is blocked or gone."""
    typed = papercodes.normalised(code)
    if typed is None:
        return None
    return Case.objects.filter(code__digest__in=code_digests(typed), blocked_on=None).first()


def emergencies_to_answer_for(user: User) -> QuerySet[EmergencyAccess]:
    """Emergency accesses that `user` reviews, or that happened where she leads; not reviewed ones first."""
    about = EmergencyAccess.objects.select_related("account", "organisation", "case", "reviewed_by")
    return about.filter(scope_of(user, "break_glass", "read")).order_by(
        F("reviewed_on").asc(nulls_first=True), "-began_at"
    )


@dataclass(frozen=True)
class Event:
    """Something that happened to a case, as those read it who watch over it."""

    at: datetime
    sentence: str
    organisation: str
    role: str
    purpose: str
    account: str


def events_of(case: Case) -> list[Event]:
    """Who saw the case and what was done to it, newest first, as far back as the journal goes."""
    organisations = organisation_names()
    return [
        Event(
            entry.at,
            _(sentence_of(entry.verb)),
            organisations.get(entry.organisation, ""),
            role_label(entry.role),
            _in_words(entry.purpose),
            entry.actor,
        )
        for entry in entries_about(case)
    ]


@dataclass(frozen=True)
class DayOfAccess:
    """What happened to a case on a day, as its person reads it: no account, no time of day."""

    day: date
    sentence: str
    organisation: str
    role: str
    purpose: str
    times: int


def accesses_of(case: Case) -> list[DayOfAccess]:
    """Which offices saw the case and what they did, newest day first; the same on one day stands once."""
    organisations = organisation_names()
    return [
        DayOfAccess(
            access.day,
            _(sentence_of(access.verb)),
            organisations.get(access.organisation, ""),
            role_label(access.role),
            _in_words(access.purpose),
            access.times,
        )
        for access in accesses_to(Case, case.pk)
    ]


def _in_words(purpose: str) -> str:
    return _(sentence_of_purpose(purpose)) if purpose else ""


def _closeness(text: str, client: Client) -> float:
    return max(closeness(text, client.name), closeness(text, client.own_name) if client.own_name else 0.0)
