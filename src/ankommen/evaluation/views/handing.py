"""A page of figures as it goes out: into a template, or as a file in one of four formats."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..drawings import drawn, legend
from ..listings import as_csv, as_json
from ..plan import Plan, in_language
from ..queries import latest_release
from ..sheets import as_pdf, as_xlsx
from ..showing import Page, page_of

_FORMATS: dict[str, tuple[str, str, Callable[[Page], bytes]]] = {
    "pdf": ("PDF", "application/pdf", as_pdf),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": ("CSV", "text/csv; charset=utf-8", as_csv),
    "json": ("JSON", "application/json", as_json),
}


class NotOnTheList(Http404):
    """A subject or breakdown that the city does not count; the page says so."""

    sentence = _("This table is not on the list of what the city counts.")


def chosen_page(request: HttpRequest, plan: Plan, audience: str) -> Page | None:
    """The chosen subject of the latest release, None before the first. Raises NotOnTheList."""
    made = latest_release(plan.form_id)
    if made is None:
        return None
    subject = request.GET.get("subject", plan.subjects[0].key)
    by = request.GET.get("by", plan.breakdowns[0].key)
    try:
        return page_of(made, plan, audience=audience, subject=subject, by=by, language=language_of_page())
    except KeyError:
        raise NotOnTheList from None


def page_context(request: HttpRequest, plan: Plan, page: Page, *, download: str) -> dict[str, object]:
    """The page with its drawings, and what else may be chosen. download: name of the address for files."""
    language = language_of_page()
    return {
        "page": page,
        "groups": drawn(page),
        "legend": legend(page),
        "subjects": [(one.key, in_language(one.label, language)) for one in plan.subjects],
        "breakdowns": [(one.key, in_language(one.label, language)) for one in plan.breakdowns],
        "opened": request.GET.getlist("open"),
        "formats": [(reverse(download, args=[kind]), name) for kind, (name, *_rest) in _FORMATS.items()],
    }


def file_response(page: Page | None, kind: str) -> HttpResponse:
    """The page as a file. Http404 for another format, and before the first release."""
    if page is None or kind not in _FORMATS:
        raise Http404
    _name, mime, write = _FORMATS[kind]
    name = f"{page.subject.key}-{page.by.key}-{page.audience}-{page.release.number}.{kind}"
    return HttpResponse(
        write(page), content_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def language_of_page() -> str:
    """The language that the page is read in."""
    return get_language() or "de"
