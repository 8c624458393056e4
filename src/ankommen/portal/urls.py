from django.urls import path

from . import maps, views

app_name = "portal"
urlpatterns = [
    path("", views.start, name="start"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("offers/", views.offers, name="offers"),
    path("offers/points.json", maps.points, name="points"),
    path("offers/districts.json", maps.districts, name="districts"),
    path("offers/<uuid:pk>/", views.offer, name="offer"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
]
