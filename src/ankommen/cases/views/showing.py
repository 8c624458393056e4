"""One case: what the person who looks may see of it, and what happened to it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ankommen.accounts.access import StaffRequest, may

from ..access import actions_on, case_for
from ..forms import NoteForm
from ..models import Case
from ..queries import events_of, needs_in

_ACTIONS = (
    "change",
    "note",
    "assign",
    "close",
    "link",
    "share",
    "withdraw",
    "reopen",
    "block",
    "log",
    "hand_out",
    "erase",
)


@may("case", "read")
@require_safe
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)
    return render(request, "cases/case.html", page_of(request, case))


def page_of(request: StaffRequest, case: Case, *, note_form: NoteForm | None = None) -> dict[str, object]:
    """What the page of a case shows: the groups of fields that `case_for` opened, and nothing else."""
    groups = case.open_groups
    own = request.user.workplace == case.organisation
    return {
        "case": case,
        "groups": groups,
        "can": actions_on(request.user, case, _ACTIONS),
        "notes": case.notes.select_related("author", "organisation") if "notes" in groups else [],
        "needs": needs_in(case) if "needs" in groups else None,
        "grants": case.grants.select_related("to_organisation") if own and len(groups) > 1 else [],
        "note_form": note_form or NoteForm(),
        "is_own": own,
    }


@may("case", "log")
@require_safe
def log(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who saw the case and what was done to it: accounts, offices and reasons, nothing that stands in it."""
    case = case_for(request.user, pk, to="log")
    return render(request, "cases/log.html", {"case": case, "events": events_of(case)})
