"""The tables of the directory: sources, providers, places, offers, events, and their upkeep."""

from .events import Event, Responsibility
from .lists import ListImport, TwoOffers
from .offers import Category, Offer, OfferAtPlace, Opening
from .places import Place
from .providers import Provider
from .records import Generation, Record, Source
from .upkeep import MistakeReport, Revision, ViewCount

__all__ = (
    "Category",
    "Event",
    "Generation",
    "ListImport",
    "MistakeReport",
    "Offer",
    "OfferAtPlace",
    "Opening",
    "Place",
    "Provider",
    "Record",
    "Responsibility",
    "Revision",
    "Source",
    "TwoOffers",
    "ViewCount",
)
