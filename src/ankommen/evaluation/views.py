"""Results: how far the city is, and what the last release says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ankommen.accounts.access import may
from ankommen.engines.languages import language
from ankommen.ui.charts import ProgressWords, progress_chart

from .plan import NoPlan, in_language
from .progress import Progress
from .queries import present_progress
from .wording import held_by, outlook_sentence


@require_safe
@may("results", "read")
def results(request: HttpRequest) -> HttpResponse:
    try:
        progress = present_progress()
    except NoPlan as reason:
        return render(request, "evaluation/no_plan.html", {"reason": str(reason)})
    context = {
        "progress": progress,
        "percent": min(100, round(100 * progress.reached / progress.target.count)),
        "outlook": outlook_sentence(progress.outlook),
        "chart": _progress_chart(progress) if progress.reached else "",
        "tables": held_by(progress),
        "target_label": in_language(progress.target.label, get_language() or "de"),
    }
    return render(request, "evaluation/results.html", context)


def _progress_chart(progress: Progress) -> SafeString:
    totals = accumulate(progress.weeks.values())
    counts = [(_sunday(week), total) for week, total in zip(progress.weeks, totals, strict=True)]
    counts[-1] = (progress.outlook.today, counts[-1][1])
    goal = _("Target %(number)s") % {"number": _grouped(progress.target.count)}
    ahead = progress.outlook
    return progress_chart(
        counts,
        ahead,
        ProgressWords(goal, _grouped(progress.reached), date_format(ahead.on, "F Y") if ahead.on else ""),
        key="progress",
        title=_("Interviews that count, week by week"),
        desc=outlook_sentence(ahead),
        day=lambda day: date_format(day, "M Y"),
        number=_grouped,
        direction="rtl" if language(get_language() or "de").direction == "rtl" else "ltr",
    )


def _sunday(week: str) -> date:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1) + timedelta(days=6)


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)
