"""Addresses that the frames link to, for pages drawn without the rest of the house."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("language/", _nothing, name="set_language"),
    path("", include(([path("logout/", _nothing, name="logout")], "accounts"))),
]
