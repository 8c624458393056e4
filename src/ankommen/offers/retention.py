"""What visitors reported goes after six months, settled or not; a list that waits after a week."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from ankommen.engines.dataprotection import latest_start, row_by_row

from .models import ListImport, MistakeReport

MONTHS_OF_REPORTS = 6
DAYS_OF_FILES = 7
MONTHS_OF_IMPORTS = 12


def _old_reports() -> QuerySet[MistakeReport]:
    day = latest_start(timezone.localdate(), MONTHS_OF_REPORTS)
    return MistakeReport.objects.select_for_update().filter(on__lte=day)


def _old_files() -> QuerySet[ListImport]:
    day = timezone.localdate() - timedelta(days=DAYS_OF_FILES)
    return ListImport.objects.select_for_update().filter(on__lte=day, done__isnull=True)


def _old_imports() -> QuerySet[ListImport]:
    day = latest_start(timezone.localdate(), MONTHS_OF_IMPORTS)
    return ListImport.objects.select_for_update().filter(on__lte=day)


REPORTS = row_by_row("reports of mistakes", _old_reports, lambda report: report.delete())
FILES = row_by_row("lists that wait at the desk", _old_files, lambda each: each.delete())
IMPORTS = row_by_row("numbers of imported lists", _old_imports, lambda each: each.delete())
