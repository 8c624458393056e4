"""The staff's page of what visitors suggested."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import StaffRequest, may, scope_of

from ..models import Suggestion
from ..services import settle_suggestion

_A_PAGE = 50


@may("suggestion", "settle")
@require_safe
def suggestions(request: StaffRequest) -> HttpResponse:
    """All that waits, the oldest first."""
    found = Suggestion.objects.filter(scope_of(request.user, "suggestion", "settle"))
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "suggestions/list.html", {"page": page})


@may("suggestion", "settle")
@require_POST
def settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Delete one that somebody has seen to."""
    found = Suggestion.objects.filter(scope_of(request.user, "suggestion", "settle"))
    settle_suggestion(get_object_or_404(found, pk=pk))
    messages.success(request, _("Settled. What was said is deleted."))
    return redirect("suggestions:list")
