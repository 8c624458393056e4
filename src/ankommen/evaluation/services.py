"""Doors of the evaluation room for changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .plan import the_plan
from .projection import current_projection
from .releases import make_release

if TYPE_CHECKING:
    from ankommen.accounts.models import User

    from .models import Release


def release_figures(*, by: User | None) -> Release:
    """Publish the figures as they are now. Raises NoPlan, TooSoon and NotSafe; then nothing is published."""
    plan = the_plan()
    return make_release(current_projection(plan), plan, by=by, thresholds=plan.thresholds)
