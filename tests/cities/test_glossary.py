"""A city brings agreed words; what people made of them stays when its folder is read again."""

from __future__ import annotations

import tomllib

import pytest
from django.conf import settings

from ankommen.config.city import SHIPPED, load_city
from ankommen.translations.queries import glossary
from ankommen.translations.services import delete_term, set_term

pytestmark = pytest.mark.django_db
DORTMUND = SHIPPED / "dortmund"


def test_dortmund_agrees_on_words_in_every_language_of_the_site() -> None:
    terms = tomllib.loads((DORTMUND / "glossary.toml").read_text(encoding="utf-8"))["terms"]
    assert len({each["concept"] for each in terms}) == len(terms) > 5
    for each in terms:
        assert set(each["words"]) == set(dict(settings.LANGUAGES)), each["concept"]


def test_what_people_changed_stays() -> None:
    load_city(DORTMUND)
    number = len(glossary().terms)
    set_term("wohngeld", {"de": ["Wohngeld"], "ar": ["بدل السكن"]})
    delete_term("jobcenter")
    load_city(DORTMUND)
    terms = {each.concept: each.texts for each in glossary().terms}
    assert (len(terms), terms["wohngeld"]["ar"][0]) == (number, "بدل السكن")
