"""The record without which nothing is handed over, from its proposal to its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ankommen.accounts.access import allowed

from ..models import ResearchProject
from .design import Design, design_of
from .making import Order, check_form, deliver
from .pseudonyms import new_sealed_key, opened_key
from .records import Progress
from .refusals import ExportRefused

if TYPE_CHECKING:
    from ankommen.accounts.models import User

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


@dataclass(frozen=True)
class Facts:
    """What a project says of itself. name: as the command takes it. ends_on: its last day."""

    name: str
    title: str
    purpose: str
    institution: str
    ends_on: date


def proposed(facts: Facts, design: Design, *, by: User) -> ResearchProject:
    """Store a proposal. Raises ExportRefused."""
    _check_right(by, "propose")
    _check_facts(facts)
    check_form(design)
    if ResearchProject.objects.filter(pk=facts.name).exists():
        raise ExportRefused(_("There is a project “%(name)s” already.") % {"name": facts.name})
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
    _check_right(by, "release")
    locked = ResearchProject.objects.select_for_update().get(pk=project.pk)
    if locked.released_on:
        raise ExportRefused(_("This project is released already."))
    if locked.proposed_by_id is None or locked.proposed_by_id == by.pk:
        raise ExportRefused(
            _("You proposed this project yourself. A second person looks at it and releases it.")
        )
    _check_end(locked.ends_on)
    locked.released_by, locked.released_on = by, timezone.localdate()
    locked.sealed_key = new_sealed_key(locked.pk)
    locked.save(update_fields=["released_by", "released_on", "sealed_key"])
    return locked


def handed_over(name: str, order: Order, progress: Progress) -> tuple[ResearchProject, dict[str, Any]]:
    """The project of this name, and the manifest of what was written. Raises ExportRefused, NoPlan."""
    project = ResearchProject.objects.filter(pk=name).first()
    if project is None:
        raise ExportRefused(_("There is no research project “%(name)s”.") % {"name": name})
    if not project.released_on:
        raise ExportRefused(_("This project is not released: a second person has to look at it."))
    _check_end(project.ends_on)
    key = opened_key(project.pk, bytes(project.sealed_key or b""))
    return project, deliver(project, design_of(project), key, order, progress)


@transaction.atomic
def ended() -> list[ResearchProject]:
    """Forget the keys of those whose last day is over; returns them."""
    over = ResearchProject.objects.filter(ends_on__lt=timezone.localdate()).exclude(sealed_key=None)
    projects = list(over.select_for_update())
    ResearchProject.objects.filter(pk__in=[one.pk for one in projects]).update(sealed_key=None)
    return projects


def _check_right(by: User, action: str) -> None:
    if allowed(by, "research", action) is None:
        raise ExportRefused(_("Your role may not do this."))


def _check_facts(facts: Facts) -> None:
    if not _NAME.fullmatch(facts.name):
        raise ExportRefused(_("The name of a project has small letters, digits and hyphens, up to 40."))
    if not all(text.strip() for text in (facts.title, facts.purpose, facts.institution)):
        raise ExportRefused(_("A project needs a title, a purpose and an institution."))
    _check_end(facts.ends_on)


def _check_end(ends_on: date) -> None:
    if ends_on < timezone.localdate():
        raise ExportRefused(_("This project ended on %(day)s.") % {"day": ends_on.isoformat()})
