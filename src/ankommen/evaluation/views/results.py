"""Results: how far the city is, live, and what the last release says."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import allowed, may

from ..drawings import progress_drawing
from ..plan import NoPlan, in_language, the_plan
from ..queries import last_release_run, present_progress
from ..releases import STAFF, UnderWay
from ..services import start_release
from ..wording import held_by, outlook_sentence
from .handing import chosen_page, file_response, language_of_page, page_context


@require_safe
@may("results", "read")
def results(request: HttpRequest) -> HttpResponse:
    try:
        plan, progress = the_plan(), present_progress()
    except NoPlan:
        return render(request, "evaluation/no_plan.html")
    page = chosen_page(request, plan, STAFF)
    context = {
        "progress": progress,
        "percent": min(100, round(100 * progress.reached / progress.target.count)),
        "outlook": outlook_sentence(progress.outlook),
        "chart": progress_drawing(progress) if progress.reached else "",
        "tables": held_by(progress),
        "target_label": in_language(progress.target.label, language_of_page()),
        "may_release": allowed(request.user, "results", "release") is not None,
        "run": last_release_run(),
        "may_link": allowed(request.user, "link", "read") is not None,
        **(page_context(request, plan, page, download="evaluation:download") if page else {}),
    }
    if page and "by" not in request.GET:
        context["opened"] = [figure.key for figure in page.figures if figure.headline][:1]
    return render(request, "evaluation/results.html", context)


@require_safe
@may("results", "read")
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """The chosen figures as a file: pdf, xlsx, csv or json."""
    try:
        return file_response(chosen_page(request, the_plan(), STAFF), kind)
    except NoPlan:
        raise Http404 from None


@require_POST
@may("results", "release")
def release(request: HttpRequest) -> HttpResponse:
    """Begin a release in the background; the page says how it stands."""
    try:
        run = start_release(by=request.user)  # type: ignore[arg-type]
    except UnderWay:
        messages.warning(request, _("A release is being made already."))
    else:
        messages.success(request, run.sentence)
    return redirect("evaluation:results")
