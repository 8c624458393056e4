"""Lists of others become part of the directory: brought, understood, looked at, taken over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.accounts.access import StaffRequest, may
from ankommen.engines.gate import write_csv

from ..imports import BadColumns, HasErrors, Preview, Unreadable
from ..models import ListImport
from ..references import the_references
from ..services import lists
from .listforms import ListForm, TakeOverForm, too_large
from .meaningforms import MeaningForm
from .previewing import shown

_KEPT = 20  # of those that were taken over


@may("directory", "import")
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: StaffRequest) -> HttpResponse:
    """What waits, what was taken over last, and the form that brings a file."""
    bound = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if bound else ListForm()
    if bound and form.is_valid():
        try:
            row = lists.keep_list(form.brought(), by=str(request.user.pk))
        except Unreadable as refusal:
            form.add_error("file", too_large() if refusal.is_too_large else str(refusal))
        else:
            return redirect("offers:import", row.pk)
    rows = ListImport.objects.defer("sealed")
    context = {
        "form": form,
        "waiting": rows.filter(done__isnull=True),
        "done": rows.filter(done__isnull=False)[:_KEPT],
        "me": str(request.user.pk),
    }
    return render(request, "offers/imports.html", context, status=422 if bound else 200)


@may("directory", "import")
@require_safe
def preview(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What taking a list over would do; afterwards what it did."""
    row = _list(pk)
    if row.done is not None:
        return render(request, "offers/import_done.html", {"list": row, "done": row.done})
    return _page(request, row, TakeOverForm(), 200)


@may("directory", "import")
@require_http_methods(["GET", "HEAD", "POST"])
def meaning(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What columns and words mean; remembered with the source once the list is taken over."""
    row = _waiting(pk)
    found, trouble = _checked(row)
    form = MeaningForm(
        request.POST if request.method == "POST" else None,
        file=lists.file_of(row),
        decided=lists.decided_of(row),
        unknown=found.unknown_words if found else {},
        references=the_references(),
    )
    if form.is_bound and form.is_valid():
        lists.decide(row, form.decided())
        found, trouble = _checked(row)
        if found:
            return redirect("offers:import", pk)
    context = {"list": row, "form": form, "trouble": trouble}
    return render(request, "offers/import_meaning.html", context, status=422 if form.is_bound else 200)


@may("directory", "import")
@require_POST
def take_over(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Store the list as it was shown. Asked twice, it is stored once."""
    row, form = _list(pk), TakeOverForm(request.POST)
    if row.done is not None:
        return redirect("offers:import", pk)
    if not form.is_valid():
        return _page(request, row, form, 422)
    try:
        lists.take_over(row, seen=form.cleaned_data["seen"], leave_out=form.cleaned_data["leave_out"])
    except lists.ShownOtherwise:
        form.add_error(
            None, _("Something has changed in the meantime. Nothing was stored. Please look at it again.")
        )
        return _page(request, row, form, 409)
    except HasErrors:
        form.add_error(
            "leave_out",
            _("Nothing was stored: some records have errors. Repair them, or leave them out by this tick."),
        )
        return _page(request, row, form, 422)
    except (BadColumns, Unreadable):
        return redirect("offers:import_meaning", pk)
    return redirect("offers:import", pk)


@may("directory", "import")
@require_POST
def give_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file is deleted, nothing of it is stored."""
    row = _list(pk)
    if row.done is not None:
        return redirect("offers:import", pk)
    lists.give_up(row)
    messages.success(request, _("Given up. The file is deleted, and nothing of it was stored."))
    return redirect("offers:imports")


@may("directory", "import")
@require_safe
def problems(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is wrong with the list, as a table that can be sent to whoever made it."""
    found, trouble = _checked(_waiting(pk))
    rows = (
        [(each.sheet, each.row or "", each.column, *_said(each)) for each in found.problems] if found else []
    )
    heading = (_("Sheet"), _("Row"), _("Column"), _("Severity"), _("What to do"))
    rows += [("", "", "", _("error"), trouble)] if trouble else []
    headers = {"Content-Disposition": 'attachment; filename="problems.csv"'}
    content = write_csv([heading, *rows], separator=";")
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _said(problem: Any) -> tuple[str, str]:
    return _("error") if problem.level == "error" else _("note"), problem.sentence


def _list(pk: UUID) -> ListImport:
    found = ListImport.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _waiting(pk: UUID) -> ListImport:
    found = _list(pk)
    if found.done is not None:
        raise Http404
    return found


def _checked(row: ListImport) -> tuple[Preview | None, str]:
    """The preview, or why there is none yet: columns without a meaning."""
    try:
        return lists.preview_of(row), ""
    except (BadColumns, Unreadable) as refusal:
        return None, str(refusal)


def _page(request: StaffRequest, row: ListImport, form: TakeOverForm, status: int) -> HttpResponse:
    found, trouble = _checked(row)
    context: dict[str, Any] = {"list": row, "form": form, "trouble": trouble}
    if found:
        context |= {"preview": found, "shown": shown(found)}
    return render(request, "offers/import.html", context, status=status)
