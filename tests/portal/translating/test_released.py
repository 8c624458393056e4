"""The public sees released languages only; German always; who works on translations sees all before."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ankommen.journal.models import Entry
from ankommen.offers.queries import feed_languages
from ankommen.translations.models import Release
from ankommen.translations.queries import decisions, released_languages
from ankommen.translations.services import hold_back_language, release_first, release_language
from tests.offers.entries import OFFER_ID

from .town import DESK, at_work, filled_town

pytestmark = pytest.mark.django_db
ALL = ["de", "en", "ar", "uk", "tr"]


def visitor(language: str = "de", **more: str) -> Client:
    return Client(headers={"Accept-Language": language, **more})


def offered(page) -> list[str]:
    said = page.content.decode()
    return [tag for tag in ALL if f'hreflang="{tag}"' in said]


def test_as_long_as_nobody_decided_all_languages_are_shown():
    assert released_languages(ALL) == frozenset(ALL)
    assert offered(visitor().get("/de/")) == ALL


def test_what_is_taken_back_is_gone_from_menu_and_feeds_and_its_pages_lead_to_german():
    filled_town()
    lead, user = at_work("project_lead")

    assert lead.post(f"{DESK}hold-back/ar/").status_code == 302

    assert offered(visitor().get("/de/")) == ["de", "en", "uk", "tr"]
    assert feed_languages() == ["de", "en", "uk", "tr", "fa", "ru", "fr"]
    assert Client().get("/api/hsds/services?language=ar").status_code == 404
    answer = visitor("ar").get(f"/ar/offers/{OFFER_ID}/?topic=money")
    assert (answer.status_code, answer.url) == (302, f"/de/offers/{OFFER_ID}/?topic=money")
    assert visitor("ar").post("/ar/suggestions/", {"text": "x"}).status_code == 404
    assert [(each.verb, each.facts) for each in Entry.objects.filter(verb__startswith="portal.")] == [
        ("portal.language_held_back", {"language": "ar"})
    ]
    assert Release.objects.get().recorded_by == str(user.pk)

    lead.post(f"{DESK}release/ar/")
    assert visitor("ar").get("/ar/").status_code == 200
    assert [(each.added, each.removed) for each in decisions(ALL)] == [
        (("ar",), ()),
        (("de", "en", "fa", "fr", "ru", "tr", "uk"), ("ar",)),
    ]


def test_german_is_always_there():
    release_first([], by="")
    assert offered(visitor().get("/de/")) == ["de"]
    assert feed_languages() == ["de"]
    lead, _user = at_work("project_lead")
    assert lead.post(f"{DESK}hold-back/de/").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "shown"), [("ar,en;q=0.5", "/en/"), ("ar", "/de/"), ("uk-UA,en", "/uk/"), ("xx,*", "/de/")]
)
def test_the_browser_is_led_to_the_best_language_that_is_released(wanted, shown):
    release_first(["de", "en", "uk"], by="")
    assert visitor(wanted).get("/").url == shown


@pytest.mark.parametrize("role", ["translator", "project_lead"])
def test_who_works_on_translations_previews_and_is_told_so(role):
    filled_town()
    release_first(["de", "en"], by="")
    browser, _user = at_work(role)
    page = browser.get("/ar/")
    assert page.status_code == 200
    assert "wrap only-here" in page.content.decode()
    assert 'rel="alternate" hreflang="ar"' not in page.content.decode()
    assert "wrap only-here" not in browser.get("/en/").content.decode()


def test_others_who_work_here_do_not_preview():
    release_first(["de", "en"], by="")
    browser, _user = at_work("social_worker")
    assert browser.get("/ar/").status_code == 302


def test_other_public_pages_offer_released_languages_only_and_the_desk_all():
    release_first(["de", "en"], by="")
    public = visitor().get("/my-case/").content.decode()
    assert 'value="en"' in public
    assert 'value="ar"' not in public
    browser, _user = at_work()
    assert 'value="ar"' in browser.get("/desk/").content.decode()


def test_a_page_asks_once_which_languages_are_released():
    filled_town()
    with CaptureQueriesContext(connection) as asked:
        visitor().get("/ar/")
    assert len([each for each in asked if "translations_release" in each["sql"]]) == 1


def test_a_decision_is_never_changed_and_the_first_one_holds():
    assert release_first(["de", "en"], by="")
    assert not release_first(["de"], by="")
    assert not release_language("en", of=ALL, by="7")
    assert hold_back_language("en", of=ALL, by="7")
    with pytest.raises(TypeError):
        Release.objects.latest("pk").save()
    assert [row.languages for row in Release.objects.all()] == [["de", "en"], ["de"]]


@pytest.mark.parametrize("language", ["xx", "rom", "de", "a" * 300])
def test_an_unknown_language_is_not_released(language):
    lead, _user = at_work("project_lead")
    assert lead.post(f"{DESK}release/{language}/").status_code == 404
    assert not Release.objects.exists()
