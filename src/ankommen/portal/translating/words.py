"""The glossary: words that every translation says in the same way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may
from ankommen.journal.services import record
from ankommen.translations.queries import GlossaryTerm, glossary
from ankommen.translations.services import ChangedMeanwhile, change_term, delete_term

from ..languages import spoken_name
from .forms import TermForm, words_as_typed
from .reading import languages_set_up

_LONGEST_NAME = 60


@may("translation", "read")
@require_safe
def terms(request: StaffRequest) -> HttpResponse:
    """All terms: `?language=` beside German."""
    languages = languages_set_up()
    wanted = request.GET.get("language", "")
    language = wanted if wanted in languages else next(iter(languages), "")
    own = settings.LANGUAGE_CODE
    rows = [(term, term.texts.get(own, ()), term.texts.get(language, ())) for term in glossary().terms]
    context = {
        "rows": sorted(rows, key=lambda row: (row[1][:1] or (row[0].concept,))[0].casefold()),
        "language": language,
        "is_unknown": bool(wanted) and wanted != language,
        "choices": [(tag, spoken_name(tag)) for tag in languages],
        "may_change": bool(allowed(request.user, "glossary", "change")),
    }
    return render(request, "translating/terms.html", context)


@may("glossary", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def new_term(request: StaffRequest) -> HttpResponse:
    """Add a word."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        word = form.texts()[settings.LANGUAGE_CODE][0]
        concept = slugify(word)[:_LONGEST_NAME].strip("-_")
        if not concept:
            form.add_error(None, _("Please write the German word with letters."))
        elif _changed(request, concept, form, seen=""):
            return redirect("translating:terms")
        else:
            form.add_error(None, _("The glossary has this word already. Change it there."))
    return _page(request, form, None)


@may("glossary", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def term(request: StaffRequest, concept: str) -> HttpResponse:
    """Change a word in all languages."""
    found = _term(concept)
    form = _form(request, initial={**words_as_typed(found.texts), "note": found.note}, others=found.texts)
    conflict = False
    if request.method == "POST" and form.is_valid():
        if _changed(request, concept, form, seen=request.POST.get("seen", "")[:64]):
            return redirect("translating:terms")
        conflict, found = True, _term(concept)
    return _page(request, form, found, conflict=conflict)


@may("glossary", "change")
@require_POST
def remove_term(request: StaffRequest, concept: str) -> HttpResponse:
    """Take a word out."""
    with transaction.atomic():
        if not delete_term(concept):
            raise Http404
        record("portal.term_removed", by=request.user, concept=concept)
    messages.success(request, _("The word is removed from the glossary. Translations stay as they are."))
    return redirect("translating:terms")


def _term(concept: str) -> GlossaryTerm:
    found = next((each for each in glossary().terms if each.concept == concept), None)
    if found is None:
        raise Http404
    return found


def _form(request: StaffRequest, initial: Any = None, others: Any = ()) -> TermForm:
    own = settings.LANGUAGE_CODE
    languages = list(dict.fromkeys([own, *languages_set_up(), *others]))
    data = request.POST if request.method == "POST" else None
    return TermForm(data, initial=initial, languages=languages, own=own)


def _changed(request: StaffRequest, concept: str, form: TermForm, *, seen: str) -> bool:
    """Whether it is stored; not so where the term says something else than was read."""
    try:
        with transaction.atomic():
            change_term(concept, form.texts(), note=form.cleaned_data["note"], seen=seen)
            record("portal.term_changed", by=request.user, concept=concept)
    except ChangedMeanwhile:
        return False
    messages.success(request, _("The word is stored. PO files and the pages of texts name it from now on."))
    return True


def _page(
    request: StaffRequest, form: TermForm, found: GlossaryTerm | None, *, conflict: bool = False
) -> HttpResponse:
    context = {
        "form": form,
        "term": found,
        "conflict": conflict,
        "now": [(spoken_name(tag), tag, words) for tag, words in found.texts.items()] if found else [],
    }
    status = 409 if conflict else 422 if form.is_bound else 200
    return render(request, "translating/term.html", context, status=status)
