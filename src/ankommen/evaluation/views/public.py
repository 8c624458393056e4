"""The open figures, for everybody: large groups only, rounded, in every language of the pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..plan import NoPlan, the_plan
from ..releases import PUBLIC
from .handing import chosen_page, file_response, page_context


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    try:
        plan = the_plan()
    except NoPlan:
        raise Http404 from None
    page = chosen_page(request, plan, PUBLIC)
    context: dict[str, object] = (
        page_context(request, plan, page, download="figures:download") if page else {}
    )
    if page and page.release.has_demo:
        context["is_demo"] = True
    return render(request, "evaluation/public.html", context)


@login_not_required
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The open figures as a file: pdf, xlsx, csv or json."""
    try:
        return file_response(chosen_page(request, the_plan(), PUBLIC), kind)
    except NoPlan:
        raise Http404 from None
