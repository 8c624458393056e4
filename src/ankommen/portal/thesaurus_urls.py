"""Staff addresses of the thesaurus."""

from django.urls import path

from . import thesaurusdesk as desk

app_name = "thesaurus"
urlpatterns = [
    path("", desk.terms, name="list"),
    path("add/", desk.add, name="add"),
    path("thesaurus.csv", desk.table, name="table"),
    path("take-in/", desk.take_in, name="take_in"),
    path("<int:pk>/", desk.term, name="term"),
    path("<int:pk>/remove/", desk.remove, name="remove"),
    path("<int:pk>/put-back/", desk.put_back, name="put_back"),
    path("asked/<int:pk>/belongs/", desk.belongs, name="belongs"),
    path("asked/<int:pk>/ignore/", desk.ignore, name="ignore"),
]
