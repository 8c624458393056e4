"""Doors of the evaluation room for changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.journal.services import record
from ankommen.questionnaires.queries import document_of, version_by_name

from .bridge import BadLink, check_link, proposals
from .exports import Design, ExportRefused, Order, projects, running
from .models import ExportRun, Link, Release, ReleaseRun
from .plan import the_plan
from .projection import current_projection
from .releases import NotSafe as NotSafe
from .releases import make_release, refused, start

if TYPE_CHECKING:
    from ankommen.accounts.models import User
    from ankommen.questionnaires.models import Version

    from .exports import Facts, Progress
    from .models import ResearchProject

Pairs = Sequence[tuple[str, str]]


def release_figures(*, by: User | None) -> Release:
    """Publish the figures as they are now. Raises NoPlan, TooSoon and NotSafe; then nothing is published.

    That a release was not safe is noted for staff: `last_release_run` says so, after a night's run too.
    """
    plan = the_plan()
    try:
        return make_release(current_projection(plan), plan, by=by, thresholds=plan.thresholds)
    except NotSafe:
        refused()
        raise


def start_release(*, by: User | None) -> ReleaseRun:
    """Publish the figures in the background; `release_under_way` says how it stands. Raises UnderWay."""
    return start(lambda: release_figures(by=by))


@transaction.atomic
def propose_links(earlier: Version, later: Version) -> int:
    """Note which items of two versions look alike, for a person to judge; returns how many are new."""
    between = _between(earlier, later)
    known = set(Link.objects.filter(**between).values_list("earlier_item", "later_item"))
    found = [
        Link(
            **between,
            earlier_item=proposal.earlier_item,
            later_item=proposal.later_item,
            kind=proposal.kind,
            mapping=list(proposal.mapping),
        )
        for proposal in proposals(document_of(earlier), document_of(later))
        if (proposal.earlier_item, proposal.later_item) not in known
    ]
    return len(Link.objects.bulk_create(found))


@transaction.atomic
def confirm_link(
    earlier: Version,
    later: Version,
    *,
    items: tuple[str, str],
    kind: str,
    mapping: Pairs = (),
    by: User | None,
) -> Link:
    """Say that the second item goes on from the first, or that the series breaks there. Raises BadLink.

    mapping: pairs of choices, earlier and later; every choice of both must be in one.
    """
    check_link(document_of(earlier), document_of(later), items=items, kind=kind, mapping=mapping)
    between = _between(earlier, later)
    if kind != Link.Kind.BROKEN:
        _make_room(between, items)
    values = {
        "kind": kind,
        "mapping": [list(pair) for pair in mapping],
        "confirmed_on": timezone.localdate(),
        "confirmed_by": by.journal_values() if by else {},
    }
    link, _is_new = Link.objects.update_or_create(
        **between, earlier_item=items[0], later_item=items[1], defaults=values
    )
    record("evaluation.linked", link, by=by, kind=kind)
    return link


def versions_to_link(form_id: str, earlier: str, later: str) -> tuple[Version, Version]:
    """Two versions by their labels. Raises BadLink where one is missing."""
    pair = version_by_name(form_id, earlier), version_by_name(form_id, later)
    if pair[0] is None or pair[1] is None:
        raise BadLink(f"{form_id} has no versions {earlier} and {later}.")
    return pair[0], pair[1]


def _make_room(between: dict[str, Any], items: tuple[str, str]) -> None:
    """An item goes on in one item and comes from one: what was said before about either is dropped."""
    others = Link.objects.filter(**between).exclude(kind=Link.Kind.BROKEN)
    others.filter(earlier_item=items[0]).exclude(later_item=items[1]).delete()
    others.filter(later_item=items[1]).exclude(earlier_item=items[0]).delete()


def _between(earlier: Version, later: Version) -> dict[str, Any]:
    return {
        "form_id": earlier.questionnaire_id,
        "earlier_version": earlier.label,
        "later_version": later.label,
    }


@transaction.atomic
def create_project(facts: Facts, design: Design, *, by: User) -> ResearchProject:
    """Propose a research project; nothing is handed over before another person releases it.

    Raises ExportRefused with the first thing that does not go: a right, a date, a variable, a taken name.
    """
    project = projects.proposed(facts, design, by=by)
    record("evaluation.project_proposed", project, by=by, variables=len(design.variables))
    return project


@transaction.atomic
def release_project(project: ResearchProject, *, by: User) -> ResearchProject:
    """Release what another person proposed, and make its key. Raises ExportRefused."""
    released = projects.released(project, by=by)
    record("evaluation.project_released", released, by=by)
    return released


def export_project(name: str, order: Order, progress: Progress) -> dict[str, Any]:
    """Write the files of a released project as they are now; returns the manifest.

    progress: called with what is done, how much of it, of how much. Raises ExportRefused, NoPlan.
    """
    end_projects()
    project, manifest = projects.handed_over(name, order, progress)
    facts = {"format": order.file_format, "interviews": manifest["interviews"]}
    record("evaluation.project_exported", project, by=None, **facts)
    return manifest


def start_export(project: ResearchProject, *, file_format: str, language: str, by: User) -> ExportRun:
    """Make the files of a released project in the background, sealed; `fetch_export` opens them.

    Raises ExportRefused, also where they are being made already.
    """
    projects.check_right(by, "export")
    return running.start(project, file_format, language)


@transaction.atomic
def fetch_export(project: ResearchProject, *, by: User) -> bytes:
    """The files that `start_export` made, as one ZIP; only now they are handed over. Raises ExportRefused."""
    projects.check_right(by, "export")
    projects.check_open(project)
    run = ExportRun.objects.filter(pk=project.pk).first()
    if run is None:
        raise ExportRefused(_("These files are no longer here: please make them again."))
    packed = running.opened(run)
    record(
        "evaluation.project_exported",
        project,
        by=by,
        format=run.file_format,
        language=run.language,
        interviews=run.interviews,
    )
    return packed


def erase_expired_exports() -> int:
    """Delete files that nobody fetched in time; returns how many projects they were of."""
    return running.erase_past()


@transaction.atomic
def end_project(project: ResearchProject, *, by: User) -> None:
    """End a project before its last day: its key and its files are gone. Raises ExportRefused."""
    _forget(projects.ended(project, by=by), by=by)


@transaction.atomic
def end_projects() -> int:
    """Destroy the keys of projects whose last day is over; returns how many."""
    over = projects.ended_by_age()
    for project in over:
        _forget(project, by=None)
    return len(over)


def _forget(project: ResearchProject, *, by: User | None) -> None:
    ExportRun.objects.filter(pk=project.pk).delete()
    record("evaluation.project_ended", project, by=by)
