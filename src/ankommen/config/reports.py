"""What browsers report about the content security policy: counted, one line in the log, nothing kept.

A report names the page, and the page may name a client: so only the directive and the origin of what was
blocked are looked at. Both are foreign text; what does not look like one is "other".
"""

from __future__ import annotations

import logging
import re
import time
from collections import Counter, deque
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ankommen.engines import gate
from ankommen.ui.bodies import too_large
from ankommen.ui.refused import sentence_of

from .limits import LARGEST_REPORT
from .refusals import told

MOST_A_MINUTE = 30  # requests that are read, of all browsers together, in one process
MOST_IN_ONE = 20  # reports of one request
MOST_KINDS = 200  # different lines until the process ends
_TYPES = ("application/csp-report", "application/reports+json")
_DIRECTIVE = re.compile(r"(?:[a-z]{3,12}-){1,5}[a-z]{2,12}")
_HOST = re.compile(r"[a-z0-9.-]{1,100}(?::[0-9]{1,5})?")
_WORDS = {"inline", "eval", "wasm-eval", "self", "data", "blob", "trusted-types-sink", "trusted-types-policy"}

_log = logging.getLogger(__name__)
_lock = Lock()
_taken: deque[float] = deque(maxlen=MOST_A_MINUTE)
_counts: Counter[tuple[str, str]] = Counter()


@login_not_required
@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """Take reports of both forms browsers send: 204, or 413, 415, 400 and 429 with a sentence."""
    if request.content_type not in _TYPES:
        return told(request, 415, _("Only reports of browsers are taken here."))
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REPORT:
        return told(request, 413, too_large().sentence)
    if _is_braked():
        return told(
            request, 429, _("Please wait a few minutes and then try again."), headers={"Retry-After": "60"}
        )
    try:
        found = gate.loads(request.body)
    except gate.Refused as refusal:
        return told(request, 400, sentence_of(refusal))
    for report in _reports(found)[:MOST_IN_ONE]:
        _note(_directive(report), _origin(report, request.get_host()))
    return HttpResponse(status=204)


def _reports(found: Any) -> list[dict[str, Any]]:
    """The reports in a body: one as `report-uri` sends it, or many as `report-to` does."""
    if isinstance(found, dict):
        found = [{"type": "csp-violation", "body": found.get("csp-report")}]
    if not isinstance(found, list):
        return []
    return [
        each["body"]
        for each in found
        if isinstance(each, dict)
        and each.get("type") == "csp-violation"
        and isinstance(each.get("body"), dict)
    ]


def _directive(report: dict[str, Any]) -> str:
    names = ("effectiveDirective", "effective-directive", "violated-directive")
    name = next((report[name] for name in names if isinstance(report.get(name), str)), "").partition(" ")[0]
    return name if _DIRECTIVE.fullmatch(name) else "other"


def _origin(report: dict[str, Any], here: str) -> str:
    blocked = report.get("blockedURL", report.get("blocked-uri"))
    if not isinstance(blocked, str):
        return "other"
    if blocked in _WORDS:
        return blocked
    try:
        parts = urlsplit(blocked)
        host = parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return "other"
    if host == here:
        return "self"
    if parts.scheme in ("http", "https", "ws", "wss") and _HOST.fullmatch(host):
        return f"{parts.scheme}://{host}"
    return parts.scheme if parts.scheme in _WORDS else "other"


def _is_braked() -> bool:
    now = time.monotonic()
    with _lock:
        if len(_taken) == MOST_A_MINUTE and now - _taken[0] < 60:
            return True
        _taken.append(now)
        return False


def _note(directive: str, origin: str) -> None:
    """A line at the 1st, 10th, 100th … report of a kind."""
    with _lock:
        if len(_counts) >= MOST_KINDS and (directive, origin) not in _counts:
            directive = origin = "other"
        _counts[directive, origin] += 1
        number = _counts[directive, origin]
    if str(number).strip("0") == "1":
        _log.warning("a browser blocked %s from %s (%s so far)", directive, origin, number)
