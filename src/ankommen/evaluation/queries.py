"""Doors of the evaluation room for reading."""

from __future__ import annotations

from .models import Release
from .plan import the_plan
from .progress import Progress, progress
from .projection import current_projection


def present_progress() -> Progress:
    """How far the city is, with the interview that was stored a moment ago. Raises NoPlan."""
    plan = the_plan()
    return progress(current_projection(plan), plan)


def latest_release(form_id: str) -> Release | None:
    """The release that is shown."""
    return Release.objects.filter(form_id=form_id).first()
