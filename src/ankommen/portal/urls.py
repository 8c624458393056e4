from django.urls import path

from . import eventviews, maps, offline, sheets, views, voices

app_name = "portal"
urlpatterns = [
    path("", views.start, name="start"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("offers/", views.offers, name="offers"),
    path("offers/points.json", maps.points, name="points"),
    path("offers/districts.json", maps.districts, name="districts"),
    path("offers/<uuid:pk>/", views.offer, name="offer"),
    path("offers/<uuid:pk>/sheet/", sheets.sheet, name="sheet"),
    path("offers/<uuid:pk>/report/", voices.report, name="report"),
    path("offline/", offline.page, name="offline"),
    path("offline.json", offline.document, name="offline_document"),
    path("offline-worker.js", offline.worker, name="offline_worker"),
    path("suggestions/", voices.box, name="box"),
    path("events/", eventviews.events, name="events"),
    path("events/<uuid:pk>/", eventviews.event, name="event"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
]
