"""What the person sees with the code on paper: which office looked, why, and what can be stopped."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.accounts.access import braked

from ..forms import CodeForm
from ..models import Case
from ..queries import accesses_of, case_by_code
from ..services import withdraw_grant


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    case = case_of_code(request, form)
    if case is None:
        return render(request, "cases/ask_code.html", {"form": form}, status=422 if form.is_bound else 200)
    return render(request, "cases/my_case.html", _own_view(case, form))


@login_not_required
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    case = case_of_code(request, form)
    if case is None:
        return render(request, "cases/ask_code.html", {"form": form}, status=422)
    wanted = request.POST.get("grant", "")
    grant = next((one for one in case.grants.all() if str(one.pk) == wanted), None)
    if grant is not None:
        withdraw_grant(grant, by=None)
    return render(request, "cases/my_case.html", _own_view(case, form) | {"withdrawn": grant})


def case_of_code(request: HttpRequest, form: CodeForm) -> Case | None:
    """The case whose code was sent; None where the form says why not. Raises TooManyGuesses."""
    if not form.is_valid():
        return None
    with braked(request, "case code") as guess:
        case = case_by_code(form.cleaned_data["code"])
        if case is not None:
            guess.was_right()
    if case is None:
        form.add_error("code", _("No case has this code. Please compare it with your paper."))
    return case


def _own_view(case: Case, form: CodeForm) -> dict[str, object]:
    return {
        "case": case,
        "code": form.cleaned_data["code"],
        "accesses": accesses_of(case),
        "grants": case.grants.in_force().select_related("to_organisation"),
    }
