"""Rapid keying of questionnaires that were filled in on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ankommen.accounts.access import may

from ..boot import keying_boot


@require_safe
@may("interview", "key")
def keying(request: HttpRequest) -> HttpResponse:
    return render(request, "interviews/keying.html", {"boot": keying_boot(request)})
