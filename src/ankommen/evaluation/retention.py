"""When files, keys and copies made of interviews go."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from ankommen.engines.dataprotection import Expiry, row_by_row
from ankommen.interviews.queries import standing_marker

from .exports import projects
from .models import ExportRun, ProjectionCopy
from .services import end_projects, erase_expired_exports


def _copies_of_nothing() -> QuerySet[ProjectionCopy]:
    """The sealed copy when no interview has answers any more: nobody may look again and renew it."""
    return ProjectionCopy.objects.none() if standing_marker()[-1] else ProjectionCopy.objects.all()


EXPORTS = Expiry(
    "files of research projects",
    lambda: ExportRun.objects.filter(until__lte=timezone.now()).count(),
    lambda _limit: erase_expired_exports(),
)
PROJECTS = Expiry("keys of research projects", lambda: projects.over().count(), lambda _limit: end_projects())
COPIES = row_by_row("copies of the projection", _copies_of_nothing, lambda copy: copy.delete())
