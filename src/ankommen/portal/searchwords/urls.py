from django.urls import path

from . import views

app_name = "thesaurus"
urlpatterns = [
    path("", views.terms, name="list"),
    path("add/", views.add, name="add"),
    path("thesaurus.csv", views.table, name="table"),
    path("take-in/", views.take_in, name="take_in"),
    path("<int:pk>/", views.term, name="term"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<int:pk>/put-back/", views.put_back, name="put_back"),
    path("asked/<int:pk>/belongs/", views.belongs, name="belongs"),
    path("asked/<int:pk>/ignore/", views.ignore, name="ignore"),
]
