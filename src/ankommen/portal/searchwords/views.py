"""The staff's pages of the thesaurus: terms, and what visitors asked and did not find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ankommen.accounts.access import StaffRequest, may
from ankommen.engines.gate import write_csv
from ankommen.journal.services import record
from ankommen.offers.queries import public_directory
from ankommen.topics import services
from ankommen.topics.queries import GENERAL, all_terms
from ankommen.topics.services import COLUMNS, Fault, Refused

from ..asking import searcher
from ..languages import spoken_name
from ..models import MissedQuestion
from ..services import ignore_missed, settle_missed
from .forms import Groups, TableForm, TermFilter, TermForm, meaning_groups, meant

if TYPE_CHECKING:
    from ankommen.topics.models import ThesaurusTerm

_A_PAGE = 50
_MOST_MISSED = 30
_MOST_PROBLEMS = 200
_SENTENCES: Mapping[Fault, Promise] = {
    Fault.TOPIC: gettext_lazy("There is no topic “%(found)s”."),
    Fault.CONCEPT: gettext_lazy("“%(found)s” is no concept: small letters a-z, digits and hyphens."),
    Fault.LANGUAGE: gettext_lazy("“%(found)s” is no code of a language."),
    Fault.EMPTY: gettext_lazy("A term needs a letter or a digit."),
    Fault.TOO_LONG: gettext_lazy("“%(found)s” is too long: at most 120 signs and 8 words."),
    Fault.THERE_ALREADY: gettext_lazy("“%(found)s” is there already with this meaning."),
    Fault.TOO_MANY: gettext_lazy("There would be more than %(found)s terms."),
}


@may("thesaurus", "change")
@require_safe
def terms(request: StaffRequest) -> HttpResponse:
    """The terms that the filters let through, beside what was asked and not found."""
    return _page(request, TermForm(groups=(groups := meaning_groups()), initial=_wanted(request)), groups)


@may("thesaurus", "change")
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """One term more."""
    form = TermForm(request.POST, groups=(groups := meaning_groups()))
    if form.is_valid() and _took(request, form, "search_term_added", services.add_term):
        messages.success(request, _("Added. The search uses it from the next question on."))
        return _back(request)
    return _page(request, form, groups, status=422)


@may("thesaurus", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def term(request: StaffRequest, pk: int) -> HttpResponse:
    """Change one term."""
    row = get_object_or_404(all_terms(), pk=pk)
    said = {"text": row.text, "language": row.language, "meaning": f"{row.topic_id}/{row.concept}"}
    form = TermForm(request.POST or None, groups=meaning_groups(), initial=said)
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and _took(request, form, "search_term_changed", partial(services.change_term, row)):
        messages.success(request, _("Saved. The search uses it from the next question on."))
        return redirect("thesaurus:list")
    context = {"form": form, "term": row}
    return render(request, "searchwords/term.html", context, status=422 if form.errors else 200)


@may("thesaurus", "change")
@require_POST
@transaction.atomic
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a term out."""
    row = get_object_or_404(all_terms(), pk=pk)
    services.remove_term(row)
    _note(request, "search_term_removed", row.topic_id, row.concept, row.language)
    messages.success(request, _("Taken out. The search does not use it any more."))
    return _back(request)


