"""Results: how far the city is, live, and what the last release says."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may
from ankommen.ui.said import said

from ..drawings import progress_drawing
from ..plan import NoPlan, in_language, the_plan
from ..queries import last_release_run, present_progress, release_under_way
from ..releases import STAFF, UnderWay
from ..services import start_release
from ..wording import held_by, outlook_sentence
from .handing import chosen_page, file_response, language_of_page, page_context


@may("results", "read")
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    try:
        plan, progress = the_plan(), present_progress()
    except NoPlan:
        return render(request, "evaluation/no_plan.html")
    page = chosen_page(request, plan, STAFF)
    context = {
        "progress": progress,
        "share": min(1, progress.reached / progress.target.count),
        "outlook": said(lambda: outlook_sentence(progress.outlook)),
        "chart": progress_drawing(progress) if progress.reached else "",
        "tables": held_by(progress),
        "target_label": in_language(progress.target.label, language_of_page()),
        "may_release": bool(allowed(request.user, "results", "release")),
        "may_link": bool(allowed(request.user, "link", "read")),
        "may_research": bool(allowed(request.user, "research", "read")),
        **_run_context(request),
        **(page_context(request, plan, page, download="evaluation:download") if page else {}),
    }
    if page and "by" not in request.GET:
        context["opened"] = [figure.key for figure in page.figures if figure.headline][:1]
    return render(request, "evaluation/results.html", context)


def _run_context(request: HttpRequest) -> dict[str, object]:
    """How the release that was asked for stands, for who may ask; nothing once the page shows it."""
    run = last_release_run()
    if run is None or run.state == run.State.MADE or not allowed(request.user, "results", "release"):
        return {}
    kind = "info" if release_under_way() else "warning"
    return {"run_notice": kind, "run_sentence": said(lambda: run.sentence)}


@may("results", "read")
@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The chosen figures as a file: pdf, xlsx, csv or json."""
    try:
        return file_response(chosen_page(request, the_plan(), STAFF), kind)
    except NoPlan:
        raise Http404 from None


@may("results", "release")
@require_POST
def release(request: StaffRequest) -> HttpResponse:
    """Begin a release in the background; the page says how it stands."""
    try:
        start_release(by=request.user)
    except UnderWay:
        messages.warning(request, _("A release is being made already."))
    return redirect("evaluation:results")
