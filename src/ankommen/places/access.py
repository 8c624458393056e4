"""The gate of the city: no real person is asked before the city's papers are in order."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .queries import missing_for_real_data
from .readiness import Gap


class PapersMissing(PermissionDenied):
    """No real person is asked yet; `gaps` says what is missing. Answers 403 by itself."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__()
        self.gaps = gaps

    def __str__(self) -> str:
        missing = " ".join(f"{gap.sentence} ({gap.where})" for gap in self.gaps)
        return _("No real person can be asked yet. %(missing)s") % {"missing": missing}


def require_papers() -> None:
    """Raise PapersMissing where real data would come in and something is missing.

    On trial (demo, development) all data is invented and nothing is asked for.
    """
    if settings.INTAKE_NEEDS_PAPERS and (gaps := missing_for_real_data()):
        raise PapersMissing(gaps)
