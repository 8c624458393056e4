"""One text: the source beside it, agreed words, what changed, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ankommen.accounts.access import StaffRequest, may
from ankommen.engines.languages import direction_of
from ankommen.journal.services import record
from ankommen.translations.queries import (
    Line,
    NewText,
    Problem,
    State,
    fault_of,
    glossary,
    newest_numbers,
    placeholders_in,
    sources_then,
)
from ankommen.translations.services import ChangedMeanwhile, digest, say_same

from .access import collection_for, language_for
from .collections import COLLECTIONS, Collection
from .forms import FilterForm, TextForm
from .history import steps_of
from .reading import lines_of, matching, title_of
from .sentences import links_in, lost_links, sentence_of
from .worddiff import word_changes

_KEPT = ("state", "q")  # of the list from which one came


@dataclass(frozen=True)
class Opened:
    """A text as it was read for a page. number: of what stands; then: what it was made from."""

    collection: Collection
    language: str
    line: Line
    number: int
    then: str | None


@may("translation", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, collection: str, language: str) -> HttpResponse:
    """One text: `?key=`, with the filter of the list that one came from."""
    opened = _opened(collection, language, request.GET.get("key", ""))
    form = _form(request, opened)
    if request.method != "POST":
        return _page(request, opened, form)
    if request.POST.get("made_from") != digest(opened.line.source.text):
        return _page(request, opened, form, conflict="source")
    if "same" in request.POST and opened.then is not None:
        _say_same(request, opened)
        return _onwards(request, opened)
    if not form.is_valid() or not _is_sound(form, opened):
        return _page(request, opened, form)
    try:
        _store(request, opened, form.cleaned_data["text"])
    except ChangedMeanwhile:
        return _page(request, _opened(collection, language, opened.line.key), form, conflict="text")
    return _onwards(request, opened)


def _opened(slug: str, tag: str, key: str) -> Opened:
    collection, language = collection_for(slug), language_for(tag)
    line = next((line for line in lines_of(collection, language) if line.key == key), None)
    if line is None:
        raise Http404
    number = newest_numbers(slug, language, [key]).get(key, 0)
    then = sources_then(slug, language, [key]).get(key) if line.state is State.OUTDATED else None
    return Opened(collection, language, line, number, then)


def _form(request: StaffRequest, opened: Opened) -> TextForm:
    data = request.POST if request.method == "POST" else None
    longest = max(len(opened.line.source.text), len(opened.line.text))
    rows = max(4, min(24, longest // 50 + opened.line.source.text.count("\n") + 2))
    return TextForm(
        data,
        initial={"text": opened.line.text},
        language=opened.language,
        direction=direction_of(opened.language),
        rows=rows,
    )


def _is_sound(form: TextForm, opened: Opened) -> bool:
    fault = fault_of(form.cleaned_data["text"], opened.line.source.text)
    if fault:
        form.add_error("text", sentence_of(Problem(fault[0], hint=fault[1])))
    return fault is None


@transaction.atomic
def _store(request: StaffRequest, opened: Opened, text: str) -> None:
    """Raises ChangedMeanwhile where another text stands than the page showed."""
    line, language = opened.line, opened.language
    shown = request.POST.get("seen", "")
    seen = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 19 else -1
    new = NewText(text, line.source.text, line.source.source_language)
    number = opened.collection.store(
        language, {line.key: new}, by=str(request.user.pk), seen={line.key: seen}
    )
    if not number:
        messages.info(request, _("Nothing is new: this text stands here already."))
        return
    slug = opened.collection.slug
    record("portal.texts_translated", by=request.user, collection=slug, language=language, texts=1)
    messages.success(request, _("The text is stored."))
    if sentence := lost_links(line.source.text, text):
        messages.warning(request, sentence)
    for hit in glossary().hits(line.source.text, line.source.language, language, text):
        sentence = _("“%(word)s” is agreed to be “%(rendering)s”; the translation does not say it.")
        messages.warning(request, sentence % {"word": hit.word, "rendering": hit.rendering})


@transaction.atomic
def _say_same(request: StaffRequest, opened: Opened) -> None:
    line, slug = opened.line, opened.collection.slug
    say_same(
        slug,
        line.key,
        line.source.source_language,
        opened.then or "",
        line.source.text,
        by=str(request.user.pk),
    )
    record("portal.meaning_kept", by=request.user, collection=slug, language=opened.language)
    messages.success(request, _("Noted: the source means the same as before, in all languages."))


def _onwards(request: StaffRequest, opened: Opened) -> HttpResponse:
    """To the next text of the list that waits, if that is wished; else back to the list."""
    kept = {name: request.GET[name] for name in _KEPT if request.GET.get(name)}
    place = {"collection": opened.collection.slug, "language": opened.language}
    back = f"{reverse('translating:texts')}?{urlencode({**place, **kept})}"
    if "next" not in request.POST:
        return redirect(back)
    following = _next(request, opened)
    if following is None:
        messages.info(request, _("That was the last text of this list that waits."))
        return redirect(back)
    address = reverse("translating:edit", args=[opened.collection.slug, opened.language])
    return redirect(f"{address}?{urlencode({'key': following, **kept})}")


def _next(request: StaffRequest, opened: Opened) -> str | None:
    """The next key behind this one whose text waits for somebody, as the filter has it."""
    given = {**request.GET.dict(), "collection": opened.collection.slug, "language": opened.language}
    chosen = FilterForm(given, [opened.language])
    facts = chosen.cleaned_data if chosen.is_valid() else {}
    found = matching(
        lines_of(opened.collection, opened.language),
        opened.collection.titles(),
        state=facts.get("state", ""),
        words=facts.get("q", ""),
    )
    behind = (line for line in found if line.key > opened.line.key)
    return next((line.key for line in behind if line.state is not State.CURRENT), None)


def _page(request: StaffRequest, opened: Opened, form: TextForm, conflict: str = "") -> HttpResponse:
    line, language = opened.line, opened.language
    typed = str(form["text"].value() or "")
    terms = glossary().hits(line.source.text, line.source.language, language)
    missing = {
        hit.concept for hit in glossary().hits(line.source.text, line.source.language, language, typed)
    }
    context: dict[str, Any] = {
        "form": form,
        "opened": opened,
        "line": line,
        "collection": COLLECTIONS[opened.collection.slug],
        "language": language,
        "title": title_of(line, opened.collection.titles()),
        "fact": opened.collection.fact(line.key),
        "terms": [(hit, bool(typed) and hit.concept in missing) for hit in terms],
        "keep": [*sorted(placeholders_in(line.source.text)), *links_in(line.source.text)],
        "lost": lost_links(line.source.text, typed) if typed else "",
        "changes": word_changes(opened.then, line.source.text) if opened.then is not None else [],
        "made_from": digest(line.source.text),
        "steps": steps_of(opened.collection.slug, line.key, language, reader=request.user),
        "conflict": conflict,
        "kept": {name: request.GET[name] for name in _KEPT if request.GET.get(name)},
    }
    status = 409 if conflict else 422 if form.is_bound else 200
    return render(request, "translating/edit.html", context, status=status)
