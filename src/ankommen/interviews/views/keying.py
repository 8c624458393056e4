"""Rapid keying of questionnaires that were filled in on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ankommen.accounts.access import may
from ankommen.places.access import require_papers
from ankommen.questionnaires.queries import open_versions

from ..boot import keying_boot


@may("interview", "key")
@require_safe
def keying(request: HttpRequest) -> HttpResponse:
    """Sheets of the newest version, or of another that is open: ?version=…"""
    require_papers()
    versions = {str(version.pk): version for version in open_versions()}
    chosen = request.GET.get("version") or next(iter(versions), "")
    if versions and chosen not in versions:
        raise Http404
    boot = keying_boot(request, versions[chosen]) if versions else None
    context = {"boot": boot, "versions": versions.values(), "chosen": chosen}
    return render(request, "interviews/keying.html", context)
