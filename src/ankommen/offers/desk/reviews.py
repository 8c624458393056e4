"""What waits for review: a reviewer takes it over, or refuses it with a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ankommen.accounts.access import StaffRequest, may

from ..facts import EventFacts, OfferFacts
from ..kinds import EVENT, KINDS, OFFER, PLACE, PROVIDER
from ..models import Event, Offer, Place, Provider, Record, Revision
from ..reading import facts_of
from ..services.checking import obstacles_of
from ..services.keeping import accept_proposal, refuse_proposal
from ..services.revising import ChangedMeanwhile, proposed_facts
from .events import event_for
from .places import place_for
from .providers import provider_for
from .views import offer_for
from .wording import Words

LONGEST_REASON = 300
_RECORD_FOR = {
    PROVIDER.name: provider_for,
    PLACE.name: place_for,
    OFFER.name: offer_for,
    EVENT.name: event_for,
}


class AnswerForm(forms.Form):
    """Yes, or no and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=gettext_lazy("What shall happen?"),
        choices=[("yes", gettext_lazy("Take it over")), ("no", gettext_lazy("Do not take it over"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("Why not?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("One sentence for those who proposed it."),
    )

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        given = super().clean() or {}
        if given.get("answer") == "no" and not given.get("why"):
            self.add_error("why", _("Please say in one sentence why it is not taken over."))
        return given


@may("offer", "review")
@require_safe
def proposals(request: StaffRequest) -> HttpResponse:
    """All that waits, the oldest first."""
    waiting = list(Revision.objects.filter(kind__in=_RECORD_FOR, state=Revision.State.PROPOSED)[:200])
    ids = [each.record_id for each in waiting]
    found: dict[Any, Any] = {**Place._default_manager.in_bulk(ids), **Provider._default_manager.in_bulk(ids)}
    for model in (Offer, Event):
        rows_of_model: Any = model._default_manager.select_related("provider")
        found |= rows_of_model.in_bulk(ids)
    rows = [(each, found[each.record_id]) for each in waiting if each.record_id in found]
    return render(request, "offers/reviews.html", {"rows": rows})


@may("offer", "review")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: StaffRequest, number: int) -> HttpResponse:
    """GET shows what would change; POST answers to what was shown, and to nothing that came since."""
    found = Revision.objects.filter(pk=number, kind__in=_RECORD_FOR, state=Revision.State.PROPOSED).first()
    if found is None:
        raise Http404
    record = _RECORD_FOR[found.kind](request, found.record_id, "review")
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"seen": record.generation})
    if not form.is_valid():
        return _page(request, found, record, form, 422 if form.is_bound else 200)
    try:
        if form.cleaned_data["answer"] == "no":
            refuse_proposal(found, why=form.cleaned_data["why"])
            messages.success(request, _("Not taken over. Those who proposed it see your sentence."))
        elif obstacles := obstacles_of(proposed_facts(found)):
            form.add_error(None, " ".join(obstacles))
            return _page(request, found, record, form, 409)
        else:
            accept_proposal(found, seen=form.cleaned_data["seen"], by=str(request.user.pk))
            messages.success(request, _("Taken over. The public sees it now."))
    except ChangedMeanwhile:
        messages.error(request, _("Somebody has changed it in the meantime. Look at it again."))
        return redirect("offers:review", number)
    return redirect("offers:reviews")


def _page(
    request: StaffRequest, proposal: Revision, record: Any, form: AnswerForm, status: int
) -> HttpResponse:
    kind = KINDS[proposal.kind]
    before: Any = facts_of(kind, [record])[record.pk]
    after = proposed_facts(proposal)
    is_new = kind in (OFFER, EVENT) and record.state == Record.State.DRAFT
    if is_new:
        before = _nothing_but_whose(before)
    context = {
        "proposal": proposal,
        "record": record,
        "page_of_record": reverse(f"offers:{kind.name}", args=[record.pk]),
        "differences": Words([before, after]).differences(before, after),
        "is_new": is_new,
        "form": form,
    }
    return render(request, "offers/review.html", context, status=status)


def _nothing_but_whose(facts: OfferFacts | EventFacts) -> OfferFacts | EventFacts:
    """What a new record is compared with, so that all it says is shown."""
    if isinstance(facts, OfferFacts):
        return OfferFacts(provider=facts.provider, name="")
    return EventFacts("", "", provider=facts.provider)
