from django.urls import path

from . import views

app_name = "suggestions"
urlpatterns = [
    path("", views.suggestions, name="list"),
    path("<uuid:pk>/settle/", views.settle, name="settle"),
]
