from django.urls import path

from . import views

app_name = "evaluation"
urlpatterns = [
    path("", views.results.results, name="results"),
    path("figures.<slug:kind>", views.results.download, name="download"),
    path("release/", views.results.release, name="release"),
    path("links/", views.links.links, name="links"),
    path("links/propose/", views.links.propose, name="propose"),
    path("links/confirm/", views.links.confirm, name="confirm"),
    path("links/confirm-identical/", views.links.confirm_identical, name="confirm_identical"),
]
