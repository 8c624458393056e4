"""A new case: first the language in which the person reads the consent, then who it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ankommen.accounts.access import StaffRequest, may
from ankommen.accounts.queries import who_may
from ankommen.engines.papercodes import grouped
from ankommen.places.access import require_papers

from ..forms import OpenForm
from ..models import Case
from ..services import NewCase, Refused, Yes, open_case
from ..wording import OWN, languages_with_texts, wording_of


@may("case", "open")
@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: StaffRequest) -> HttpResponse:
    require_papers()
    language = request.GET.get("language", "")
    if language not in languages_with_texts():
        return render(request, "cases/open_language.html", {"languages": languages_with_texts()})
    organisation = request.user.workplace
    try:
        texts = [wording_of(organisation, OWN), wording_of(organisation, language)]
    except Refused as refusal:
        return render(
            request, "cases/open_language.html", {"languages": [], "refusal": str(refusal)}, status=409
        )
    form = OpenForm(request.POST or None, initial={"language": language})
    if form.is_valid():
        try:
            case, code = _open(request, form, language)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            form.take_new_number()
        else:
            return paper(request, case, code, language, is_new_case=True)
    context = {"form": form, "own": texts[0], "client": texts[1], "language": language}
    return render(request, "cases/open.html", context, status=422 if form.is_bound else 200)


def _open(request: StaffRequest, form: OpenForm, language: str) -> tuple[Case, str]:
    given = form.cleaned_data
    facts = NewCase(
        name=given["name"],
        own_name=given["own_name"],
        language=given["language"],
        contact=form.contact(),
        site=given["site"] or None,
    )
    leads = who_may("case", "change", organisation=request.user.workplace).filter(pk=request.user.pk).first()
    yes = Yes(language, given["given"])
    return open_case(
        facts, yes, responsible=leads, by=request.user, number=given["number"], secret=given["secret"]
    )


def paper(
    request: StaffRequest, case: Case, code: str, language: str, *, is_new_case: bool = False
) -> HttpResponse:
    """The page with the person's code, in German and in their language; it is shown once."""
    context = {
        "is_new_case": is_new_case,
        "case": case,
        "code": grouped(code),
        "client": language,
        "address": request.build_absolute_uri(reverse("my_case:look")),
        "may_read": case.responsible_id == request.user.pk,
    }
    return render(request, "cases/opened.html", context)
