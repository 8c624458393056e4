"""When what is kept about a case goes. A blocked case (Art. 18 GDPR) and all that belongs to it stays."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from ankommen.accounts.queries import organisations, regime_of
from ankommen.engines.dataprotection import latest_start, latest_start_to_year_end, row_by_row

from .models import Case, Client, Consent, EmergencyAccess, Grant, InterviewLink
from .services.counselling import close_case
from .services.linking import unlink_interview
from .services.rights import erase_case

SILENCE = 6  # months without an entry, then a case is closed
KEPT_CLOSED = 12  # months, where the regime says nothing
LONGEST_CLOSED = 36  # months, whatever a regime says
SPECIAL_KEPT = 3  # months after the last case was closed
PROOF_KEPT = 3  # years, to the end of the year
EMERGENCY_KEPT = 12  # months

_FREE = Q(case=None) | Q(case__blocked_on=None)


def _silent() -> QuerySet[Case]:
    cutoff = latest_start(timezone.localdate(), SILENCE)
    return _cases().filter(state=Case.State.OPEN, active_on__lte=cutoff)


def _closed() -> QuerySet[Case]:
    today, past = timezone.localdate(), Q(pk__in=[])
    for organisation in organisations().select_related("regime"):
        months = int(regime_of(organisation).get("closed_case_months", KEPT_CLOSED))
        day = latest_start(today, min(months, LONGEST_CLOSED))
        past |= Q(organisation=organisation, closed_on__lte=day)
    return _cases().filter(past, state=Case.State.CLOSED)


def _special() -> QuerySet[Client]:
    """Clients with special categories all of whose cases have been closed long enough."""
    cutoff = latest_start(timezone.localdate(), SPECIAL_KEPT)
    mine = Case.objects.filter(client=OuterRef("pk")).order_by()
    needed = mine.exclude(state=Case.State.CLOSED, closed_on__lte=cutoff, blocked_on=None)
    clients = Client.objects.filter(~Exists(needed), special__isnull=False)
    return clients.order_by("pk").select_for_update()


def _consents() -> QuerySet[Consent]:
    cutoff = latest_start_to_year_end(timezone.localdate(), PROOF_KEPT)
    return Consent.objects.filter(_FREE, ended_on__lte=cutoff).order_by("pk")


def _grants() -> QuerySet[Grant]:
    cutoff = latest_start_to_year_end(timezone.localdate(), PROOF_KEPT)
    ended = Grant.objects.annotate(ended_on=Coalesce(F("withdrawn_on"), F("valid_until")))
    return ended.filter(_FREE, ended_on__lte=cutoff).order_by("pk")


def _emergencies() -> QuerySet[EmergencyAccess]:
    first_kept = latest_start(timezone.localdate(), EMERGENCY_KEPT) + timedelta(days=1)
    began = EmergencyAccess.objects.filter(_FREE, began_at__date__lt=first_kept)
    return began.order_by("pk")


def _links() -> QuerySet[InterviewLink]:
    past = InterviewLink.objects.filter(valid_until__lt=timezone.localdate(), case__blocked_on=None)
    return past.select_related("case").order_by("pk")


def _cases() -> QuerySet[Case]:
    return Case.objects.filter(blocked_on=None).order_by("pk").select_for_update()


def _forget_special(client: Client) -> None:
    client.special = {}
    client.save(update_fields=["special"])


SILENT = row_by_row(
    "cases to close, silent for six months",
    _silent,
    lambda case: close_case(case, Case.CloseReason.SILENT, by=None),
)
CLOSED = row_by_row("closed cases", _closed, lambda case: erase_case(case, by=None))
SPECIAL = row_by_row("special categories of clients", _special, _forget_special)
CONSENTS = row_by_row("proofs of consent", _consents, lambda consent: consent.delete())
GRANTS = row_by_row("proofs of grants", _grants, lambda grant: grant.delete())
EMERGENCIES = row_by_row("emergency accesses", _emergencies, lambda access: access.delete())
LINKS = row_by_row("links to interviews", _links, lambda link: unlink_interview(link.case, by=None))
