from django.urls import path

from . import views

app_name = "evaluation"
urlpatterns = [
    path("", views.results.results, name="results"),
    path("release/", views.results.release, name="release"),
]
