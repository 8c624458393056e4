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
    path("research/", views.projects.list_all, name="projects"),
    path("research-proposal/", views.projects.propose, name="propose_project"),
    path("research/<slug:name>/", views.projects.show, name="project"),
    path("research/<slug:name>/release/", views.projects.release, name="release_project"),
    path("research/<slug:name>/end/", views.projects.end, name="end_project"),
    path("research/<slug:name>/export/", views.projects.export, name="export_project"),
    path("research/<slug:name>/fetch/", views.projects.fetch, name="fetch_export"),
]