@may("thesaurus", "change")
@require_POST
@transaction.atomic
def put_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Use a term again that was taken out."""
    row = get_object_or_404(all_terms(), pk=pk)
    services.put_back_term(row)
    _note(request, "search_term_put_back", row.topic_id, row.concept, row.language)
    messages.success(request, _("Put back. The search uses it from the next question on."))
    return _back(request)


@may("thesaurus", "change")
@require_POST
@transaction.atomic
def belongs(request: StaffRequest, pk: int) -> HttpResponse:
    """What visitors asked becomes a term, in the language of the page that they searched."""
    missed = get_object_or_404(_missed(), pk=pk)
    facts = {"text": missed.text, "language": missed.language} | meant(request.POST.get("meaning", ""))
    try:
        services.add_term(**facts)
        _note(request, "search_term_added", facts["topic"], facts["concept"], facts["language"])
    except Refused as refused:
        if refused.fault != Fault.THERE_ALREADY:
            messages.error(request, _("Please choose what it means."))
            return _back(request)
    settle_missed(missed)
    messages.success(request, _("Added. The search uses it from the next question on."))
    return _back(request)


@may("thesaurus", "change")
@require_POST
def ignore(request: StaffRequest, pk: int) -> HttpResponse:
    """What visitors asked is shown no more."""
    ignore_missed(get_object_or_404(_missed(), pk=pk))
    messages.success(request, _("Ignored. It is not shown any more."))
    return _back(request)


@may("thesaurus", "change")
@require_safe
def table(request: StaffRequest) -> HttpResponse:
    """All terms in use as a city's folder has them."""
    rows = all_terms().filter(is_active=True).values_list("topic", "concept", "language", "text")
    response = HttpResponse(write_csv([COLUMNS, *rows.iterator()]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="thesaurus.csv"'
    return response


@may("thesaurus", "change")
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: StaffRequest) -> HttpResponse:
    """A table of terms: all of it, or none and every row that is wrong."""
    form = TableForm(request.POST or None, request.FILES or None)
    problems: list[tuple[int, str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                came, went = services.take_in_terms(form.rows, others_go=form.cleaned_data["others_go"])
                record("portal.search_terms_taken_in", by=request.user, came=came, went=went)
        except ExceptionGroup as group:
            problems = [_told(each) for each in group.exceptions if isinstance(each, Refused)]
        else:
            messages.success(request, _came_and_went(came, went))
            return redirect("thesaurus:list")
    context = {"form": form, "problems": problems[:_MOST_PROBLEMS], "number": len(problems)}
    return render(request, "searchwords/import.html", context, status=422 if form.errors or problems else 200)


def _page(request: StaffRequest, form: TermForm, groups: Groups, status: int = 200) -> HttpResponse:
    chosen = TermFilter(request.GET)
    page = Paginator(chosen.terms(), _A_PAGE).get_page(request.GET.get("page"))
    labels = {value: label for _topic, some in groups for value, label in some}
    missed = _missed().exclude(is_ignored=True)
    context = {
        "filter": chosen,
        "form": form,
        "page": page,
        "rows": [_row(row, labels) for row in page.object_list],
        "back": request.GET.urlencode(),
        "groups": groups,
        "missed": [_asked(each) for each in missed[:_MOST_MISSED]],
        "missed_number": missed.count(),
        "days": settings.DAYS_UNTIL_WORDS_ARE_SHOWN,
    }
    return render(request, "searchwords/terms.html", context, status=status)


def _missed() -> QuerySet[MissedQuestion]:
    """What was asked on so many days that it may be read."""
    return MissedQuestion.objects.filter(days__gte=settings.DAYS_UNTIL_WORDS_ARE_SHOWN).exclude(text="")


def _wanted(request: StaffRequest) -> dict[str, str]:
    """What the filters say of the term that is probably added next."""
    topic = request.GET.get("topic", "")
    meaning = f"{topic}/{GENERAL}" if topic else ""
    return {"language": request.GET.get("language", ""), "meaning": meaning}


def _row(term: ThesaurusTerm, labels: Mapping[str, str]) -> dict[str, Any]:
    meaning = labels.get(f"{term.topic_id}/{term.concept}", term.concept)
    return {"term": term, "meaning": meaning, "language": spoken_name(term.language)}


def _asked(missed: MissedQuestion) -> dict[str, Any]:
    """A phrase with what it may mean: the concept whose words look most like it."""
    near = searcher.near(missed.text, missed.language, public_directory())
    meaning = near if "/" in near or not near else f"{near}/{GENERAL}"
    return {"missed": missed, "language": spoken_name(missed.language), "meaning": meaning}


def _took(request: StaffRequest, form: TermForm, verb: str, change: Callable[..., object]) -> bool:
    """Whether the change is made; where the term is refused the form says why."""
    facts = form.facts()
    try:
        with transaction.atomic():
            change(**facts)
            _note(request, verb, facts["topic"], facts["concept"], facts["language"])
    except Refused as refused:
        form.add_error("text", _sentence(refused))
        return False
    return True


def _note(request: StaffRequest, verb: str, topic: str, concept: str, language: str) -> None:
    record(f"portal.{verb}", by=request.user, meaning=f"{topic}/{concept}", language=language)


def _sentence(refused: Refused) -> str:
    return str(_SENTENCES[refused.fault]) % {"found": refused.found}


def _told(refused: Refused) -> tuple[int, str, str]:
    return refused.row, refused.place, _sentence(refused)


def _came_and_went(came: int, went: int) -> str:
    parts = [
        ngettext("%(number)s term came in.", "%(number)s terms came in.", came) % {"number": came},
        ngettext("%(number)s term was taken out.", "%(number)s terms were taken out.", went)
        % {"number": went},
    ]
    return " ".join(parts if went else parts[:1])


def _back(request: StaffRequest) -> HttpResponse:
    """To the list as it was filtered."""
    filters = QueryDict(request.POST.get("back", "")).urlencode()
    return redirect(reverse("thesaurus:list") + (f"?{filters}" if filters else ""))
