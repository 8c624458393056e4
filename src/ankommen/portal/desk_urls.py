"""Staff addresses of the portal."""

from django.urls import path

from . import desk

app_name = "suggestions"
urlpatterns = [
    path("", desk.suggestions, name="list"),
    path("<uuid:pk>/settle/", desk.settle, name="settle"),
]
