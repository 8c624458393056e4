"""Break-glass, and the desk of those who look at it afterwards."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.accounts.access import (
    StaffRequest,
    allowed,
    ask_for_proof,
    fresh_second_factor,
    may,
    scope_of,
)
from ankommen.journal.services import note_seen

from ..access import breakable_case
from ..forms import EmergencyForm, ReviewForm
from ..models import EmergencyAccess
from ..queries import emergencies_to_answer_for
from ..services import Refused, open_in_emergency, review_emergency


@may("case", "break_glass")
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def emergency(request: StaffRequest) -> HttpResponse:
    is_proved = fresh_second_factor(request)
    if request.method != "POST" and not is_proved:
        return ask_for_proof(request)
    form = EmergencyForm(request.POST or None)
    if form.is_bound and not is_proved:
        form.add_error(
            None, _("Five minutes are over. Show your second factor once more, then send this again.")
        )
    elif form.is_valid():
        facts = form.cleaned_data
        try:
            case = breakable_case(request.user, facts["number"])
            open_in_emergency(case, category=facts["category"], reason=facts["reason"], by=request.user)
        except Http404:
            form.add_error("number", _("There is no such case that you could open here."))
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            return redirect("cases:show", case.pk)
    context = {"form": form, "is_proved": is_proved}
    return render(request, "cases/emergency.html", context, status=422 if form.is_bound else 200)


@may("break_glass", "read")
@require_safe
def emergencies(request: StaffRequest) -> HttpResponse:
    accesses = list(emergencies_to_answer_for(request.user)[:200])
    note_seen(accesses, by=request.user, purpose="review")
    note_seen([each.case for each in accesses if each.case], by=request.user, purpose="review")
    context = {"accesses": accesses, "may_review": bool(allowed(request.user, "break_glass", "review"))}
    return render(request, "cases/emergencies.html", context)


@may("break_glass", "review")
@require_POST
@transaction.atomic
def review(request: StaffRequest, access: UUID) -> HttpResponse:
    open_ones = EmergencyAccess.objects.filter(scope_of(request.user, "break_glass", "review"))
    found = get_object_or_404(open_ones.select_for_update(of=("self",)), pk=access)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please say whether it was justified."))
        return redirect("cases:emergencies")
    try:
        review_emergency(found, form.cleaned_data["review"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("cases:emergencies")
