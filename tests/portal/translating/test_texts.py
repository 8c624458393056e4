"""The desk of translators: how texts stand, one at a time, nothing lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from ankommen.journal.models import Entry
from ankommen.offers.queries import public_directory
from ankommen.topics.models import Topic
from ankommen.topics.services import set_topics
from ankommen.translations.models import Translation
from ankommen.translations.queries import history_of, states_in
from ankommen.translations.services import set_term
from tests.offers.entries import OFFER_ID, RENT

from .town import BODY, DESK, GUIDE, NAME, SUMMARY, address_of, at_work, filled_town, typed

pytestmark = pytest.mark.django_db


def stands(key: str = SUMMARY, language: str = "ar", collection: str = "directory") -> str:
    return history_of(collection, key, language)[0].text


def test_the_overview_counts_each_collection_and_leads_to_the_texts():
    filled_town()
    browser, _user = at_work()

    page = browser.get(DESK)

    arabic = next(each for each in page.context["languages"] if each["tag"] == "ar")
    numbers = {row.collection.slug: {str(s): n for s, n in row.states.items()} for row in arabic["rows"]}
    assert numbers["directory"]["current"] == 1
    assert numbers["directory"]["outdated"] == 1
    assert numbers["topics"] == {"current": 1, "machine": 0, "outdated": 0, "missing": 1}
    assert numbers["guides"]["missing"] == 2
    link = f"{DESK}texts/?collection=topics&amp;language=ar&amp;state=missing"
    assert link in page.content.decode()
    assert browser.get(link.replace("&amp;", "&")).context["page"].number == 1


def test_the_overview_asks_no_more_when_nothing_changed():
    filled_town()
    browser, _user = at_work()
    browser.get(DESK)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get(DESK)
    counting = [each for each in asked if "source_digest" in each["sql"]]
    assert counting == []


def test_the_list_shows_both_languages_and_what_changed_in_the_source():
    filled_town()
    browser, _user = at_work()

    said = browser.get(f"{DESK}texts/?collection=directory&language=ar&state=outdated").content.decode()

    assert "مساعدة في العقد القديم" in said
    assert '<div lang="ar" dir="rtl">' in said
    assert "<del>Alte" in said
    assert "<ins>" in said


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("q=ALTE", 0),  # what the source said then is not what it says
        (f"q={RENT.name[:5]}", 2),  # by the name of the offer: its name and its summary
        ("q=الإيجار", 1),
        ("state=missing&q=zzz", 0),
    ],
)
def test_words_are_found_in_source_translation_and_name(asked, number):
    filled_town()
    browser, _user = at_work()
    page = browser.get(f"{DESK}texts/?collection=directory&language=ar&{asked}")
    found = [row for row in page.context["rows"] if OFFER_ID in row.line.key] if page.context["rows"] else []
    assert len([row for row in found if row.line.text or not asked.startswith("q=")]) == number


@pytest.mark.parametrize(
    "asked", ["language=xx", "language=de", "collection=cases", "state=done", "language=ar%27--", "language="]
)
def test_a_wrong_language_is_told_in_a_sentence(asked):
    filled_town()
    browser, _user = at_work()
    page = browser.get(f"{DESK}texts/?{asked}")
    assert page.status_code == (200 if asked == "language=" else 422)
    assert ("There is no such collection" in page.content.decode()) == (page.status_code == 422)


@pytest.mark.parametrize("path", ["texts/directory/xx/?key=a", "texts/cases/ar/?key=a", "files/guides/de/"])
def test_addresses_of_other_languages_and_collections_are_404(path):
    filled_town()
    browser, _user = at_work()
    assert browser.get(DESK + path).status_code == 404


def test_a_saved_text_is_public_at_once_and_stands_in_the_history():
    filled_town()
    browser, user = at_work()
    address = address_of(SUMMARY)

    answer = browser.post(address, typed(browser, address, "سطر\r\nسطر آخر", save="1"))

    assert answer.status_code == 302
    assert stands() == "سطر\nسطر آخر"
    assert public_directory().offers[OFFER_ID].told("summary", "ar").text == "سطر\nسطر آخر"
    assert [each.by for each in history_of("directory", SUMMARY, "ar")] == [str(user.pk), "import"]
    assert Entry.objects.filter(verb="portal.texts_translated").count() == 1
    said = browser.get(address).content.decode()
    assert "you" in said
    assert "from a file" in said


def test_saving_an_outdated_text_unchanged_says_that_it_is_still_right():
    filled_town()
    browser, _user = at_work()
    before = stands()
    browser.post(address_of(SUMMARY), typed(browser, address_of(SUMMARY), before, next="1"))
    assert stands() == before
    assert states_in("directory", "ar", sources={SUMMARY: RENT.summary}) == {SUMMARY: "current"}


def test_a_mended_typo_makes_every_language_right_again():
    filled_town()
    browser, _user = at_work()
    address = address_of(SUMMARY)
    browser.post(address, typed(browser, address, "", same="1"))
    assert states_in("directory", "ar", sources={SUMMARY: RENT.summary}) == {SUMMARY: "current"}
    assert Translation.objects.filter(key=SUMMARY, language="ar").count() == 1


def test_save_and_next_leads_to_the_next_text_that_waits():
    filled_town()
    browser, _user = at_work()
    address = address_of("housing/label", "uk", "topics")
    answer = browser.post(address, typed(browser, address, "Житло", next="1"))
    assert "key=money%2Flabel" in answer.url
    answer = browser.post(answer.url, typed(browser, answer.url, "Гроші", next="1"))
    assert answer.url.startswith(f"{DESK}texts/?")
    assert Topic.objects.get(pk="money").label_in("uk") == "Гроші"


def test_two_translators_on_one_text_lose_nothing():
    filled_town()
    (one, _), (other, _) = at_work(), at_work()
    address = address_of(SUMMARY)
    first, second = typed(one, address, "الأول", save="1"), typed(other, address, "الثاني", save="1")

    assert one.post(address, first).status_code == 302
    page = other.post(address, second)

    assert page.status_code == 409
    said = page.content.decode()
    assert "الأول" in said  # what stands now
    assert "الثاني</textarea>" in said  # what was typed
    assert stands() == "الأول"
    again = {**second, "seen": str(page.context["opened"].number)}
    assert other.post(address, again).status_code == 302
    assert [each.text for each in history_of("directory", SUMMARY, "ar")][:2] == ["الثاني", "الأول"]


def test_who_translated_the_source_of_before_is_told():
    filled_town()
    browser, _user = at_work()
    address = address_of("konto/title", "ar", "guides")
    sent = typed(browser, address, "فتح حساب", save="1")
    from ankommen.knowledge.models import Guide

    Guide.objects.update(title="Ein Girokonto eröffnen")
    page = browser.post(address, sent)
    assert page.status_code == 409
    assert "Ein Girokonto eröffnen" in page.content.decode()
    assert "فتح حساب</textarea>" in page.content.decode()
    assert not Translation.objects.filter(key="konto/title").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This field is required"),
        ("   \n ", "This field is required"),
        ("x" * 20_001, "20000 characters"),
        ("x" * 1_000_000, "20000 characters"),
        ("Call the office. https://amt.example/termin amt@example.org", "{office}"),
        ("Call {office} and {nobody}.", "{nobody}"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_shown_again(text, sentence):
    filled_town()
    browser, _user = at_work()
    address = address_of(GUIDE, "en", "guides")

    page = browser.post(address, typed(browser, address, text, save="1"))

    assert page.status_code == 422
    said = page.content.decode()
    assert sentence in said
    assert escape(text) in said
    assert not Translation.objects.filter(key=GUIDE).exists()


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b"])
def test_signs_that_cannot_be_stored_are_refused_in_a_sentence(text):
    filled_town()
    browser, _user = at_work()
    address = address_of(GUIDE, "en", "guides")
    assert browser.post(address, typed(browser, address, text)).status_code in (400, 422)
    assert not Translation.objects.filter(key=GUIDE).exists()


def test_half_a_character_is_refused():
    filled_town()
    browser, _user = at_work()
    address = address_of(GUIDE, "en", "guides")
    answer = browser.generic(
        "POST", address, b"text=%ED%A0%80&seen=0", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "²"])
def test_a_bent_form_changes_nothing(seen):
    filled_town()
    browser, _user = at_work()
    sent = typed(browser, address_of(SUMMARY), "نص")
    assert browser.post(address_of(SUMMARY), {**sent, "seen": seen}).status_code == 409
    assert stands() == "مساعدة في العقد القديم"


def test_lost_links_and_agreed_words_are_warned_of():
    filled_town()
    set_term("appointment", {"de": ["Termin"], "en": ["appointment"]})
    browser, _user = at_work()
    address = address_of(GUIDE, "en", "guides")
    assert "https://amt.example/termin" in browser.get(address).content.decode()

    page = browser.post(address, typed(browser, address, "Call {office}.", save="1"), follow=True)

    said = page.content.decode()
    assert "https://amt.example/termin, amt@example.org" in said
    assert "“Termin” is agreed to be “appointment”" in said
    assert stands(GUIDE, "en", "guides") == "Call {office}."


def test_what_a_person_translated_holds_against_the_file_of_the_city():
    filled_town()
    browser, _user = at_work()
    address = address_of("housing/label", "ar", "topics")
    browser.post(address, typed(browser, address, "المسكن"))
    file = [{"slug": "housing", "label": {"de": "Wohnen", "ar": "السكن", "tr": "Konut"}}]

    set_topics(file)
    assert Topic.objects.get(pk="housing").labels == {"de": "Wohnen", "ar": "المسكن", "tr": "Konut"}

    set_topics([{"slug": "housing", "label": {"de": "Wohnung", "ar": "الشقة"}}])
    assert Topic.objects.get(pk="housing").labels == {"de": "Wohnung", "ar": "الشقة"}


def test_a_text_that_is_gone_is_404():
    filled_town()
    browser, _user = at_work()
    assert browser.get(address_of("offer/gone/name")).status_code == 404
    assert browser.get(f"{DESK}texts/directory/ar/").status_code == 404


def test_who_releases_does_not_translate_and_the_other_way_round():
    filled_town()
    translator, lead = at_work()[0], at_work("project_lead")[0]
    assert lead.get(address_of(NAME)).status_code == 404
    assert translator.post(f"{DESK}release/ar/").status_code == 404
    assert BODY[:10] in lead.get(f"{DESK}texts/?collection=guides&language=ar").content.decode()
