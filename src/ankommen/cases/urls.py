from django.urls import path

from . import views

app_name = "cases"
urlpatterns = [
    path("", views.list_cases, name="list"),
    path("search/", views.search, name="search"),
    path("open/", views.open_new, name="open"),
    path("emergency/", views.emergency, name="emergency"),
    path("emergencies/", views.emergencies, name="emergencies"),
    path("emergencies/<uuid:access>/review/", views.review, name="review"),
    path("<uuid:pk>/", views.show, name="show"),
    path("<uuid:pk>/change/", views.change, name="change"),
    path("<uuid:pk>/notes/", views.note, name="note"),
    path("<uuid:pk>/assign/", views.assign, name="assign"),
    path("<uuid:pk>/close/", views.close, name="close"),
    path("<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("<uuid:pk>/link/", views.link, name="link"),
    path("<uuid:pk>/unlink/", views.unlink, name="unlink"),
    path("<uuid:pk>/share/", views.share, name="share"),
    path("<uuid:pk>/grants/<uuid:grant>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/log/", views.log, name="log"),
    path("<uuid:pk>/copy/", views.hand_out, name="copy"),
    path("<uuid:pk>/code/", views.new_code, name="new_code"),
    path("<uuid:pk>/erase/", views.erase, name="erase"),
    path("<uuid:pk>/block/", views.block, name="block"),
]
