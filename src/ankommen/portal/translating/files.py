"""Translations as PO files: out for translators, in with a preview; all of it is taken, or nothing."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may
from ankommen.engines.gate import MEGABYTE
from ankommen.journal.services import record
from ankommen.translations.queries import (
    Code,
    NewText,
    PoReading,
    Problem,
    newest_numbers,
    po_of,
    read_po,
    texts_in,
)
from ankommen.translations.services import ChangedMeanwhile

from .access import collection_for, language_for
from .collections import TREE, Collection
from .forms import FileForm
from .sentences import lost_links, sentence_of
from .worddiff import Part, shortened, word_changes

_SHOWN = 200  # changes and problems on the page
_LARGEST = 5 * MEGABYTE  # of a file that comes back packed
_PACKED = 3 * MEGABYTE // 2  # what a form may carry from the preview to the answer


@dataclass(frozen=True)
class Change:
    """A text that would come. lost: a sentence about links that it does not hold."""

    title: str
    fact: str
    source: str
    parts: list[Part]
    is_new: bool
    lost: str


@dataclass(frozen=True)
class Preview:
    """What a file would change. mark: another one as soon as it would change something else."""

    reading: PoReading
    changes: list[Change]
    seen: dict[str, int]
    mark: str


@may("translation", "read")
@require_safe
def download(request: StaffRequest, collection: str, language: str) -> FileResponse:
    """All texts of a collection beside a language."""
    of, tag = collection_for(collection), language_for(language)
    data = po_of(of.slug, tag, sources=of.sources(), tree=TREE)
    return FileResponse(
        BytesIO(data),
        as_attachment=True,
        filename=f"{of.slug}.{tag}.po",
        content_type="text/x-gettext-translation; charset=utf-8",
    )


@may("translation", "read")
@require_safe
def files(request: StaffRequest, collection: str, language: str) -> HttpResponse:
    """Where files are given out and brought back."""
    context = _around(request, collection_for(collection), language_for(language))
    return render(request, "translating/files.html", context)


@may("translation", "change")
@require_POST
def upload(request: StaffRequest, collection: str, language: str) -> HttpResponse:
    """Show what a file would change; with `mark`, the answer to that, take it."""
    of, tag = collection_for(collection), language_for(language)
    context = _around(request, of, tag)
    if "mark" in request.POST:
        return _answered(request, of, tag, context)
    context["form"] = form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "translating/files.html", context, status=422)
    data = form.cleaned_data["file"].read()
    return _shown(request, _preview(data, of, tag), _packed(data), context)


def _around(request: StaffRequest, of: Collection, tag: str) -> dict[str, Any]:
    return {
        "collection": of,
        "language": tag,
        "form": FileForm(),
        "may_change": bool(allowed(request.user, "translation", "change")),
    }


def _answered(request: StaffRequest, of: Collection, tag: str, context: dict[str, Any]) -> HttpResponse:
    data = _unpacked(request.POST.get("packed", ""))
    preview = _preview(data, of, tag)
    if preview.mark != request.POST["mark"] or not preview.reading.texts:
        return _shown(request, preview, _packed(data), {**context, "has_changed": True})
    try:
        number = _take(request, of, tag, preview)
    except ChangedMeanwhile:
        return _shown(request, _preview(data, of, tag), _packed(data), {**context, "has_changed": True})
    sentence = ngettext("%(number)s text is stored.", "%(number)s texts are stored.", number)
    messages.success(request, sentence % {"number": number})
    return redirect(f"{reverse('translating:texts')}?{urlencode({'collection': of.slug, 'language': tag})}")


@transaction.atomic
def _take(request: StaffRequest, of: Collection, tag: str, preview: Preview) -> int:
    """Raises ChangedMeanwhile; then nothing is taken."""
    number = of.store(tag, preview.reading.texts, by=str(request.user.pk), seen=preview.seen)
    record("portal.texts_translated", by=request.user, collection=of.slug, language=tag, texts=number)
    return number


def _preview(data: bytes, of: Collection, tag: str) -> Preview:
    reading = read_po(data, of.slug, tag, sources=of.sources(), tree=TREE)
    numbers = newest_numbers(of.slug, tag, reading.texts)
    seen = {key: numbers.get(key, 0) for key in reading.texts}
    standing = texts_in(of.slug, tag) if reading.texts else {}
    titles = of.titles()
    changes = [
        _change(of, titles.get(key.rpartition("/")[0], ""), key, new, standing.get(key, ""))
        for key, new in list(reading.texts.items())[:_SHOWN]
    ]
    said = [[key, new.text, new.source, seen[key]] for key, new in sorted(reading.texts.items())]
    mark = hashlib.sha256(json.dumps(said).encode()).hexdigest()
    return Preview(reading, changes, seen, mark)


def _change(of: Collection, title: str, key: str, new: NewText, before: str) -> Change:
    parts = shortened(word_changes(before, new.text))
    return Change(title, of.fact(key), new.source, parts, not before, lost_links(new.source, new.text))


def _shown(request: StaffRequest, preview: Preview, packed: str, context: dict[str, Any]) -> HttpResponse:
    reading = preview.reading
    problems = list(reading.problems)
    is_foreign = not reading.texts and {each.code for each in problems} == {Code.UNKNOWN_KEY}
    if len(packed) > _PACKED and reading.texts:
        problems = [Problem(Code.FILE_TOO_LARGE, hint="1")]
        packed = ""
    shown = {
        "preview": preview,
        "number": len(reading.texts),
        "rest": max(0, len(reading.texts) - _SHOWN),
        "packed": packed,
        "is_foreign": is_foreign,
        "problems": [] if is_foreign else [(each, sentence_of(each)) for each in problems[:_SHOWN]],
        "problem_number": len(problems),
        "more_problems": max(0, len(problems) - _SHOWN),
    }
    status = 409 if context.get("has_changed") else 200 if reading.texts else 422
    return render(request, "translating/files.html", {**context, **shown}, status=status)


def _packed(data: bytes) -> str:
    """The file as a field of the form: the server keeps nothing between the preview and the answer."""
    return base64.b64encode(zlib.compress(data, 9)).decode()


def _unpacked(text: str) -> bytes:
    """Empty, which is a problem like any other, where somebody has changed what the form carried."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _LARGEST + 1)
    except (binascii.Error, zlib.error, ValueError):
        return b""
