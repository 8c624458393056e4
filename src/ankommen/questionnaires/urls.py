from django.urls import path

from .views import languages, versions

app_name = "questionnaires"
urlpatterns = [
    path("", versions.list_all, name="list"),
    path("upload/", versions.upload, name="upload"),
    path("<uuid:pk>/", versions.show, name="version"),
    path("<uuid:pk>/preview/", versions.preview, name="preview"),
    path("<uuid:pk>/publish/", versions.publish, name="publish"),
    path("<uuid:pk>/retire/", versions.retire, name="retire"),
    path("<uuid:pk>/discard/", versions.discard, name="discard"),
    path("<uuid:pk>/workbook/", versions.workbook, name="workbook"),
    path("<uuid:pk>/xform.xml", versions.xform, name="xform"),
    path("<uuid:pk>/languages/", languages.add, name="add_language"),
    path("<uuid:pk>/languages/<str:language>/", languages.translations, name="translations"),
    path("<uuid:pk>/languages/<str:language>/text/", languages.edit, name="edit_text"),
    path("<uuid:pk>/languages/<str:language>/table.csv", languages.download, name="download"),
    path("<uuid:pk>/languages/<str:language>/release/", languages.release, name="release"),
    path("<uuid:pk>/languages/<str:language>/hold-back/", languages.hold_back, name="hold_back"),
]
