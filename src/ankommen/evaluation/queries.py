"""Doors of the evaluation room for reading."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from ankommen.questionnaires.queries import document_of

from .figures import Counter, CountTable
from .models import ExportRun, Link, ProjectionCopy, Release, ReleaseRun, ResearchProject
from .plan import NoPlan, the_plan
from .progress import Progress, progress
from .projection import Column, Projection, columns_of, copy, current_projection
from .releases.running import run_under_way

if TYPE_CHECKING:
    import pyarrow as pa

    from ankommen.questionnaires.models import Version


def present_progress() -> Progress:
    """How far the city is, with the interview that was stored a moment ago. Raises NoPlan."""
    plan = the_plan()
    return progress(current_projection(plan), plan)


def prepare_progress() -> None:
    """Bring the projection up to date before anybody asks; a city without a plan has none."""
    with suppress(NoPlan):
        present_progress()


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


def research_projects() -> QuerySet[ResearchProject]:
    """All research projects, what was proposed last first."""
    return ResearchProject.objects.select_related("proposed_by", "released_by").order_by("-proposed_on", "pk")


def export_run(project: ResearchProject) -> ExportRun | None:
    """The files of a project that are being made or wait to be fetched, without the files themselves."""
    return ExportRun.objects.filter(pk=project.pk).defer("sealed").first()


def columns_to_count(version: Version) -> tuple[list[Column], dict[str, str]]:
    """The columns of answers and of groups that a version has, and by which column each breakdown goes.

    With the next two, for `bench results`, whose columns are drawn. Raises NoPlan.
    """
    plan = the_plan()
    groups = [
        Column(one.column, one.column, tuple(group.name for group in one.groups)) for one in plan.groupings
    ]
    return columns_of(document_of(version)) + groups, {one.key: one.column for one in plan.breakdowns}


def tables_over(version: Version, columns: pa.Table) -> list[CountTable]:
    """All tables of the plan over these columns of one version. Raises NoPlan."""
    counter = Counter(Projection("", {version.digest: columns}), the_plan())
    return [table for question in counter.questions() for table in counter.tables_of(question)]


def sealed_size(version: Version, columns: pa.Table, digests: frozenset[str]) -> int:
    """How many bytes the sealed copy of these columns takes; it is opened again. Nothing of it stays."""
    with transaction.atomic():
        copy.kept(Projection("bench", {version.digest: columns}, digests))
        if copy.opened("bench").number != len(digests):
            raise ValueError("The copy does not hold what was sealed.")
        size = len(ProjectionCopy.objects.get().sealed)
        transaction.set_rollback(True)
    return size
