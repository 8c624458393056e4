"""Frames and error pages: what they say, and that they stand without any context."""

import re

import pytest
from django.template import engines
from django.utils.translation import override

from tests.ui.pages import frame, pages

ERRORS = ["400", "403", "403_csrf", "404", "429", "500", "503"]


def drawn(name: str, **context: object) -> str:
    return engines["django"].get_template(name).render(context)


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nothing_and_offers_a_next_step(name):
    page = drawn(f"{name}.html")
    assert page.count("<h1>") == 1 and 'class="lead"' in page
    assert re.search(r'<a class="kern-btn [^"]*" href="[/"]', page)


def test_an_error_page_says_the_sentence_it_is_given():
    assert "The disk is full &amp; locked." in drawn("503.html", sentence="The disk is full & locked.")


def test_the_document_runs_as_its_language_does():
    for tag, way in (("de", "ltr"), ("ar", "rtl")):
        with override(tag):
            assert f'<html lang="{tag}" dir="{way}"' in drawn("ui/print.html")


def test_links_stand_only_where_there_is_a_page():
    assert "<footer" not in drawn("ui/public.html")
    assert 'href="/privacy"' in drawn("ui/public.html", foot_links=[{"url": "/privacy", "label": "Privacy"}])
    assert "language" not in re.sub(r"<html.*?>", "", drawn("ui/public.html"))  # no token, no form to send


def test_the_desk_shows_the_menu_and_the_person():
    page = drawn("ui/desk.html", **frame("de"))
    assert page.count('aria-current="page"') == 1
    assert "Jana Brandt" in page and "Sozialarbeit" in page and 'action="/logout/"' in page
    assert "Log out" not in drawn("ui/desk.html")


def test_the_demo_says_that_it_is_one():
    assert '<aside class="demo"' in drawn("ui/public.html", is_demo=True)
    assert '<aside class="demo"' not in drawn("ui/public.html", is_demo=False)


def test_a_city_may_bring_a_theme():
    context = frame("de")
    context["theme"] = "themes/lindenstadt.css"
    page = drawn("ui/public.html", **context)
    assert page.index("themes/lindenstadt.css") > page.index("ui/tokens.css")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_no_page_asks_anybody_else(language):
    for name, page in pages(language).items():
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page), name


def test_every_page_offers_its_languages_by_their_own_names():
    page = drawn("ui/public.html", **frame("de"), offered_languages=["de", "ar"])
    assert re.search(r'<button name="language" value="ar" lang="ar" dir="rtl">\s*العربية', page)
