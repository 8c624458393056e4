from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "ankommen.offers"
    label = "offers"

    def ready(self) -> None:
        from .access import register_offers
        from .seals import register_all

        register_offers()
        register_all()
