"""Offers that look alike, side by side: one stays, or they are two."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ankommen.accounts.access import StaffRequest, may

from ..facts import OfferFacts
from ..kinds import OFFER
from ..models import Offer
from ..reading import facts_of
from ..services.doubles import keep_both, keep_one, open_pairs
from ..services.revising import ChangedMeanwhile
from .wording import Words, label_of

_A_PAGE = 10


@dataclass(frozen=True)
class Line:
    """One fact of both, in words."""

    label: Any
    one: str
    other: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.one == self.other


@dataclass(frozen=True)
class Sides:
    """Two offers side by side."""

    one: Any
    other: Any
    lines: list[Line]


class AnswerForm(forms.Form):
    """What becomes of a pair, and which states of both were looked at."""

    one = forms.UUIDField()
    other = forms.UUIDField()
    seen_one = forms.IntegerField()
    seen_other = forms.IntegerField()
    answer = forms.ChoiceField(choices=[("one", ""), ("other", ""), ("two", "")])


@may("duplicate", "settle")
@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: StaffRequest) -> HttpResponse:
    """The pairs that nobody has looked at, the most alike first; an answer settles one of them."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _settle(request, form.cleaned_data)
        return redirect(request.get_full_path())
    pairs = open_pairs()
    page = Paginator(pairs, _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "pairs": _sides(list(page.object_list)), "number": len(pairs), "form": form}
    return render(request, "offers/duplicates.html", context, status=422 if form.is_bound else 200)


def _settle(request: StaffRequest, said: dict[str, Any]) -> None:
    by, one, other = str(request.user.pk), said["one"], said["other"]
    if said["answer"] == "two":
        keep_both(one, other, by=by)
        messages.success(request, _("Noted: they are two. They are not proposed again."))
        return
    seen = said["seen_one"], said["seen_other"]
    kept, out, states = (one, other, seen) if said["answer"] == "one" else (other, one, seen[::-1])
    try:
        keep_one(kept, out, seen=states, by=by)
    except (ChangedMeanwhile, Offer.DoesNotExist):
        messages.error(request, _("Somebody has changed it in the meantime. Look at it again."))
    else:
        messages.success(request, _("One stays; the other was taken out. On its page it can be shown again."))


def _sides(pairs: list[Any]) -> list[Sides]:
    ids = [known.id for pair in pairs for known in (pair.one, pair.other)]
    rows: Any = Offer._default_manager.select_related("provider", "source").in_bulk(ids)
    facts: Any = facts_of(OFFER, list(rows.values()))
    words = Words(facts.values())
    return [
        Sides(rows[pair.one.id], rows[pair.other.id], _lines(words, facts[pair.one.id], facts[pair.other.id]))
        for pair in pairs
        if pair.one.id in rows and pair.other.id in rows
    ]


def _lines(words: Words, one: OfferFacts, other: OfferFacts) -> list[Line]:
    """The facts that at least one of them says, those that differ first."""
    names = [each.name for each in fields(OfferFacts)]
    lines = [Line(label_of(name), words.say(one, name), words.say(other, name)) for name in names]
    return sorted((line for line in lines if line.one or line.other), key=lambda line: line.is_same)
