"""Events and courses at the desk: the list, one of them with its form and history, a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may, scope_of
from ankommen.ui.said import said

from ..access import providers_for
from ..cityfacts import upkeep_rules
from ..dates import coming_dates, next_dates
from ..directory import Shown, public_directory
from ..facts import EventFacts
from ..kinds import EVENT
from ..models import Event, Record
from ..references import the_references
from ..services.keeping import add_record, change_record, show_again, take_out
from ..services.revising import facts_now, proposed_facts
from .choices import chosen_provider, offers_of, places_of
from .eventforms import EventForm
from .history import history_of
from .repeats import in_words
from .rows import proposals_of
from .views import LONGEST_QUESTION, go_back, keep, revision_of, said_after, waits_for_review

_A_PAGE = 50
_NEXT = 5  # dates that the page of an event names


@dataclass(frozen=True)
class Row:
    """One event of the list. next_day: of those that the public sees; None where none comes."""

    event: Any
    next_day: date | None


@may("offer", "change")
@require_safe
def events(request: StaffRequest) -> HttpResponse:
    """The events that one may change, the next first, then those that are over; `?q=` words in the title."""
    question = request.GET.get("q", "")[:LONGEST_QUESTION].strip()
    found = events_for(request).order_by("-starts_at", "pk")
    if question:
        found = found.filter(title__icontains=question)
    coming: dict[str, date] = {}
    for each in coming_dates(public_directory(), timezone.localdate()):
        coming.setdefault(each.event.id, each.first_day)
    rows = [Row(event, coming.get(str(event.pk))) for event in found]
    rows.sort(key=lambda row: row.next_day or date.max)
    page = Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "question": question, "may_add": providers_for(request.user).exists()}
    return render(request, "offers/events.html", context)


@may("offer", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def new_event(request: StaffRequest) -> HttpResponse:
    """A new event of `?provider=`; where one has several, which one is asked first."""
    providers = providers_for(request.user)
    provider = chosen_provider(providers, request.GET.get("provider", ""))
    if provider is None:
        context = {"providers": providers, "title": _("New date"), "back": "offers:events"}
        return render(request, "offers/new_provider.html", context)
    waits = waits_for_review(request, upkeep_rules())
    form = _form(request, EventFacts("", "", provider=str(provider.pk)), waits)
    if not form.is_valid():
        context = {"form": form, "provider": provider, "waits": waits}
        return render(request, "offers/event.html", context, status=422 if form.is_bound else 200)
    is_right = form.cleaned_data.get("is_right", False)
    pk = add_record(EVENT, form.facts(), by=str(request.user.pk), waits=waits, is_right=is_right)
    messages.success(request, said_after(waits))
    return redirect("offers:event", pk)


@may("offer", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The facts of an event, its next dates and its history; a change says which state of it was read."""
    found, waits = event_for(request, pk), waits_for_review(request, upkeep_rules())
    form = _form(request, facts_now(EVENT, found), waits, found.generation)
    if not form.is_valid():
        return _page(request, found, form, 422 if form.is_bound else 200, waits)
    if not keep(request, EVENT, found, form, waits=waits):
        return _page(request, found, form, 409, waits)
    return redirect("offers:event", pk)


@may("offer", "change")
@require_POST
def take_out_event(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The public sees the event no more."""
    take_out(EVENT, event_for(request, pk).pk, by=str(request.user.pk))
    messages.success(request, _("The public does not see this event any more. Nothing of it is deleted."))
    return redirect("offers:event", pk)


@may("offer", "change")
@require_POST
def show_event_again(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The public sees the event again, or somebody is asked to show it."""
    waits = waits_for_review(request, upkeep_rules())
    show_again(EVENT, event_for(request, pk).pk, by=str(request.user.pk), waits=waits)
    messages.success(request, said_after(waits))
    return redirect("offers:event", pk)


@may("offer", "change")
@require_POST
def undo_event(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Go back to an older state of an event; whose it is stays."""
    found = event_for(request, pk)
    facts = proposed_facts(revision_of(found, request.POST.get("revision", ""), EVENT))
    now = replace(facts, provider=facts_now(EVENT, found).provider)
    go_back(request, found, now, partial(change_record, EVENT))
    return redirect("offers:event", pk)


def events_for(request: StaffRequest, action: str = "change") -> Any:
    """The events on which one may do `action`: those of the providers whose offers one may change."""
    rows = Event._default_manager.select_related("provider", "source")
    return rows.filter(scope_of(request.user, "offer", action))


def event_for(request: StaffRequest, pk: UUID, action: str = "change") -> Any:
    """One of these events. Raises Http404."""
    found = events_for(request, action).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, before: EventFacts, waits: bool, generation: int = 0) -> EventForm:
    return EventForm(
        request.POST if request.method == "POST" else None,
        before=before,
        offers=offers_of(before.provider, before.offer),
        places=places_of(before.provider, [before.place] if before.place else []),
        references=the_references(),
        waits=waits,
        generation=generation,
    )


def _page(request: StaffRequest, found: Event, form: EventForm, status: int, waits: bool) -> HttpResponse:
    facts = facts_now(EVENT, found)
    context = {
        "event": found,
        "provider": found.provider,
        "form": form,
        "repeats": said(lambda: f"{_('Understood as:')} {in_words(facts)}") if facts.rule else "",
        "dates": next_dates(Shown(EVENT.name, str(found.pk), facts, "", None), timezone.localdate(), _NEXT),
        "proposal": proposals_of([found.pk], EVENT).get(found.pk),
        "may_review": bool(allowed(request.user, "offer", "review")),
        "history": history_of(found.pk, reader=request.user, kind=EVENT),
        "is_public": found.state == Record.State.PUBLIC,
        "waits": waits,
    }
    return render(request, "offers/event.html", context, status=status)
