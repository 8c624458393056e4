from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "ankommen.places"
    label = "places"
