"""Search engines find every public page in each language, what it is about, and nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from ankommen.offers.services import store_entries
from tests.offers.entries import CAFE, EVENT_ID, OFFER_ID, RENT, a_city, entry, the_five

pytestmark = pytest.mark.django_db(transaction=True)

_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
_LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@pytest.fixture(autouse=True)
def a_directory():
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    return source


def sitemap() -> dict[str, set[str]]:
    """Address -> the languages that it names."""
    index = _xml(Client().get("/sitemap.xml").content)
    found: dict[str, set[str]] = {}
    for file in index.iterfind("s:sitemap/s:loc", _NAMES):
        page = Client().get(file.text.replace("http://testserver", ""))
        assert page.headers["Content-Type"] == "application/xml; charset=utf-8"
        for url in _xml(page.content).iterfind("s:url", _NAMES):
            links = url.iterfind("x:link", _NAMES)
            found[url.find("s:loc", _NAMES).text] = {link.get("hreflang") for link in links}
    return found


def _xml(octets: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(octets)  # noqa: S314 - our own answer


def test_each_public_page_is_named_in_every_language_and_is_there():
    found = sitemap()
    codes = {code for code, _name in settings.LANGUAGES}
    assert all(languages == codes for languages in found.values())
    for code in codes:
        assert f"http://testserver/{code}/offers/{OFFER_ID}/" in found
    for address in found:
        assert Client().get(address.removeprefix("http://testserver")).status_code == 200


def test_what_was_taken_out_or_cancelled_is_named_no_more(a_directory):
    gone = [entry("event", replace(CAFE, is_cancelled=True)), entry("offer", RENT, state="withdrawn")]
    store_entries(gone, source=a_directory, by="7")
    addresses = " ".join(sitemap())
    assert OFFER_ID not in addresses
    assert EVENT_ID not in addresses


@pytest.mark.parametrize(
    "path", ["/desk/", "/login/", "/my-case/", "/still-right/x/", "/de/offers/?topic=housing"]
)
def test_robots_stay_out_of_what_is_not_theirs(path):
    assert not _may_look(path)


@pytest.mark.parametrize(
    "path", ["/de/", "/ar/offers/", f"/uk/offers/{OFFER_ID}/", "/static/ui/base.css", "/"]
)
def test_robots_may_look_at_the_public_pages(path):
    assert _may_look(path)


def _may_look(path: str) -> bool:
    """As RFC 9309 has it: the longest rule that fits decides, and "allow" where two are as long."""
    said = Client().get("/robots.txt").content.decode()
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", said, re.M)
    fitting = [
        (len(rule), word == "Allow")
        for word, rule in rules
        if re.match(re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$"), path)
    ]
    return max(fitting, default=(0, True))[1]


def test_a_page_names_itself_in_the_other_languages():
    said = Client().get(f"/de/offers/{OFFER_ID}/").content.decode()
    link = f'<link rel="alternate" hreflang="ar" href="http://testserver/ar/offers/{OFFER_ID}/">'
    assert link in said


def test_an_offer_and_an_event_say_what_they_are_about():
    offer = Client().get(f"/de/offers/{OFFER_ID}/").content.decode()
    event = Client().get(f"/de/events/{EVENT_ID}/").content.decode()
    assert json.loads(_LINKED.findall(offer)[0])["name"] == RENT.name
    assert json.loads(_LINKED.findall(event)[0])["@type"] == "Event"


def test_no_text_ends_the_element_that_it_stands_in(a_directory):
    name = "</script><script>alert(1)</script> & \u2028"
    store_entries([entry("offer", replace(RENT, name=name))], source=a_directory, by="7")
    said = Client().get(f"/de/offers/{OFFER_ID}/").content.decode()
    assert "<script>alert" not in said
    assert json.loads(_LINKED.findall(said)[0])["name"] == name


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/ar/events/?topic=language", '"/api/events.ics?language=ar&amp;topic=language"'),
        ("/ar/offers/", '"/api/offers.geojson?language=ar"'),
    ],
)
def test_feeds_are_named_where_they_belong(page, feed):
    assert feed in Client().get(page).content.decode()
