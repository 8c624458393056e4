"""What visitors say is wrong about an offer: kept sealed, without a word of who said it, until settled."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ..models import MistakeReport, Offer

MOST = 50  # that wait for one offer: more tell nothing new


@transaction.atomic
def report_mistake(offer: UUID, text: str) -> bool:
    """Keep what a visitor says is wrong; whether it was kept. text: up to 1,000 characters."""
    found = Offer._default_manager.filter(pk=offer).first()
    if found is None or MistakeReport.objects.filter(offer=offer).count() >= MOST:
        return False
    MistakeReport.objects.create(offer_id=offer, text=text)
    return True


def settle_report(report: MistakeReport) -> None:
    """Somebody has seen to it: what was said is deleted."""
    report.delete()
