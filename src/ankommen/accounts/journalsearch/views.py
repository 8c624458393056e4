"""The journal's search: who did what, who saw what, and why."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ankommen.journal.queries import search_entries
from ankommen.journal.services import record

from ..access import StaffRequest, allowed, may, scope_of
from .forms import SearchForm
from .rows import as_csv, rows_of

PAGE = 50  # entries
LONGEST_CSV = 10_000  # entries


@may("journal", "read")
@require_safe
def search(request: StaffRequest) -> HttpResponse:
    """A page of what is found, or all of it as CSV with `?as=csv`."""
    scopes = {each.scope for each in allowed(request.user, "journal", "read")}
    of_others = scopes != {"own"}
    form = SearchForm(request.GET, of_others=of_others)
    context: dict[str, object] = {"form": form, "scopes": scopes, "longest": LONGEST_CSV, "page": None}
    if not form.is_valid():
        return render(request, "accounts/journal_search.html", context, status=422)
    if of_others:
        # By what, not for what: a number typed by mistake could be anything.
        record("accounts.journal_searched", by=request.user, fields="+".join(form.wanted()))
    found = search_entries(scope_of(request.user, "journal", "read"), **form.wanted())
    if request.GET.get("as") == "csv":
        content = as_csv(rows_of(found[:LONGEST_CSV]))
        headers = {"Content-Disposition": 'attachment; filename="journal.csv"'}
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "rows": rows_of(page.object_list), "number": page.paginator.count}
    return render(request, "accounts/journal_search.html", context)
