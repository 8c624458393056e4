"""Offers are kept current by those whose they are: one form, one click, a history with a way back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ankommen.offers.models import MistakeReport, Offer, Place, Revision, ViewCount
from ankommen.offers.queries import public_directory
from ankommen.offers.services import store_entries, translate_records
from ankommen.translations.queries import states_in

from .desk import facts_now, form_of, keeper, kept_town
from .entries import OFFER_ID, PLACE_ID, RENT, entry

pytestmark = pytest.mark.django_db
HERE = f"/desk/offers/{OFFER_ID}/"


def change(browser, **changes):
    return browser.post(f"{HERE}change/", form_of(browser, **changes))


def test_nothing_touched_changes_nothing():
    kept_town()
    browser, _user = keeper()
    before = facts_now(), Revision.objects.count()

    assert change(browser).status_code == 302

    assert (facts_now(), Revision.objects.count()) == before


@pytest.mark.parametrize(
    ("sent", "fact", "value"),
    [
        ({"name": "Miete"}, "name", "Miete"),
        ({"documents": "Ausweis\r\nBriefe"}, "documents", "Ausweis\nBriefe"),
        ({"languages": "German, Ukrainian; tr"}, "languages", ("de", "tr", "uk")),
        ({"min_age": ""}, "min_age", None),
        ({"max_age": "27"}, "max_age", 27),
        ({"website": "www.miete.example"}, "website", "https://www.miete.example"),
        ({"topics": ["money"]}, "topics", ("money",)),
        ({"cost": "paid", "cost_note": "2 Euro"}, "cost_note", "2 Euro"),
    ],
)
def test_a_change_is_public_at_once(sent, fact, value):
    kept_town()
    browser, user = keeper()

    assert change(browser, **sent).status_code == 302

    assert getattr(facts_now(), fact) == value
    assert getattr(public_directory().offers[OFFER_ID].facts, fact) == value
    assert Revision.objects.filter(record_id=OFFER_ID).latest("pk").by == str(user.pk)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "<b>Rent</b>"}, "HTML"),
        ({"name": "n" * 201}, "200"),
        ({"summary": '=HYPERLINK("x")'}, "formula"),
        ({"website": "javascript:alert(1)"}, "javascript"),
        ({"languages": "German, Klingonish"}, "Klingonish"),
        ({"min_age": "20", "max_age": "10"}, "20"),
        ({"email": "nobody"}, "valid email"),
        ({"at-0-hours": "Mo-Fr 9-25"}, "25"),
        ({"at-1-hours": "Mo 9-12"}, "choose where"),
        ({"at-1-place": PLACE_ID}, "stands here twice"),
        ({"at-1-place": "new"}, "name"),
        ({"at-0-street": "Weg 1"}, "You chose a place and describe a new one"),
    ],
)
def test_what_cannot_be_is_said_beside_the_form_and_changes_nothing(sent, sentence):
    kept_town()
    browser, _user = keeper()

    page = change(browser, **sent)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert facts_now() == RENT


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("Mo-Do 10-16 Uhr", "Understood as: Monday to Thursday"),
        ("nach dem Freitagsgebet", "Kept as text"),
        ("", "No opening hours"),
    ],
)
def test_hours_are_told_as_they_were_understood(hours, said):
    kept_town()
    browser, _user = keeper()
    change(browser, **{"at-0-hours": hours})
    page = " ".join(browser.get(HERE).content.decode().split())
    assert said in page
    assert facts_now().at_places[0].hours == hours


def test_a_place_is_left_out_and_a_new_one_named_on_the_spot():
    kept_town()
    browser, _user = keeper()
    new = {"at-1-place": "new", "at-1-name": "Büro", "at-1-street": "Weg 1", "at-1-district": "west"}

    change(browser, **{"at-0-place": "", "at-0-hours": ""}, **new)

    (at,) = facts_now().at_places
    made = Place.objects.get(pk=at.place)
    assert (made.name, made.street, made.district_id, made.state) == ("Büro", "Weg 1", "west", "public")


def test_an_address_is_a_new_place_even_where_nobody_chose_it():
    kept_town()
    browser, _user = keeper()

    change(browser, **{"at-1-name": "Büro", "at-1-street": "Weg 1", "at-1-hours": "Mo 9-12"})

    names = Place.objects.filter(pk__in=[at.place for at in facts_now().at_places]).values_list(
        "name", flat=True
    )
    assert "Büro" in names


def test_all_faults_are_told_at_once_on_top():
    kept_town()
    browser, _user = keeper()
    faults = {"min_age": "x", "website": "javascript:alert(1)", "at-0-hours": "Mo-Fr 9-25"}

    page = change(browser, **faults).content.decode()

    summary = page[page.index("error-box") : page.index("</ul>", page.index("error-box"))]
    for field in faults:
        assert f'href="#id_{field}"' in summary


def test_the_offer_of_somebody_else_is_not_there():
    kept_town()
    stranger, _user = keeper(at="other")
    assert [row.offer for row in stranger.get("/desk/offers/").context["rows"]] == []
    assert stranger.get(HERE).status_code == 404
    for what in ("change", "confirm", "take-out", "show-again", "undo"):
        assert stranger.post(f"{HERE}{what}/", {"revision": "1"}).status_code == 404


def test_a_new_offer_belongs_to_the_own_provider_only():
    kept_town()
    browser, _user = keeper()
    path = "/desk/offers/new/"
    assert browser.post(path, form_of(browser, path, name="Neu")).status_code == 302
    assert Offer.objects.get(name="Neu").provider.organisation_id == "lindenhof"

    stranger, _user = keeper(at="other")
    provider = Offer.objects.get(name="Neu").provider_id
    assert stranger.get(f"{path}?provider={provider}").status_code == 404
    assert "belongs to your organisation" in stranger.get(path).content.decode()


def test_still_right_takes_one_click():
    kept_town()
    browser, _user = keeper()
    browser.post(f"{HERE}confirm/")
    assert Offer.objects.get(pk=OFFER_ID).confirmed_on == timezone.localdate()
    assert facts_now() == RENT


def test_taken_out_and_shown_again():
    kept_town()
    browser, _user = keeper()
    browser.post(f"{HERE}take-out/")
    assert OFFER_ID not in public_directory().offers
    browser.post(f"{HERE}show-again/")
    assert OFFER_ID in public_directory().offers
    told = [step.what for step in browser.get(HERE).context["history"]]
    assert told == ["shown again", "taken out", "first version"]


def test_one_goes_back_to_an_older_state():
    kept_town()
    browser, _user = keeper()
    first = Revision.objects.get(record_id=OFFER_ID)
    change(browser, name="Falsch", **{"at-0-hours": "Mo 9-10"})
    step = browser.get(HERE).context["history"][0]
    first_one = step.differences[0]
    assert (first_one.label, first_one.before, first_one.after) == (
        "Name",
        RENT.name,
        "Falsch",
    )

    browser.post(f"{HERE}undo/", {"revision": first.pk})

    assert facts_now() == RENT
    assert Revision.objects.filter(record_id=OFFER_ID).count() == 3


def test_a_revision_of_another_offer_is_not_there():
    kept_town()
    browser, _user = keeper()
    other = Revision.objects.create(kind="offer", record_id=PLACE_ID, facts={}, by="7")
    for number in (str(other.pk), "x", "", "9" * 30):
        assert browser.post(f"{HERE}undo/", {"revision": number}).status_code == 404


@pytest.mark.parametrize(("spelling", "state"), [("on", "current"), ("", "outdated")])
def test_a_mended_letter_leaves_translations_valid_and_a_new_meaning_does_not(spelling, state):
    kept_town()
    key = f"offer/{OFFER_ID}/name"
    translate_records("ar", {key: "فهم الإيجار"}, by="7")
    browser, _user = keeper()

    change(browser, name="Miete verstehen", **({"is_spelling": spelling} if spelling else {}))

    assert str(states_in("directory", "ar", sources={key: "Miete verstehen"})[key]) == state


def test_whoever_changed_it_meanwhile_is_not_written_over_unseen():
    kept_town()
    browser, _user = keeper()
    mine = form_of(browser, summary="Meins")
    change(browser, name="Inzwischen")

    page = browser.post(f"{HERE}change/", mine)

    assert page.status_code == 409
    assert facts_now().name == "Inzwischen"
    again = form_of_page(page, mine)
    assert browser.post(f"{HERE}change/", again).status_code == 302
    assert facts_now().summary == "Meins"


def form_of_page(page, sent):
    return sent | {"generation": page.context["form"]["generation"].value()}


def test_the_list_says_what_is_missing_and_what_is_read():
    kept_town()
    ViewCount.objects.create(offer_id=OFFER_ID, language="ar", on=timezone.localdate(), number=7)
    old = timezone.localdate() - timedelta(days=40)
    ViewCount.objects.create(offer_id=OFFER_ID, language="ar", on=old, number=100)
    MistakeReport.objects.create(offer_id=OFFER_ID, text="Zu!")
    browser, _user = keeper()
    (row,) = browser.get("/desk/offers/").context["rows"]
    assert (row.views, row.reports, row.missing) == (7, 1, "")

    change(browser, summary="", languages="", **{"at-0-place": "", "at-0-hours": ""})
    (row,) = browser.get("/desk/offers/").context["rows"]
    assert row.missing == "in one sentence, languages spoken there, place, opening hours"


def test_a_longer_list_asks_no_more_questions(django_assert_num_queries):
    kept_town()
    browser, _user = keeper()
    with CaptureQueriesContext(connection) as few:
        browser.get("/desk/offers/")
    many = [entry("offer", RENT, key=f"n{n}", confirmed_on=date(2026, 11, 1)) for n in range(30)]
    store_entries(many, source=Offer.objects.get(pk=OFFER_ID).source, by="import")
    with django_assert_num_queries(len(few)):
        assert len(browser.get("/desk/offers/").context["rows"]) == 31
