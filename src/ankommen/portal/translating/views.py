"""How everything stands, the list of texts, and which languages the public sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may
from ankommen.journal.services import record
from ankommen.translations.queries import Line, State, decisions, sources_then
from ankommen.translations.services import hold_back_language, release_language

from ..access import languages_of_the_city, shown_to_all
from ..languages import spoken_name
from .access import language_for
from .collections import COLLECTIONS, Collection
from .forms import FilterForm
from .history import who
from .reading import Counted, counted, languages_set_up, lines_of, matching, sliced, title_of
from .sentences import STATES
from .worddiff import Part, shortened, word_changes

if TYPE_CHECKING:
    from ankommen.accounts.models import User

A_PAGE = 25
_LONGEST = 400  # letters of a text that the list shows


@dataclass(frozen=True)
class Row:
    """A text in the list. changes: what changed in its source since it was translated."""

    line: Line
    title: str
    fact: str
    changes: list[Part]


@may("translation", "read")
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    languages = languages_set_up()
    numbers = counted(languages)
    released = shown_to_all()
    context = {
        "languages": [
            {
                "tag": tag,
                "name": spoken_name(tag),
                "is_released": tag in released,
                "rows": [each for each in numbers if each.language == tag],
                "all": _together([each for each in numbers if each.language == tag]),
            }
            for tag in languages
        ],
        "states": STATES,
        "may_release": bool(allowed(request.user, "translation", "release")),
        "decisions": [
            (
                each,
                [*map(spoken_name, each.added)],
                [*map(spoken_name, each.removed)],
                who(each.by, request.user),
            )
            for each in decisions(languages_of_the_city())[:20]
        ],
    }
    return render(request, "translating/overview.html", context)


@may("translation", "read")
@require_safe
def texts(request: StaffRequest) -> HttpResponse:
    """The list: `?collection=`, `language=`, `state=`, `q=`; `after=` the last key of the page before."""
    form = FilterForm(request.GET, languages_set_up())
    if not form.is_valid():
        return render(request, "translating/texts.html", {"form": form}, status=422)
    collection, language = COLLECTIONS[form.cleaned_data["collection"]], form.cleaned_data["language"]
    titles = collection.titles()
    found = matching(
        lines_of(collection, language),
        titles,
        state=form.cleaned_data["state"],
        words=form.cleaned_data["q"],
    )
    page = sliced(found, request.GET.get("after", ""), A_PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": _rows(collection, language, page.lines, titles),
        "collection": collection,
        "language": language,
        "longest": _LONGEST,
        "may_change": bool(allowed(request.user, "translation", "change")),
    }
    return render(request, "translating/texts.html", context)


@may("translation", "release")
@require_POST
def release(request: StaffRequest, language: str) -> HttpResponse:
    if _decide(request.user, language_for(language), is_shown=True):
        sentence = _("%(language)s is released: the public sees it now.")
        messages.success(request, sentence % {"language": spoken_name(language)})
    return redirect("translating:overview")


@may("translation", "release")
@require_POST
def hold_back(request: StaffRequest, language: str) -> HttpResponse:
    if _decide(request.user, language_for(language), is_shown=False):
        sentence = _("%(language)s is taken back: the public is led to the German pages. No text is lost.")
        messages.success(request, sentence % {"language": spoken_name(language)})
    return redirect("translating:overview")


@transaction.atomic
def _decide(user: User, language: str, *, is_shown: bool) -> bool:
    act = release_language if is_shown else hold_back_language
    changed = act(language, of=languages_of_the_city(), by=str(user.pk))
    if changed:
        verb = "portal.language_released" if is_shown else "portal.language_held_back"
        record(verb, by=user, language=language)
    return changed


def _together(rows: list[Counted]) -> dict[str, Any]:
    states = {state: sum(row.states[state] for row in rows) for state in STATES}
    return {"states": states, "number": sum(states.values())}


def _rows(collection: Collection, language: str, lines: list[Line], titles: Any) -> list[Row]:
    outdated = [line.key for line in lines if line.state is State.OUTDATED]
    then = sources_then(collection.slug, language, outdated) if outdated else {}
    return [
        Row(
            line,
            title_of(line, titles),
            collection.fact(line.key),
            shortened(word_changes(then[line.key], line.source.text)) if line.key in then else [],
        )
        for line in lines
    ]
