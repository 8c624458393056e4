"""The list of cases, and finding one by name: a name is posted, never part of an address."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may
from ankommen.journal.services import note_seen

from ..forms import SearchForm
from ..models import Case
from ..queries import cases_of, find_cases

_A_PAGE = 50


@may("case", "read")
@require_safe
def list_cases(request: StaffRequest) -> HttpResponse:
    """Open cases by default; `?state=closed` shows those that ended, `?mine=1` one's own."""
    state = "closed" if request.GET.get("state") == "closed" else "open"
    cases = cases_of(request.user).filter(state=Case.State(state))
    if mine := request.GET.get("mine") == "1":
        cases = cases.filter(responsible=request.user)
    page = Paginator(cases, _A_PAGE).get_page(request.GET.get("page"))
    note_seen(page.object_list, by=request.user, purpose="list")
    context = {"page": page, "state": state, "mine": mine, "form": SearchForm()}
    return render(request, "cases/list.html", context | _rights(request))


@may("case", "read")
@require_POST
def search(request: StaffRequest) -> HttpResponse:
    form = SearchForm(request.POST)
    found = find_cases(request.user, form.cleaned_data["text"]) if form.is_valid() else None
    context = {"found": found, "form": form}
    return render(
        request, "cases/found.html", context | _rights(request), status=200 if form.is_valid() else 422
    )


def _rights(request: StaffRequest) -> dict[str, object]:
    return {
        "own": request.user.workplace,
        "may_open": bool(allowed(request.user, "case", "open")),
        "may_break_glass": bool(allowed(request.user, "case", "break_glass")),
    }
