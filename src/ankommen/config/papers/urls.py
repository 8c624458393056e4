"""Addresses of the public legal pages."""

from django.urls import path

from .reading import NAMES
from .views import public_paper

app_name = "papers"
urlpatterns = [path(f"{name}/", public_paper, {"name": name}, name=name) for name in NAMES]
