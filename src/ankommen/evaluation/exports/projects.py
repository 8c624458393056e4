"""The record without which nothing is handed over, from its proposal to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ankommen.accounts.access import allowed

from ..models import ResearchProject
from .design import Design, design_of
from .making import Order, deliver, problems_of_form
from .pseudonyms import new_sealed_key, opened_key
from .records import Progress
from .refusals import BadProposal, ExportRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ankommen.accounts.models import User

NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


@dataclass(frozen=True)
class Facts:
    """What a project says of itself. name: as the command takes it. ends_on: its last day."""

    name: str
    title: str
    purpose: str
    institution: str
    ends_on: date


def proposed(facts: Facts, design: Design, *, by: User) -> ResearchProject:
    """Store a proposal. Raises ExportRefused; BadProposal names everything that does not go."""
    check_right(by, "propose")
    if problems := [*_problems_of_facts(facts), *problems_of_form(design)]:
        raise BadProposal(problems)
    return ResearchProject.objects.create(
        slug=facts.name,
        title=facts.title,
        purpose=facts.purpose,
        institution=facts.institution,
        form_id=design.form_id,
        variables=list(design.variables),
        quasi_identifiers=list(design.quasi_identifiers),
        sensitive=list(design.sensitive),
        bands={key: list(bounds) for key, bounds in design.bands.items()},
        k=design.k,
        l=design.l,
        ends_on=facts.ends_on,
        proposed_on=timezone.localdate(),
        proposed_by=by,
    )


def released(project: ResearchProject, *, by: User) -> ResearchProject:
    """Release a proposal, with a fresh key. Raises ExportRefused."""
    check_right(by, "release")
    locked = ResearchProject.objects.select_for_update().get(pk=project.pk)
    if locked.released_on:
        raise ExportRefused(_("This project is released already."))
    if locked.proposed_by_id is None:
        raise ExportRefused(_("Nobody knows any more who proposed this project: please propose it anew."))
    if locked.proposed_by_id == by.pk:
        raise ExportRefused(
            _("You proposed this project yourself. A second person looks at it and releases it.")
        )
    _check_not_over(locked)
    locked.released_by, locked.released_on = by, timezone.localdate()
    locked.sealed_key = new_sealed_key(locked.pk)
    locked.save(update_fields=["released_by", "released_on", "sealed_key"])
    return locked


def handed_over(name: str, order: Order, progress: Progress) -> tuple[ResearchProject, dict[str, Any]]:
    """The project of this name, and the manifest of what was written. Raises ExportRefused, NoPlan."""
    project = ResearchProject.objects.filter(pk=name).first()
    if project is None:
        raise ExportRefused(_("There is no research project “%(name)s”.") % {"name": name})
    check_open(project)
    key = opened_key(project.pk, bytes(project.sealed_key or b""))
    return project, deliver(project, design_of(project), key, order, progress)


def check_open(project: ResearchProject) -> None:
    """Raise ExportRefused where nothing of this project may be handed over today."""
    _check_not_over(project)
    if not project.released_on:
        raise ExportRefused(_("This project is not released: a second person has to look at it."))


def ended(project: ResearchProject, *, by: User) -> ResearchProject:
    """End a project before its last day, and forget its key. Raises ExportRefused."""
    check_right(by, "release")
    locked = ResearchProject.objects.select_for_update().get(pk=project.pk)
    _check_not_over(locked)
    locked.ended_on, locked.sealed_key = timezone.localdate(), None
    locked.save(update_fields=["ended_on", "sealed_key"])
    return locked


def over() -> QuerySet[ResearchProject]:
    """Those with a key whose last day is over."""
    return ResearchProject.objects.filter(ends_on__lt=timezone.localdate()).exclude(sealed_key=None)


@transaction.atomic
def ended_by_age() -> list[ResearchProject]:
    """Forget the keys of those whose last day is over; returns them."""
    projects = list(over().select_for_update())
    ResearchProject.objects.filter(pk__in=[one.pk for one in projects]).update(sealed_key=None)
    return projects


def check_right(by: User, action: str) -> None:
    """Raise ExportRefused where the role may not do this to research projects."""
    if not allowed(by, "research", action):
        raise ExportRefused(_("Your role may not do this."))


def _problems_of_facts(facts: Facts) -> Iterator[ExportRefused]:
    if not NAME.fullmatch(facts.name):
        sentence = _("The name of a project has small letters, digits and hyphens, up to 40.")
        yield ExportRefused(sentence, "name")
    elif ResearchProject.objects.filter(pk=facts.name).exists():
        yield ExportRefused(_("There is a project “%(name)s” already.") % {"name": facts.name}, "name")
    for about in ("title", "purpose", "institution"):
        if not getattr(facts, about).strip():
            yield ExportRefused(_("A project needs a title, a purpose and an institution."), about)
    if facts.ends_on < timezone.localdate():
        yield ExportRefused(_("The last day of a project lies ahead."), "ends_on")


def _check_not_over(project: ResearchProject) -> None:
    if project.over_on:
        day = date_format(project.over_on)
        raise ExportRefused(_("This project ended on %(day)s.") % {"day": day})
