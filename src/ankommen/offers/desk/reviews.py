"""What waits for review: a reviewer takes it over, or refuses it with a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from ankommen.accounts.access import StaffRequest, may

from ..facts import OfferFacts
from ..kinds import OFFER
from ..models import Offer, Revision
from ..reading import facts_of
from ..services.checking import obstacles_of
from ..services.keeping import ChangedMeanwhile, accept_proposal, proposed_facts, refuse_proposal
from .views import offer_for
from .wording import Words

LONGEST_REASON = 300


class AnswerForm(forms.Form):
    """Yes, or no and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_lazy("What shall happen?"),
        choices=[("yes", _lazy("Take it over")), ("no", _lazy("Do not take it over"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_lazy("Why not?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_lazy("One sentence for those who proposed it."),
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
    waiting = list(Revision.objects.filter(kind=OFFER.name, state=Revision.State.PROPOSED)[:200])
    offers = Offer._default_manager.select_related("provider").in_bulk([each.record_id for each in waiting])
    rows = [(each, offers[each.record_id]) for each in waiting if each.record_id in offers]
    return render(request, "offers/reviews.html", {"rows": rows})


@may("offer", "review")
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: StaffRequest, number: int) -> HttpResponse:
    """GET shows what would change; POST answers to what was shown, and to nothing that came since."""
    found = Revision.objects.filter(pk=number, kind=OFFER.name, state=Revision.State.PROPOSED).first()
    if found is None:
        raise Http404
    offer = offer_for(request, found.record_id, "review")
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"seen": offer.generation})
    if not form.is_valid():
        return _page(request, found, offer, form, 422 if form.is_bound else 200)
    try:
        if form.cleaned_data["answer"] == "no":
            refuse_proposal(found, why=form.cleaned_data["why"])
            messages.success(request, _("Not taken over. Those who proposed it see your sentence."))
        elif obstacles := obstacles_of(proposed_facts(found)):
            form.add_error(None, " ".join(obstacles))
            return _page(request, found, offer, form, 409)
        else:
            accept_proposal(found, seen=form.cleaned_data["seen"], by=str(request.user.pk))
            messages.success(request, _("Taken over. The public sees it now."))
    except ChangedMeanwhile:
        messages.error(request, _("Somebody has changed it in the meantime. Look at it again."))
        return redirect("offers:review", number)
    return redirect("offers:reviews")


def _page(
    request: StaffRequest, proposal: Revision, offer: Any, form: AnswerForm, status: int
) -> HttpResponse:
    before: Any = facts_of(OFFER, [offer])[offer.pk]
    after = proposed_facts(proposal)
    is_new = offer.state == Offer.State.DRAFT
    if is_new:
        before = OfferFacts(provider=before.provider, name="")
    context = {
        "proposal": proposal,
        "offer": offer,
        "differences": Words([before, after]).differences(before, after),
        "is_new": is_new,
        "form": form,
    }
    return render(request, "offers/review.html", context, status=status)
