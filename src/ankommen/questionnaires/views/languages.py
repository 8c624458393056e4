"""Add, translate, release and hold back languages of a version."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.accounts.access import StaffRequest, allowed, may

from .. import services
from ..access import pack_for, version_for
from ..forms import STATE_LABELS, AddLanguageForm, FilterForm, LanguageFileForm, TextForm
from ..language_csv import read_csv, write_csv
from ..models import LanguagePack, Version
from ..problems import problem_rows, sensitive_sentences
from ..queries import TranslatedText, language_standing, translation_table
from .requests import sent

_TEXTS_A_PAGE = 50


@may("questionnaire", "translate")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, pk: UUID) -> HttpResponse:
    version = version_for(request.user, pk, to="translate")
    form = AddLanguageForm(*sent(request), version=version)
    context: dict[str, object] = {"form": form, "version": version}
    if request.method == "POST" and form.is_valid():
        file, language = form.cleaned_data["file"], form.cleaned_data["language"]
        try:
            if language:
                services.add_language(version, language, {}, by=request.user)
                return redirect("questionnaires:translations", pk, language)
            changed = _take_workbook(request, version, file)
        except services.Refusal as refusal:
            context |= _refused(refusal)
        else:
            messages.success(request, _changed_sentence(sum(changed.values())))
            return redirect("questionnaires:version", pk)
    return render(
        request, "questionnaires/add_language.html", context, status=200 if request.method == "GET" else 422
    )


@may("questionnaire", "translate")
@require_http_methods(["GET", "HEAD", "POST"])
def translations(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """The table of one language; a POST brings a file with translations."""
    pack = pack_for(request.user, pk, language, to="translate")
    form = LanguageFileForm(*sent(request))
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            number = _take_file(request, pack, form.cleaned_data["file"])
        except services.Refusal as refusal:
            context |= _refused(refusal)
        else:
            messages.success(request, _changed_sentence(number))
            return redirect("questionnaires:translations", pk, language)
    context |= _table(request, pack)
    status = 200 if request.method == "GET" else 422
    return render(request, "questionnaires/translations.html", context, status=status)


def _table(request: StaffRequest, pack: LanguagePack) -> dict[str, object]:
    chosen = FilterForm(request.GET)
    chosen.is_valid()
    rows = translation_table(pack.version, pack.language)
    shown = [row for row in rows if _matches(row, **chosen.cleaned_data)]
    return {
        "pack": pack,
        "version": pack.version,
        "standing": language_standing(pack, pack.version),
        "filter": chosen,
        "number": len(shown),
        "page": Paginator(shown, _TEXTS_A_PAGE).get_page(request.GET.get("page")),
        "state_labels": STATE_LABELS,
        "may_publish": allowed(request.user, "questionnaire", "publish"),
    }


def _matches(row: TranslatedText, *, state: str = "", words: str = "") -> bool:
    text = f"{row.key}\n{row.source}\n{row.text}".casefold()
    return state in ("", row.state.value) and words.casefold() in text


@may("questionnaire", "translate")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """One text: `?key=`. Saving it unchanged confirms it."""
    pack = pack_for(request.user, pk, language, to="translate")
    rows = translation_table(pack.version, language)
    row = next((row for row in rows if row.key == request.GET.get("key")), None)
    if row is None:
        raise Http404
    form = TextForm(*sent(request), initial={"text": row.text})
    form.fields["text"].widget.attrs |= {"lang": language, "dir": "auto"}
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_text(pack.version, language, row.key, form.cleaned_data["text"], by=request.user)
        except services.BadTexts as refusal:
            form.add_error("text", str(refusal))
        else:
            return _after_edit(request, pack, rows, row, form.cleaned_data["text"])
    context = {"pack": pack, "version": pack.version, "row": row, "form": form, "state_labels": STATE_LABELS}
    status = 200 if request.method == "GET" else 422
    return render(request, "questionnaires/edit_text.html", context, status=status)


def _after_edit(
    request: StaffRequest, pack: LanguagePack, rows: list[TranslatedText], row: TranslatedText, text: str
) -> HttpResponse:
    """On to the next text that waits, if that is wished; else back to the table."""
    messages.success(request, _("The text is stored."))
    for sentence in sensitive_sentences(pack.language, text):
        messages.warning(request, sentence)
    table = reverse("questionnaires:translations", args=[pack.version_id, pack.language])
    if "next" not in request.POST:
        return redirect(table)
    following = rows[rows.index(row) + 1 :]
    waiting = next((each for each in following if each.state != "current"), None)
    if waiting is None:
        return redirect(table)
    address = reverse("questionnaires:edit_text", args=[pack.version_id, pack.language])
    return redirect(f"{address}?{urlencode({'key': waiting.key})}")


@may("questionnaire", "translate")
@require_safe
def download(request: StaffRequest, pk: UUID, language: str) -> FileResponse:
    pack = pack_for(request.user, pk, language, to="translate")
    data = write_csv(translation_table(pack.version, language))
    name = f"{pack.version.questionnaire_id}-{pack.version.label}-{language}.csv"
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


@may("questionnaire", "publish")
@require_POST
def release(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    """Open the language; `missing` is how many missing texts the page showed, `accepted` that they are
    known."""
    pack = pack_for(request.user, pk, language, to="publish")
    shown = request.POST.get("missing", "")
    accepted = int(shown) if "accepted" in request.POST and shown.isdecimal() and len(shown) < 6 else 0
    try:
        services.release_language(pack.version, language, by=request.user, missing_accepted=accepted)
    except services.Incomplete as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(language)s is released.") % {"language": pack.name})
    return redirect("questionnaires:version", pk)


@may("questionnaire", "publish")
@require_POST
def hold_back(request: StaffRequest, pk: UUID, language: str) -> HttpResponse:
    pack = pack_for(request.user, pk, language, to="publish")
    services.hold_back_language(pack.version, language, by=request.user)
    messages.success(
        request, _("%(language)s is held back. No interview begins in it.") % {"language": pack.name}
    )
    return redirect("questionnaires:version", pk)


def _take_file(request: StaffRequest, pack: LanguagePack, file: UploadedFile[bytes]) -> int:
    if (file.name or "").lower().endswith(".csv"):
        return services.add_language(pack.version, pack.language, read_csv(file.read()), by=request.user)
    return _take_workbook(request, pack.version, file, only=pack.language)[pack.language]


def _take_workbook(
    request: StaffRequest, version: Version, file: UploadedFile[bytes], *, only: str | None = None
) -> dict[str, int]:
    upload = services.read_upload(file.read(), file.name or "")
    return services.add_languages(version, upload, by=request.user, only=only)


def _refused(refusal: services.Refusal) -> dict[str, object]:
    """What the page shows of a refusal: its sentence, the problems of a workbook, the faults of texts."""
    problems = problem_rows(refusal.problems) if isinstance(refusal, services.NotReadable) else []
    return {"refusal": refusal, "problems": problems, "faults": getattr(refusal, "faults", [])}


def _changed_sentence(number: int) -> str:
    if not number:
        return _("Nothing new: all texts of the file stand here already.")
    return ngettext("%(count)s text changed.", "%(count)s texts changed.", number) % {"count": number}
