"""Addresses of the open figures, outside of what staff see."""

from django.urls import path

from . import views

app_name = "figures"
urlpatterns = [
    path("", views.public.figures, name="page"),
    path("figures.<slug:kind>", views.public.download, name="download"),
]
