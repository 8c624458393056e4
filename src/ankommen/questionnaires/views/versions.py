"""List, upload, look at, publish and retire versions."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may
from ankommen.engines.gate import is_old_workbook
from ankommen.engines.xlsform import Refused
from ankommen.journal.queries import entries_about, sentence_of
from ankommen.topics.queries import topic_labels

from .. import services
from ..access import version_for
from ..forms import PreviewForm, UploadForm
from ..models import Version
from ..preview import Preview
from ..problems import problem_rows, warnings_of
from ..queries import (
    document_of,
    language_standings,
    message_of,
    obstacles_of,
    pack_texts,
    questionnaires,
    xform_of,
)
from .confirm import confirm
from .requests import sent

_ACTIONS = ("change", "publish", "translate")
_WORKBOOK_TYPES = {
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@may("questionnaire", "read")
@require_safe
def list_all(request: StaffRequest) -> HttpResponse:
    context = {
        "questionnaires": questionnaires(),
        "may_change": allowed(request.user, "questionnaire", "change"),
    }
    return render(request, "questionnaires/list.html", context)


@may("questionnaire", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: StaffRequest) -> HttpResponse:
    form = UploadForm(*sent(request))
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        read = services.read_upload(file.read(), file.name)
        try:
            version = services.store_draft(read, by=request.user)
        except services.NotReadable as refusal:
            context |= {
                "refusal": refusal,
                "problems": problem_rows(refusal.problems),
                "filename": read.filename,
            }
        except services.AlreadyPublished as refusal:
            context |= {"refusal": refusal, "twin": refusal.version}
        else:
            messages.success(request, _draft_sentence(len(read.problems)))
            return redirect("questionnaires:version", version.pk)
    return render(
        request, "questionnaires/upload.html", context, status=422 if request.method == "POST" else 200
    )


def _draft_sentence(warnings: int) -> str:
    if not warnings:
        return _("The draft is stored. Look at it; then a second person publishes it.")
    sentence = ngettext(
        "The draft is stored, with %(count)s warning below. Look at it; then a second person publishes it.",
        "The draft is stored, with %(count)s warnings below. Look at it; then a second person publishes it.",
        warnings,
    )
    return sentence % {"count": warnings}


@may("questionnaire", "read")
@require_safe
def show(request: StaffRequest, pk: UUID) -> HttpResponse:
    version = version_for(request.user, pk)
    document = document_of(version)
    source = pack_texts(version, version.source_language)
    context = {
        "version": version,
        "source_name": version.languages[0][1],
        "preview": Preview(document, source, source, topics=topic_labels(get_language() or "de")),
        "standings": language_standings(version),
        "obstacles": obstacles_of(version) if version.state == version.State.DRAFT else [],
        "warnings": problem_rows(warnings_of(version)),
        "history": _history(version),
        "is_own_upload": version.uploaded_by_id == request.user.pk,
        "rights": {action: allowed(request.user, "questionnaire", action) for action in _ACTIONS},
    }
    return render(request, "questionnaires/version.html", context)


def _history(version: Version) -> list[tuple[datetime, str]]:
    """When what happened to the version, newest first, the last 30 entries."""
    return [(entry.at, _(sentence_of(entry.verb))) for entry in entries_about(version)[:30]]


@may("questionnaire", "read")
@require_safe
def preview(request: StaffRequest, pk: UUID) -> HttpResponse:
    version = version_for(request.user, pk)
    languages = version.languages
    codes = [code for code, _name in languages]
    wished = {"first": codes[0], "second": codes[min(1, len(codes) - 1)]} | request.GET.dict()
    form = PreviewForm(wished, languages=languages)
    form.is_valid()
    first, second = (form.cleaned_data.get(name, codes[0]) for name in ("first", "second"))
    shown = Preview(
        document_of(version),
        pack_texts(version, first),
        pack_texts(version, second),
        topics=topic_labels(get_language() or "de"),
    )
    context = {"version": version, "form": form, "preview": shown, "first": first, "second": second}
    return render(request, "questionnaires/preview.html", context)


@may("questionnaire", "publish")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: StaffRequest, pk: UUID) -> HttpResponse:
    version = version_for(request.user, pk, to="publish")
    back = reverse("questionnaires:version", args=[pk])
    if request.method == "POST":
        try:
            services.publish_version(version, by=request.user, seen=request.POST.get("seen", ""))
        except services.Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The version is published. Interviews can begin with it now."))
        return redirect(back)
    return confirm(
        request,
        title=_("Publish %(version)s?") % {"version": version},
        sentences=_publication_sentences(version),
        button=_("Publish this version"),
        back=back,
        hidden={"seen": version.digest},
    )


def _publication_sentences(version: Version) -> list[str]:
    sentences = [
        _("From now on interviews can begin with it, and its questions and rules never change again."),
        _("Languages are released one by one afterwards; the source language is open at once."),
    ]
    for standing in language_standings(version):
        if standing.uncovered:
            facts = {"language": standing.pack.name, "scripts": ", ".join(standing.uncovered)}
            sentences.append(_("No font of this program shows %(language)s: it needs %(scripts)s.") % facts)
    return sentences


@may("questionnaire", "publish")
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: StaffRequest, pk: UUID) -> HttpResponse:
    version = version_for(request.user, pk, to="publish")
    back = reverse("questionnaires:version", args=[pk])
    if request.method == "POST":
        try:
            services.retire_version(version, by=request.user)
        except services.Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The version is retired. No interview begins with it any more."))
        return redirect(back)
    sentences = [
        _("No interview can begin with it any more. Interviews already held stay readable and countable."),
        _("This cannot be undone: publish a new version instead."),
    ]
    title = _("Retire %(version)s?") % {"version": version}
    return confirm(
        request, title=title, sentences=sentences, button=_("Retire this version"), back=back, is_final=True
    )


@may("questionnaire", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: StaffRequest, pk: UUID) -> HttpResponse:
    version = version_for(request.user, pk, to="change")
    back = reverse("questionnaires:version", args=[pk])
    if version.state != version.State.DRAFT:
        messages.error(request, _("A published version is retired, never deleted."))
        return redirect(back)
    if request.method == "POST":
        try:
            services.discard_draft(version, by=request.user)
        except services.Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(back)
        messages.success(request, _("The draft is discarded."))
        return redirect("questionnaires:list")
    sentences = [
        _("The draft, its workbook and its translations are deleted: keep your own copy of the workbook.")
    ]
    title = _("Discard the draft %(version)s?") % {"version": version}
    return confirm(
        request, title=title, sentences=sentences, button=_("Discard this draft"), back=back, is_final=True
    )


@may("questionnaire", "read")
@require_safe
def workbook(request: StaffRequest, pk: UUID) -> FileResponse:
    """The file as it was uploaded; its type is what it is, not what it is called."""
    version = version_for(request.user, pk)
    data, name = bytes(version.workbook), version.filename
    ending = ".xls" if is_old_workbook(data) else ".xlsx"
    return FileResponse(
        BytesIO(data),
        as_attachment=True,
        filename=name if name.lower().endswith(ending) else f"{name}{ending}",
        content_type=_WORKBOOK_TYPES[ending],
        headers={"X-Content-Type-Options": "nosniff"},
    )


@may("questionnaire", "read")
@require_safe
def xform(request: StaffRequest, pk: UUID) -> HttpResponse | FileResponse:
    version = version_for(request.user, pk)
    try:
        xml = xform_of(version)
    except Refused as refused:
        messages.error(request, message_of(refused.problem))
        return redirect("questionnaires:version", pk)
    name = f"{version.questionnaire_id}-{version.label}.xml"
    return FileResponse(
        BytesIO(xml.encode()),
        as_attachment=True,
        filename=name,
        content_type="application/xml; charset=utf-8",
    )
