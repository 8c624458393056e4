from django.urls import path

from . import editing, files, views, words

app_name = "translating"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("texts/", views.texts, name="texts"),
    path("release/<str:language>/", views.release, name="release"),
    path("hold-back/<str:language>/", views.hold_back, name="hold_back"),
    path("glossary/", words.terms, name="terms"),
    path("glossary/new/", words.new_term, name="new_term"),
    path("glossary/term/<slug:concept>/", words.term, name="term"),
    path("glossary/term/<slug:concept>/remove/", words.remove_term, name="remove_term"),
    path("texts/<slug:collection>/<str:language>/", editing.edit, name="edit"),
    path("files/<slug:collection>/<str:language>/", files.files, name="files"),
    path("files/<slug:collection>/<str:language>/upload/", files.upload, name="upload"),
    path("files/<slug:collection>/<str:language>/po/", files.download, name="download"),
]
