"""Doors of the places room for reading."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .models import City, District, Site
from .readiness import Gap, gaps_for_cases, gaps_of


def the_city() -> City | None:
    """The city that this installation serves, or None before `load_city` ran."""
    return City.objects.first()


@dataclass(frozen=True)
class CityInShort:
    """What every page says of the city. `theme`: the style sheet that it brings, if it does."""

    name: str
    theme: str


def city_in_short() -> CityInShort | None:
    """The city's name and theme, without its notice and facts: long texts that most pages do not need."""
    found = City.objects.values_list("name", "facts__theme").first()
    return CityInShort(found[0], found[1] or "") if found else None


def city_facts(part: str) -> dict[str, Any]:
    """One part of the city's facts, such as "directory"; empty where the city says nothing of it."""
    return City.objects.values_list(f"facts__{part}", flat=True).first() or {}


def active_sites() -> QuerySet[Site]:
    """The sites in use, in the city's order."""
    return Site.objects.filter(is_active=True)


def site_names() -> dict[str, str]:
    """The names of all sites by their slug, those no longer in use too: figures go back."""
    return dict(Site.objects.values_list("slug", "name"))


def active_districts() -> QuerySet[District]:
    """The districts in use, in the city's order."""
    return District.objects.filter(is_active=True)


def district_names() -> dict[str, str]:
    """slug -> name of the districts in use, in the city's order; without their shapes, which are large."""
    return dict(active_districts().values_list("slug", "name"))


def missing_for_real_data() -> list[Gap]:
    """What the city must still set before real people are asked; empty where everything is in order."""
    return gaps_of(the_city())


def missing_for_cases() -> list[Gap]:
    """What the city must still set beside that before cases are opened."""
    return gaps_for_cases(the_city())
