"""Doors of the evaluation room for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from .models import Link, Release, ReleaseRun
from .plan import the_plan
from .progress import Progress, progress
from .projection import current_projection
from .releases.running import run_under_way

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version


def present_progress() -> Progress:
    """How far the city is, with the interview that was stored a moment ago. Raises NoPlan."""
    plan = the_plan()
    return progress(current_projection(plan), plan)


def latest_release(form_id: str) -> Release | None:
    """The release that is shown."""
    return Release.objects.filter(form_id=form_id).first()


def release_under_way() -> ReleaseRun | None:
    """The release that is being made in the background, None where none is."""
    return run_under_way()


def last_release_run() -> ReleaseRun | None:
    """How the last release in the background stands or ended: its `sentence` is for staff."""
    return ReleaseRun.objects.first()


def links_between(earlier: Version, later: Version) -> QuerySet[Link]:
    """The links between two versions, proposed and confirmed."""
    return Link.objects.filter(
        form_id=earlier.questionnaire_id, earlier_version=earlier.label, later_version=later.label
    )
