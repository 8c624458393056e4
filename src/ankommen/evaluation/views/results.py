"""Results: how far the city is, live, and what the last release says."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import allowed, may

from ..drawings import drawn, legend, progress_drawing
from ..plan import NoPlan, Plan, in_language, the_plan
from ..queries import latest_release, present_progress
from ..releases import STAFF, TooSoon
from ..services import release_figures
from ..showing import Page, page_of
from ..wording import held_by, outlook_sentence


@require_safe
@may("results", "read")
def results(request: HttpRequest) -> HttpResponse:
    try:
        plan, progress = the_plan(), present_progress()
    except NoPlan:
        return render(request, "evaluation/no_plan.html")
    page = staff_page(request, plan)
    context = {
        "progress": progress,
        "percent": min(100, round(100 * progress.reached / progress.target.count)),
        "outlook": outlook_sentence(progress.outlook),
        "chart": progress_drawing(progress) if progress.reached else "",
        "tables": held_by(progress),
        "target_label": in_language(progress.target.label, language_of_page()),
        "may_release": allowed(request.user, "results", "release") is not None,
        **(choices(plan, page) if page else {}),
    }
    return render(request, "evaluation/results.html", context)


@require_POST
@may("results", "release")
def release(request: HttpRequest) -> HttpResponse:
    """Publish the figures as they are now, after the attacker has looked at them."""
    try:
        made = release_figures(by=request.user)  # type: ignore[arg-type]
    except TooSoon as refusal:
        text = _("A release needs %(count)s more interviews, so that before and after show nobody.")
        messages.warning(request, text % {"count": refusal.missing})
    else:
        messages.success(request, _("Release %(number)s is made.") % {"number": made.number})
    return redirect("evaluation:results")


def staff_page(request: HttpRequest, plan: Plan) -> Page | None:
    """The chosen subject of the latest release, None before the first. Http404 for what is not listed."""
    made = latest_release(plan.form_id)
    if made is None:
        return None
    subject = request.GET.get("subject", plan.subjects[0].key)
    by = request.GET.get("by", plan.breakdowns[0].key)
    try:
        return page_of(made, plan, audience=STAFF, subject=subject, by=by, language=language_of_page())
    except KeyError:
        raise Http404 from None


def choices(plan: Plan, page: Page) -> dict[str, object]:
    """The page with its drawings, and what else may be chosen."""
    language = language_of_page()
    return {
        "page": page,
        "groups": drawn(page),
        "legend": legend(page),
        "subjects": [(one.key, in_language(one.label, language)) for one in plan.subjects],
        "breakdowns": [(one.key, in_language(one.label, language)) for one in plan.breakdowns],
    }


def language_of_page() -> str:
    """The language that the page is read in."""
    return get_language() or "de"
