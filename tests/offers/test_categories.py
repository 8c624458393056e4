"""The categories of the map are the city's data."""

from __future__ import annotations

import pytest

from ankommen.config.city import folder_of, load_city
from ankommen.offers.models import Category
from ankommen.offers.services import set_categories

pytestmark = pytest.mark.django_db
LANGUAGES = {"de", "en", "ar", "uk", "tr", "fa", "ru", "fr"}


@pytest.mark.parametrize("city", ["dortmund", "musterau"])
def test_a_city_brings_its_categories_in_every_language_of_the_public_pages(city: str) -> None:
    load_city(folder_of(city))
    assert [each.slug for each in Category.objects.all()] == [
        "advice",
        "donations",
        "education",
        "mentoring",
        "leisure",
        "meeting",
    ]
    assert all(set(each.labels) == LANGUAGES for each in Category.objects.all())


def test_what_is_no_longer_named_is_retired_and_comes_back_as_the_same() -> None:
    advice, meeting = (
        {"slug": "advice", "label": {"de": "Beratung"}},
        {"slug": "meeting", "label": {"de": "Treff"}},
    )
    assert set_categories([advice, meeting]) == 2
    assert set_categories([meeting]) == 1
    assert list(Category.objects.filter(is_active=True)) == [Category(slug="meeting")]
    set_categories([meeting, advice])
    assert [(each.slug, each.is_active) for each in Category.objects.all()] == [
        ("meeting", True),
        ("advice", True),
    ]
