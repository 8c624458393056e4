"""The own offers, one of them, and what is done with one click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may, scope_of
from ankommen.ui.said import said

from ..access import providers_for
from ..cityfacts import UpkeepRules, upkeep_rules
from ..facts import Facts
from ..kinds import EVENT, OFFER, PLACE, PROVIDER, Kind
from ..models import Offer, Record, Revision, ViewCount
from ..services.checking import obstacles_of
from ..services.keeping import change_offer, change_record, confirm_offer, show_again, take_out
from ..services.reports import settle_report
from ..services.revising import ChangedMeanwhile, proposed_facts
from .forms import say_changed_meanwhile
from .history import history_of
from .rows import proposals_of, rows_of, state_sentence
from .wording import Words

_A_PAGE = 50
LONGEST_QUESTION = 200


@may("offer", "change")
@require_safe
def offers(request: StaffRequest) -> HttpResponse:
    """The offers that one may change; `?q=` those with these words in the name."""
    rules, question = upkeep_rules(), request.GET.get("q", "")[:LONGEST_QUESTION].strip()
    found = offers_for(request, "change").order_by("name", "pk")
    if question:
        found = found.filter(name__icontains=question)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": rows_of(list(page.object_list), rules),
        "question": question,
        "may_add": providers_for(request.user).exists(),
        "proposals": waiting_number(request),
        "may_import": bool(allowed(request.user, "directory", "import")),
        "may_settle": bool(allowed(request.user, "duplicate", "settle")),
        "rules": rules,
    }
    return render(request, "offers/list.html", context)


@may("offer", "change")
@require_safe
def offer(request: StaffRequest, pk: UUID) -> HttpResponse:
    rules, found = upkeep_rules(), offer_for(request, pk)
    row = rows_of([found], rules)[0]
    words = Words([row.facts])
    counts = ViewCount.objects.filter(offer=found).order_by("-on")[:1000]
    context = {
        "row": row,
        "offer": found,
        "sentence": said(lambda: state_sentence(row, rules)),
        "at_places": [(at, *words.hours(at)) for at in row.facts.at_places],
        "history": history_of(found.pk, reader=request.user),
        "reports": found.reports.all(),
        "views": _by_language(counts),
        "proposal": proposals_of([found.pk]).get(found.pk),
        "may_review": bool(allowed(request.user, "offer", "review")),
        "waits": waits_for_review(request, rules),
        "is_out": found.state == Record.State.WITHDRAWN,
    }
    return render(request, "offers/offer.html", context)


@may("offer", "change")
@require_POST
def confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    confirm_offer(offer_for(request, pk).pk, by=str(request.user.pk))
    messages.success(request, _("Noted: all of it is right as of today."))
    return redirect("offers:offer", pk)


@may("offer", "change")
@require_POST
def take_out_offer(request: StaffRequest, pk: UUID) -> HttpResponse:
    take_out(OFFER, offer_for(request, pk).pk, by=str(request.user.pk))
    messages.success(request, _("The public does not see this offer any more. Nothing of it is deleted."))
    return redirect("offers:offer", pk)


@may("offer", "change")
@require_POST
def show_offer_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    waits = waits_for_review(request, upkeep_rules())
    show_again(OFFER, offer_for(request, pk).pk, by=str(request.user.pk), waits=waits)
    messages.success(request, said_after(waits))
    return redirect("offers:offer", pk)


@may("offer", "change")
@require_POST
def undo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Go back to an older revision: its facts are said anew, by the provider of today."""
    found = offer_for(request, pk)
    facts = proposed_facts(revision_of(found, request.POST.get("revision", "")))
    go_back(request, found, replace(facts, provider=str(found.provider_id)), change_offer)
    return redirect("offers:offer", pk)


@may("offer", "change")
@require_POST
def settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A visitor's report was seen to: it is deleted."""
    wanted = request.POST.get("report", "")
    found = next((each for each in offer_for(request, pk).reports.all() if str(each.pk) == wanted), None)
    if found is None:
        raise Http404
    settle_report(found)
    messages.success(request, _("Settled. What was said is deleted."))
    return redirect("offers:offer", pk)


def offers_for(request: StaffRequest, action: str) -> Any:
    """The offers on which one may do `action`, with their providers."""
    rows = Offer._default_manager.select_related("provider", "source")
    return rows.filter(scope_of(request.user, "offer", action))


def offer_for(request: StaffRequest, pk: UUID, action: str = "change") -> Any:
    """One of these offers. Raises Http404."""
    found = offers_for(request, action).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def waits_for_review(request: StaffRequest, rules: UpkeepRules) -> bool:
    """Whether what this account changes waits until somebody takes it over."""
    return rules.reviewed and not allowed(request.user, "offer", "review")


def waiting_number(request: StaffRequest) -> int:
    """How many proposals wait for this account; none where it does not review."""
    if not allowed(request.user, "offer", "review"):
        return 0
    kinds = (PROVIDER.name, PLACE.name, OFFER.name, EVENT.name)
    return Revision.objects.filter(kind__in=kinds, state=Revision.State.PROPOSED).count()


def said_after(waits: bool) -> str:
    """What is told after a change."""
    return (
        _("Saved. The public sees it when it was reviewed.") if waits else _("Saved. The public sees it now.")
    )


def keep(request: StaffRequest, kind: Kind, record: Any, form: Any, *, waits: bool) -> bool:
    """Make a record say what a valid form says; where somebody changed it meanwhile, the form says so."""
    try:
        change_record(
            kind,
            record.pk,
            form.facts(),
            seen=form.cleaned_data["generation"] or 0,
            by=str(request.user.pk),
            waits=waits,
            is_right=form.cleaned_data.get("is_right", False),
        )
    except ChangedMeanwhile:
        say_changed_meanwhile(form, record.generation)
        return False
    messages.success(request, said_after(waits))
    return True


def go_back(request: StaffRequest, record: Any, facts: Facts, change: Callable[..., object]) -> None:
    """Store an older state of a record by `change`, and tell what came of it."""
    waits = waits_for_review(request, upkeep_rules())
    if obstacles := obstacles_of(facts):
        why = {"why": " ".join(obstacles)}
        messages.error(request, _("This state cannot be brought back: %(why)s") % why)
        return
    try:
        change(record.pk, facts, seen=record.generation, by=str(request.user.pk), waits=waits)
    except ChangedMeanwhile:
        messages.error(request, _("Somebody has changed it in the meantime. Look at it again."))
    else:
        messages.success(request, said_after(waits))


def revision_of(record: Any, number: str, kind: Kind = OFFER) -> Revision:
    """A state of a record that one can go back to. Raises Http404."""
    rows = Revision.objects.filter(kind=kind.name, record_id=record.pk, state=Revision.State.DONE)
    found = rows.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if found is None:
        raise Http404
    return found


def _by_language(counts: Any) -> list[tuple[str, int]]:
    numbers: dict[str, int] = {}
    for each in counts:
        numbers[each.language] = numbers.get(each.language, 0) + each.number
    return sorted(numbers.items(), key=lambda pair: -pair[1])
