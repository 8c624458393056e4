"""A provider at the desk: what the public reads of the office or association itself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ankommen.accounts.access import StaffRequest, may

from ..access import providers_for
from ..cityfacts import upkeep_rules
from ..facts import ProviderFacts
from ..kinds import PROVIDER
from ..references import References, the_references
from ..rules import faults_of
from ..services.keeping import change_record
from ..services.revising import facts_now, proposed_facts
from ..texts import is_bare_address
from .forms import take_faults, unified
from .history import history_of
from .rows import proposals_of
from .views import go_back, keep, revision_of, waits_for_review
from .wording import label_of

_NAMES = ("name", "description", "website", "email", "phone")


class ProviderForm(forms.Form):
    """What a provider is called and how it is reached. generation: the state of it that was read."""

    generation = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, before: ProviderFacts, references: References, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before, self._references = before, references
        for name in _NAMES:
            lines = forms.Textarea(attrs={"rows": 6}) if name == "description" else None
            self.fields[name] = forms.CharField(
                label=label_of(name, PROVIDER),
                required=name == "name",
                widget=lines,
                initial=getattr(before, name),
            )

    def clean(self) -> dict[str, Any]:
        """The rules of providers hold."""
        given = super().clean() or {}
        if not self.errors:
            take_faults(self, faults_of(self._facts(given), self._references))
        return given

    def facts(self) -> ProviderFacts:
        """What the form says; call it after `is_valid`."""
        return self._facts(self.cleaned_data)

    def _facts(self, given: dict[str, Any]) -> ProviderFacts:
        said = {name: unified(given[name]) for name in _NAMES}
        if is_bare_address(said["website"]):
            said["website"] = f"https://{said['website']}"
        return replace(self._before, **said)


@may("offer", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The facts of a provider; a change holds for all its offers and says which state of it was read."""
    found, waits = provider_for(request, pk), waits_for_review(request, upkeep_rules())
    form = ProviderForm(
        request.POST if request.method == "POST" else None,
        initial={"generation": found.generation},
        before=facts_now(PROVIDER, found),
        references=the_references(),
    )
    if not form.is_valid():
        return _page(request, found, form, 422 if form.is_bound else 200, waits)
    if not keep(request, PROVIDER, found, form, waits=waits):
        return _page(request, found, form, 409, waits)
    return redirect("offers:provider", pk)


@may("offer", "change")
@require_POST
def undo_provider(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Go back to an older state of a provider; to whose accounts it belongs stays."""
    found = provider_for(request, pk)
    facts = proposed_facts(revision_of(found, request.POST.get("revision", ""), PROVIDER))
    now = replace(facts, organisation=facts_now(PROVIDER, found).organisation)
    go_back(request, found, now, partial(change_record, PROVIDER))
    return redirect("offers:provider", pk)


def provider_for(request: StaffRequest, pk: UUID, action: str = "change") -> Any:
    """A provider on whose offers one may do `action`. Raises Http404."""
    found = providers_for(request.user, action).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(request: StaffRequest, found: Any, form: ProviderForm, status: int, waits: bool) -> HttpResponse:
    context = {
        "provider": found,
        "form": form,
        "waits": waits,
        "waiting": found.pk in proposals_of([found.pk], PROVIDER),
        "history": history_of(found.pk, reader=request.user, kind=PROVIDER),
    }
    return render(request, "offers/provider.html", context, status=status)
