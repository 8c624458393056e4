from django.urls import path

from . import editing, reviews, views

app_name = "offers"
urlpatterns = [
    path("", views.offers, name="list"),
    path("new/", editing.new, name="new"),
    path("reviews/", reviews.proposals, name="reviews"),
    path("reviews/<int:number>/", reviews.proposal, name="review"),
    path("<uuid:pk>/", views.offer, name="offer"),
    path("<uuid:pk>/change/", editing.change, name="change"),
    path("<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("<uuid:pk>/take-out/", views.take_out, name="take_out"),
    path("<uuid:pk>/show-again/", views.show_again, name="show_again"),
    path("<uuid:pk>/settle/", views.settle, name="settle"),
    path("<uuid:pk>/undo/", views.undo, name="undo"),
]
