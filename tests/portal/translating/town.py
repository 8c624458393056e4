"""A town with one offer, one guide and one topic, and people who translate what they say."""

from __future__ import annotations

from typing import Any

from django.test import Client

from ankommen.accounts.models import User
from ankommen.knowledge.models import Guide
from ankommen.offers.services import store_entries, translate_records
from ankommen.topics.services import set_topics
from tests.accounts.factories import UserFactory
from tests.offers.entries import OFFER_ID, RENT, a_city, the_five

NAME, SUMMARY = f"offer/{OFFER_ID}/name", f"offer/{OFFER_ID}/summary"
DESK = "/desk/translations/"
BODY = "Rufen Sie {office} an: [Termin](https://amt.example/termin) oder amt@example.org."
GUIDE = "konto/body"


def filled_town() -> Any:
    """All kinds of texts; Arabic has the offer's name up to date, its summary outdated, all else missing."""
    source = a_city()
    store_entries(the_five(), source=source, by="import")
    set_topics(
        [
            {"slug": "housing", "label": {"de": "Wohnen", "en": "Housing", "ar": "السكن"}},
            {"slug": "money", "label": {"de": "Geld", "en": "Money"}},
        ]
    )
    Guide.objects.create(slug="konto", title="Ein Konto eröffnen", body=BODY)
    texts = {NAME: "فهم الإيجار", SUMMARY: "مساعدة في العقد القديم"}
    translate_records(
        "ar", texts, by="import", sources={NAME: RENT.name, SUMMARY: "Alte Hilfe zum Mietvertrag."}
    )
    return source


def at_work(role: str = "translator", language: str = "en") -> tuple[Client, User]:
    """Somebody of this role, with the browser."""
    user = UserFactory(role=role)
    browser = Client(headers={"Accept-Language": language})
    browser.force_login(user)
    return browser, user


def address_of(key: str, language: str = "ar", collection: str = "directory") -> str:
    """The page of one text."""
    return f"{DESK}texts/{collection}/{language}/?key={key}"


def typed(browser: Client, address: str, text: str, **more: str) -> dict[str, str]:
    """What a browser sends that has opened the page and typed this."""
    page = browser.get(address).context
    return {"text": text, "seen": str(page["opened"].number), "made_from": page["made_from"], **more}
