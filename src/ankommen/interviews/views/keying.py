"""Rapid keying of questionnaires that were filled in on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ankommen.accounts.access import may

from ..boot import keying_boot


@may("interview", "key")
def keying(request: HttpRequest) -> HttpResponse:
    return render(request, "interviews/keying.html", {"boot": keying_boot(request)})
