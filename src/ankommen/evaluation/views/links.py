"""Which questions of two versions go on in each other: proposed by likeness, confirmed by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may
from ankommen.questionnaires.queries import settled_versions

from ..bridge import BadLink
from ..comparing import comparison
from ..models import Link
from ..plan import NoPlan, the_plan
from ..services import confirm_link, propose_links, versions_to_link

if TYPE_CHECKING:
    from django.http import QueryDict

    from ankommen.questionnaires.models import Version


@may("link", "read")
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    return _page(request, request.GET)


@may("link", "confirm")
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Note which questions look alike, for a person to judge."""
    pair = _versions(request.POST)
    number = propose_links(*pair)
    text = ngettext("%(number)s new proposal.", "%(number)s new proposals.", number)
    messages.success(request, text % {"number": number})
    return redirect(_address(pair))


@may("link", "confirm")
@require_POST
def confirm(request: StaffRequest) -> HttpResponse:
    """Confirm one link as the form says; a refusal stands at its row."""
    pair, sent = _versions(request.POST), request.POST
    items = sent.get("earlier_item", ""), sent.get("later_item", "")
    kind = sent.get("kind", "")
    if kind not in Link.Kind:
        raise Http404
    mapping = _mapping(sent) if kind == Link.Kind.RECODED else ()
    try:
        confirm_link(*pair, items=items, kind=kind, mapping=mapping, by=request.user)
    except BadLink as refusal:
        return _page(request, sent, refused=(f"{items[0]}--{items[1]}", str(refusal)))
    messages.success(request, _("“%(item)s” is confirmed.") % {"item": items[1]})
    return redirect(f"{_address(pair)}#{items[0]}--{items[1]}")


@may("link", "confirm")
@require_POST
def confirm_identical(request: StaffRequest) -> HttpResponse:
    """Confirm all proposals whose texts and answers are the same to the letter."""
    pair = _versions(request.POST)
    alike = comparison(*pair).identical
    for one in alike:
        items = one.earlier.key, one.later.key
        confirm_link(*pair, items=items, kind=one.kind, by=request.user)
    text = ngettext("%(number)s link is confirmed.", "%(number)s links are confirmed.", len(alike))
    messages.success(request, text % {"number": len(alike)})
    return redirect(_address(pair))


def _page(request: HttpRequest, chosen: QueryDict, *, refused: tuple[str, str] = ("", "")) -> HttpResponse:
    """The two versions beside each other. refused: the row that was refused, and why."""
    labels = _labels()
    if len(labels) < 2:
        return render(request, "evaluation/links.html", {"labels": labels})
    pair = _versions(chosen)
    tried = chosen.get("earlier_item", ""), chosen.get("later_item", "")
    context = {
        "labels": labels,
        "earlier": pair[0],
        "later": pair[1],
        "comparison": comparison(*pair, tried=tried),
        "kinds": Link.Kind.choices,
        "tried": "--".join(tried),
        "refused": refused[0],
        "refusal": refused[1],
        "may_confirm": bool(allowed(request.user, "link", "confirm")),
    }
    return render(request, "evaluation/links.html", context, status=422 if refused[0] else 200)


def _versions(chosen: QueryDict) -> tuple[Version, Version]:
    """The two versions of the form, the last two where none are named. Http404 for others."""
    labels = _labels()
    if len(labels) < 2:
        raise Http404
    earlier, later = chosen.get("earlier", labels[-2]), chosen.get("later", labels[-1])
    if earlier not in labels or later not in labels or labels.index(earlier) >= labels.index(later):
        raise Http404
    return versions_to_link(_form_id(), earlier, later)


def _labels() -> list[str]:
    return list(dict.fromkeys(version.label for version in settled_versions(_form_id())))


def _form_id() -> str:
    try:
        return the_plan().form_id
    except NoPlan:
        raise Http404 from None


def _mapping(sent: QueryDict) -> list[tuple[str, str]]:
    """Pairs of choices: each earlier one with where it goes, each later one with where it is from."""
    sent_on = {name: str(value) for name, value in sent.items() if value}
    pairs = [(name.removeprefix("to:"), new) for name, new in sent_on.items() if name.startswith("to:")]
    back = [(old, name.removeprefix("from:")) for name, old in sent_on.items() if name.startswith("from:")]
    return pairs + back


def _address(pair: tuple[Version, Version]) -> str:
    return f"{reverse('evaluation:links')}?{urlencode({'earlier': pair[0].label, 'later': pair[1].label})}"
