"""Research projects: who gets which data for what, released by a second person, handed over as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may
from ankommen.journal.queries import entries_about
from ankommen.ui.said import said

from ..access import project_for
from ..exports import BadProposal, ExportRefused, catalogue, shown_variables
from ..forms import FORMATS, LANGUAGES, ExportForm, ProposalForm, values_of
from ..plan import NoPlan, the_plan
from ..queries import export_run, research_projects
from ..services import create_project, end_project, fetch_export, release_project, start_export
from .handing import language_of_page

if TYPE_CHECKING:
    from ..models import ResearchProject

_ACTIONS = ("propose", "release", "export")


@may("research", "read")
@require_safe
def list_all(request: StaffRequest) -> HttpResponse:
    context = {"projects": research_projects(), "may_propose": allowed(request.user, "research", "propose")}
    return render(request, "evaluation/projects.html", context)


@may("research", "propose")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: StaffRequest) -> HttpResponse:
    """The form; `?like=NAME` fills it in as an earlier project was."""
    try:
        form_id = the_plan().form_id
    except NoPlan:
        return render(request, "evaluation/no_plan.html")
    like = request.GET.get("like")
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        initial=values_of(project_for(request.user, like)) if like else {},
        sections=catalogue(form_id, language_of_page()),
        form_id=form_id,
    )
    if form.is_valid():
        try:
            project = create_project(*form.proposal(), by=request.user)
        except BadProposal as refusal:
            form.add_problems(refusal.problems)
        else:
            messages.success(request, _("The project is proposed. Now a second person looks at it."))
            return redirect("evaluation:project", project.pk)
    return render(request, "evaluation/propose.html", {"form": form}, status=422 if form.is_bound else 200)


@may("research", "read")
@require_safe
def show(request: StaffRequest, name: str) -> HttpResponse:
    return _page(request, project_for(request.user, name))


@may("research", "release")
@require_POST
def release(request: StaffRequest, name: str) -> HttpResponse:
    project = project_for(request.user, name, to="release")
    try:
        release_project(project, by=request.user)
    except ExportRefused as refusal:
        return _page(request, project, refusal=str(refusal))
    messages.success(request, _("The project is released. Its data can be handed over now."))
    return redirect("evaluation:project", name)


@may("research", "release")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, name: str) -> HttpResponse:
    """Ask once more, then end the project: its key does not come back."""
    project = project_for(request.user, name, to="release")
    if request.method != "POST" and not project.over_on:
        return render(request, "evaluation/end_project.html", {"project": project})
    try:
        end_project(project, by=request.user)
    except ExportRefused as refusal:
        return _page(request, project, refusal=str(refusal))
    messages.success(request, _("The project is ended."))
    return redirect("evaluation:project", name)


@may("research", "export")
@require_POST
def export(request: StaffRequest, name: str) -> HttpResponse:
    """Begin to make the files; the page of the project says how far they are."""
    project, form = project_for(request.user, name, to="export"), ExportForm(request.POST)
    if not form.is_valid():
        return _page(request, project, form=form)
    try:
        start_export(project, **form.cleaned_data, by=request.user)
    except ExportRefused as refusal:
        if not refusal.about:
            return _page(request, project, refusal=str(refusal))
        form.add_error(refusal.about[0], str(refusal))
        return _page(request, project, form=form)
    return redirect("evaluation:project", name)


@may("research", "export")
@require_POST
def fetch(request: StaffRequest, name: str) -> HttpResponse:
    """The files as one ZIP. A POST, because it is written down that they were handed over."""
    project = project_for(request.user, name, to="export")
    try:
        packed = fetch_export(project, by=request.user)
    except ExportRefused as refusal:
        return _page(request, project, refusal=str(refusal))
    file = f"{project.pk}-{timezone.localdate().isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)


def _page(
    request: StaffRequest, project: ResearchProject, *, form: ExportForm | None = None, refusal: str = ""
) -> HttpResponse:
    """A project with what may be done to it. refusal: why something was not done."""
    run = export_run(project)
    context = {
        "project": project,
        "sections": shown_variables(project, language_of_page()),
        "rights": {action: allowed(request.user, "research", action) for action in _ACTIONS},
        "is_own": project.proposed_by_id == request.user.pk,
        "handed_over": _handed_over(project),
        "run": run,
        "run_sentence": said(lambda: run.sentence) if run else "",
        "format_label": FORMATS.get(run.file_format) if run else "",
        "language_label": LANGUAGES.get(run.language) if run else "",
        "form": form or ExportForm(),
        "refusal": refusal,
    }
    status = 422 if refusal or (form and form.errors) else 200
    return render(request, "evaluation/project.html", context, status=status)


def _handed_over(project: ResearchProject) -> list[dict[str, object]]:
    """When data of the project went out, the latest first."""
    entries = entries_about(project).filter(verb="evaluation.project_exported")[:30]
    return [
        {
            "at": entry.at,
            "interviews": entry.facts["interviews"],
            "format": FORMATS.get(str(entry.facts["format"]), entry.facts["format"]),
            "language": LANGUAGES.get(str(entry.facts.get("language")), ""),
        }
        for entry in entries
    ]
