"""What visitors say: a mistake in an offer, an idea for the whole site. No account, nothing of the sender."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ankommen.accounts.access import braked
from ankommen.offers.queries import public_directory
from ankommen.offers.services import report_mistake

from .services import suggest

LONGEST = 1_000


class VoiceForm(forms.Form):
    """A text. The second field is for programs: people do not see it, and who fills it in is not heard."""

    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In any language. Please write no names and nothing private."),
    )
    homepage = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1"})
    )

    def __init__(self, request: HttpRequest, label: object) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self.fields["text"].label = label  # type: ignore[assignment]

    @property
    def is_by_a_program(self) -> bool:
        """Whether the field was filled in that people do not see."""
        return bool(self.cleaned_data["homepage"])


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what is wrong about an offer. A few from one address within ten minutes, then 429."""
    shown = public_directory().offers.get(str(pk))
    if shown is None:
        raise Http404
    form = VoiceForm(request, _("What is wrong?"))
    context = {"form": form, "offer": shown, "name": shown.told("name", get_language() or "de")}
    if not form.is_valid():
        return render(request, "portal/report.html", context, status=422 if form.is_bound else 200)
    with braked(request, "report"):  # each counts: none is ever right
        pass
    if not form.is_by_a_program:
        report_mistake(pk, form.cleaned_data["text"])
    return render(request, "portal/heard.html", {"offer": shown})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def box(request: HttpRequest) -> HttpResponse:
    """Questions, ideas, suggestions for the whole site."""
    form = VoiceForm(request, _("Your question, idea or suggestion"))
    if not form.is_valid():
        return render(request, "portal/box.html", {"form": form}, status=422 if form.is_bound else 200)
    with braked(request, "suggestion"):
        pass
    if not form.is_by_a_program:
        suggest(form.cleaned_data["text"])
    return render(request, "portal/heard.html", {"offer": None})
