from django.urls import path

from . import doubles, editing, events, lists, places, providers, reviews, views

app_name = "offers"
urlpatterns = [
    path("", views.offers, name="list"),
    path("new/", editing.new, name="new"),
    path("reviews/", reviews.proposals, name="reviews"),
    path("reviews/<int:number>/", reviews.proposal, name="review"),
    path("duplicates/", doubles.duplicates, name="duplicates"),
    path("places/<uuid:pk>/", places.place, name="place"),
    path("places/<uuid:pk>/undo/", places.undo, name="undo_place"),
    path("events/", events.events, name="events"),
    path("events/new/", events.new_event, name="new_event"),
    path("events/<uuid:pk>/", events.event, name="event"),
    path("events/<uuid:pk>/take-out/", events.take_out_event, name="take_out_event"),
    path("events/<uuid:pk>/show-again/", events.show_event_again, name="show_event_again"),
    path("events/<uuid:pk>/undo/", events.undo_event, name="undo_event"),
    path("providers/<uuid:pk>/", providers.provider, name="provider"),
    path("providers/<uuid:pk>/undo/", providers.undo_provider, name="undo_provider"),
    path("import/", lists.imports, name="imports"),
    path("import/<uuid:pk>/", lists.preview, name="import"),
    path("import/<uuid:pk>/meaning/", lists.meaning, name="import_meaning"),
    path("import/<uuid:pk>/problems/", lists.problems, name="import_problems"),
    path("import/<uuid:pk>/take-over/", lists.take_over, name="import_take_over"),
    path("import/<uuid:pk>/give-up/", lists.give_up, name="import_give_up"),
    path("<uuid:pk>/", views.offer, name="offer"),
    path("<uuid:pk>/change/", editing.change, name="change"),
    path("<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("<uuid:pk>/take-out/", views.take_out_offer, name="take_out"),
    path("<uuid:pk>/show-again/", views.show_offer_again, name="show_again"),
    path("<uuid:pk>/settle/", views.settle, name="settle"),
    path("<uuid:pk>/undo/", views.undo, name="undo"),
]
