"""What is done in a case by those who lead it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.accounts.access import StaffRequest, braked, may

from ..access import case_for
from ..forms import AssignForm, BlockForm, ChangeForm, CloseForm, NoteForm, ReceiptForm
from ..models import Client
from ..services import (
    Refused,
    add_note,
    assign_case,
    block_case,
    change_client,
    close_case,
    link_interview,
    reopen_case,
    unblock_case,
    unlink_interview,
)
from .showing import page_of

_LINK = _(
    "The needs of the interview are then shown in the case, for twelve months. Only the person has the code."
)
_FORM = require_http_methods(["GET", "HEAD", "POST"])


@may("case", "change")
@_FORM
@transaction.atomic
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk, to="change", lock=True)
    client = case.client
    form = ChangeForm(request.POST or None, initial=_facts(client))
    if not form.is_valid():
        context = {"form": form, "case": case, "title": _("Change facts")}
        return render(request, "cases/form.html", context, status=422 if form.is_bound else 200)
    client.name, client.own_name = form.cleaned_data["name"], form.cleaned_data["own_name"]
    client.language = form.cleaned_data["language"]
    client.contact, client.special = form.contact(), form.special()
    change_client(case, client, by=request.user)
    return redirect("cases:show", pk)


@may("case", "note")
@require_POST
@transaction.atomic
def note(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk, to="note", lock=True)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            add_note(case, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            form.take_new_number()
        else:
            return redirect("cases:show", pk)
    seen = case_for(request.user, pk)
    return render(request, "cases/case.html", page_of(request, seen, note_form=form), status=422)


@may("case", "assign")
@_FORM
@transaction.atomic
def assign(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk, to="assign", lock=True)
    form = AssignForm(request.POST or None, organisation=case.organisation)
    if not form.is_valid():
        context = {"form": form, "case": case, "title": _("Who is responsible?")}
        return render(request, "cases/form.html", context, status=422 if form.is_bound else 200)
    assign_case(case, to=form.cleaned_data["to"], by=request.user)
    messages.success(request, _("%(name)s is responsible now.") % {"name": case.responsible})
    return redirect("cases:show", pk)


@may("case", "close")
@_FORM
@transaction.atomic
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk, to="close", lock=True)
    form = CloseForm(request.POST or None)
    if not form.is_valid():
        context = {
            "form": form,
            "case": case,
            "title": _("Close the case"),
            "warning": _("All grants end with it. What stands in the case is deleted twelve months later."),
        }
        return render(request, "cases/form.html", context, status=422 if form.is_bound else 200)
    close_case(case, form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("The case is closed."))
    return redirect("cases:list")


@may("case", "reopen")
@require_POST
@transaction.atomic
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk, to="reopen", lock=True)
    try:
        reopen_case(case, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("cases:show", pk)


@may("case", "link")
@_FORM
def link(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk, to="link")
    form = ReceiptForm(request.POST or None)
    if form.is_valid():
        try:
            with braked(request, "receipt", request.user.username) as guess:
                _link(request, pk, form.cleaned_data["receipt"])
                guess.was_right()
        except Refused as refusal:
            form.add_error("receipt", str(refusal))
        else:
            return redirect("cases:show", pk)
    context = {"form": form, "case": case, "title": _("Link an interview"), "warning": _LINK}
    return render(request, "cases/form.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _link(request: StaffRequest, pk: UUID, receipt: str) -> None:
    link_interview(case_for(request.user, pk, to="link", lock=True), receipt, by=request.user)


@may("case", "link")
@require_POST
@transaction.atomic
def unlink(request: StaffRequest, pk: UUID) -> HttpResponse:
    unlink_interview(case_for(request.user, pk, to="link", lock=True), by=request.user)
    return redirect("cases:show", pk)


@may("case", "block")
@_FORM
@transaction.atomic
def block(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Block a case (Art. 18 GDPR), or lift the block: then it is shown to its people again."""
    case = case_for(request.user, pk, to="block", lock=True)
    if case.blocked_on:
        if request.method == "POST":
            unblock_case(case, by=request.user)
            return redirect("cases:show", pk)
        return render(request, "cases/unblock.html", {"case": case})
    form = BlockForm(request.POST or None)
    if not form.is_valid():
        context = {
            "form": form,
            "case": case,
            "title": _("Block the case"),
            "warning": _("Nobody sees it until the block is lifted, and nothing in it is deleted."),
        }
        return render(request, "cases/form.html", context, status=422 if form.is_bound else 200)
    block_case(case, form.cleaned_data["reason"], by=request.user)
    return redirect("cases:block", pk)


def _facts(client: Client) -> dict[str, str]:
    facts = {"name": client.name, "own_name": client.own_name, "language": client.language}
    return facts | (client.contact or {}) | (client.special or {})
