"""What visitors reported goes after six months, settled or not."""

from django.db.models import QuerySet
from django.utils import timezone

from ankommen.engines.dataprotection import latest_start, row_by_row

from .models import MistakeReport

MONTHS_OF_REPORTS = 6


def _old_reports() -> QuerySet[MistakeReport]:
    day = latest_start(timezone.localdate(), MONTHS_OF_REPORTS)
    return MistakeReport.objects.select_for_update().filter(on__lte=day)


REPORTS = row_by_row("reports of mistakes", _old_reports, lambda report: report.delete())
