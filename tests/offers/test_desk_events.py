"""Events and courses at the desk: one form says when, how often and where; history, review, and whose they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.calendars import occurrences, read_rule
from ankommen.offers.dates import series_of
from ankommen.offers.desk.repeats import KEPT, LABELS, Repeats, in_words, repeats_of, rule_of
from ankommen.offers.facts import EventFacts, as_json
from ankommen.offers.kinds import EVENT
from ankommen.offers.models import Event, Revision, Source
from ankommen.offers.queries import public_directory
from ankommen.offers.reading import facts_of
from ankommen.offers.services import store_entries

from .desk import keeper, kept_town
from .entries import CAFE, EVENT_ID, OFFER_ID, PLACE_ID, PROVIDER_ID, entry

HERE = f"/desk/offers/events/{EVENT_ID}/"
NEW = "/desk/offers/events/new/"
database = pytest.mark.django_db


def stored(**changes):
    """The café, changed; what stands in the directory."""
    facts = replace(CAFE, **changes)
    store_entries([entry("event", facts)], source=Source.objects.get(slug="list"), by="import")
    return event_now()


def event_now(pk=EVENT_ID):
    row = Event.objects.get(pk=pk)
    return facts_of(EVENT, [row])[row.pk]


def sent_by(browser, path=HERE, **changes):
    """What a browser would send if only these fields were changed."""
    form = browser.get(path).context["form"]
    said = {field.html_name: _typed(field.value()) for field in form}
    return {name: value for name, value in said.items() if value not in (None, False)} | changes


def _typed(value):
    return f"{value:%H:%M}" if isinstance(value, time) else value


def change(browser, **changes):
    return browser.post(HERE, sent_by(browser, **changes))


@database
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=10"},
        {"rule": "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270630T160000Z"},
        {"rule": "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU"},
        {"starts_at": "2026-12-07T17:00:30+01:00", "left_out": ("2026-12-14T17:00:30+01:00",)},
        {
            "starts_at": "2026-12-07T00:00:00+01:00",
            "ends_at": "2026-12-10T00:00:00+01:00",
            "is_all_day": True,
        },
        {"starts_at": "2026-12-07T20:00:00+01:00", "ends_at": "2026-12-08T01:00:00+01:00", "rule": ""},
        {"added": ("2026-12-09T10:00:00+01:00",), "rule": ""},
        {"rule": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261001T000000Z"},
        {"is_cancelled": True, "website": "https://cafe.example/a?b=c"},
    ],
)
def test_nothing_touched_changes_nothing(changes):
    kept_town()
    before, number = stored(**changes), Revision.objects.count()
    browser, _user = keeper()

    assert change(browser).status_code == 302

    assert (event_now(), Revision.objects.count()) == (before, number)


@database
@pytest.mark.parametrize(
    ("sent", "fact", "value"),
    [
        ({"title": "Café"}, "title", "Café"),
        ({"begins": "16.30"}, "starts_at", "2026-12-07T16:30:00+01:00"),
        ({"begins": "9 Uhr", "ends": "10"}, "ends_at", "2026-12-07T10:00:00+01:00"),
        ({"begins": "", "ends": ""}, "is_all_day", True),
        ({"begins": "", "ends": "", "last_day": "9.12.2026"}, "ends_at", "2026-12-10T00:00:00+01:00"),
        ({"ends": "01:00", "last_day": "8.12.26"}, "ends_at", "2026-12-08T01:00:00+01:00"),
        ({"how": "", "weekdays": [], "until": ""}, "rule", ""),
        ({"how": "weekly", "weekdays": ["0", "3"]}, "rule", "FREQ=WEEKLY;BYDAY=MO,TH"),
        (
            {"how": "two_weeks", "until": "30.6.2027"},
            "rule",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20270630T215959Z",
        ),
        ({"how": "month_weekday", "weekdays": []}, "rule", "FREQ=MONTHLY;BYDAY=1MO"),
        (
            {"left_out": "14.12.2026\r\n\r\n21.12.2026"},
            "left_out",
            ("2026-12-14T17:00:00+01:00", "2026-12-21T17:00:00+01:00"),
        ),
        ({"is_cancelled": "on"}, "is_cancelled", True),
        ({"website": "cafe.example"}, "website", "https://cafe.example"),
        ({"place": PLACE_ID}, "place", PLACE_ID),
        ({"offer": OFFER_ID}, "offer", OFFER_ID),
        ({"topics": ["money"]}, "topics", ("money",)),
    ],
)
def test_a_change_is_public_at_once(sent, fact, value):
    kept_town()
    stored(rule="FREQ=WEEKLY;BYDAY=MO", left_out=(), place="", offer="")
    browser, user = keeper()

    answer = change(browser, **sent)

    assert answer.status_code == 302, answer.context["form"].errors
    assert getattr(public_directory().events[EVENT_ID].facts, fact) == value
    assert Revision.objects.filter(record_id=EVENT_ID).latest("pk").by == str(user.pk)


@database
@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"title": ""}, "title", "required"),
        ({"title": "<b>Tea</b>"}, "title", "HTML"),
        ({"description": '=HYPERLINK("x")'}, "description", "formula"),
        ({"website": "javascript:alert(1)"}, "website", "javascript"),
        ({"first_day": "soon"}, "first_day", "day.month.year"),
        ({"first_day": ""}, "first_day", "required"),
        ({"begins": "25:00"}, "begins", "17:30"),
        ({"begins": ""}, "begins", "when it begins"),
        ({"ends": "9:00"}, "ends", "before it begins"),
        ({"last_day": "6.12.2026"}, "last_day", "before the first"),
        ({"ends": "", "last_day": "8.12.2026"}, "ends", "on the last day"),
        ({"how": ""}, "how", "how often"),
        ({"how": "month_day"}, "weekdays", "every week or two only"),
        ({"weekdays": ["3"]}, "first_day", "none of the days"),
        ({"until": "1.12.2026"}, "until", "before its first day"),
        ({"left_out": "15.12.2026"}, "left_out", "no date on 15.12.2026"),
        ({"left_out": "Christmas"}, "left_out", "day.month.year"),
        ({"how": "", "weekdays": [], "left_out": "7.12.2026"}, "left_out", "Only a series"),
        (
            {"left_out": "\n".join(f"{day}.{month}.2027" for month in range(1, 9) for day in range(1, 29))},
            "left_out",
            "Too many",
        ),
        ({"place": OFFER_ID}, "place", "valid choice"),
        ({"offer": PLACE_ID}, "offer", "valid choice"),
        ({"how": "hourly"}, "how", "valid choice"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(sent, field, sentence):
    kept_town()
    before = stored(rule="FREQ=WEEKLY;BYDAY=MO", left_out=())
    browser, _user = keeper()

    page = change(browser, **sent)

    assert page.status_code == 422
    assert sentence in " ".join(page.context["form"].errors[field])
    assert event_now() == before


@database
def test_a_rule_of_its_own_stays_when_the_hour_changes():
    kept_town()
    stored(rule="FREQ=WEEKLY;BYDAY=MO;COUNT=10", left_out=())
    browser, _user = keeper()
    assert change(browser, begins="16:00").status_code == 302
    assert (event_now().rule, event_now().starts_at[11:16]) == ("FREQ=WEEKLY;BYDAY=MO;COUNT=10", "16:00")

    change(browser, how="weekly")
    assert event_now().rule == "FREQ=WEEKLY;BYDAY=MO"


@database
def test_a_new_event_is_in_the_calendar_of_its_provider():
    kept_town()
    browser, _user = keeper()
    said = {
        "title": "Elterncafé",
        "first_day": "3.12.2026",
        "begins": "10",
        "how": "weekly",
        "is_right": "on",
    }

    assert browser.post(NEW, sent_by(browser, NEW) | said).status_code == 302

    made = Event.objects.get(title="Elterncafé")
    assert (str(made.provider_id), made.rule, made.state) == (PROVIDER_ID, "FREQ=WEEKLY;BYDAY=TH", "public")
    assert made.confirmed_on is not None
    assert str(made.pk) in public_directory().events


@database
def test_the_page_says_how_it_was_understood():
    kept_town()
    stored(
        rule="FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20991231T225959Z",
        starts_at="2098-12-01T17:00:00+01:00",
        ends_at="",
    )
    browser, _user = keeper()
    page = " ".join(browser.get(HERE).content.decode().split())
    assert "Understood as: every week: Monday, Thursday, until 12/31/2099" in page


@database
def test_a_rule_is_told_in_one_language():
    kept_town()
    stored(rule="FREQ=WEEKLY;BYDAY=MO,TH")
    browser, _user = keeper()
    page = browser.get(HERE, headers={"Accept-Language": "ar"}).content.decode()
    assert '<span lang="de" dir="ltr">Verstanden als: jede Woche: Montag, Donnerstag</span>' in page


@database
def test_an_event_of_somebody_else_is_not_there():
    kept_town()
    stored()
    stranger, _user = keeper(at="other")
    assert list(stranger.get("/desk/offers/events/").context["page"].object_list) == []
    assert stranger.get(HERE).status_code == 404
    for what in ("", "take-out/", "show-again/", "undo/"):
        assert stranger.post(f"{HERE}{what}", {"revision": "1"}).status_code == 404
    assert stranger.get(f"{NEW}?provider={PROVIDER_ID}").status_code == 404


@database
def test_an_event_of_nobody_is_kept_by_those_who_keep_all():
    kept_town()
    stored(provider="", offer="")
    assert keeper()[0].get(HERE).status_code == 404
    lead, _user = keeper("project_lead")
    assert change(lead, title="Fest").status_code == 302
    assert event_now().title == "Fest"


@database
def test_taken_out_shown_again_and_brought_back():
    kept_town()
    before = stored()
    browser, _user = keeper()
    first = Revision.objects.filter(record_id=EVENT_ID).latest("pk")
    change(browser, title="Falsch")
    browser.post(f"{HERE}take-out/")
    assert EVENT_ID not in public_directory().events
    browser.post(f"{HERE}show-again/")
    assert public_directory().events[EVENT_ID].facts.title == "Falsch"

    browser.post(f"{HERE}undo/", {"revision": first.pk})

    assert event_now() == before
    for number in ("x", "", "9" * 30):
        assert browser.post(f"{HERE}undo/", {"revision": number}).status_code == 404


@database
def test_an_older_state_leaves_it_with_whoever_has_it_now():
    kept_town()
    stored()
    browser, _user = keeper()
    older = Revision.objects.create(
        kind="event", record_id=EVENT_ID, facts=as_json(replace(CAFE, title="Alt", provider="")), by="7"
    )
    browser.post(f"{HERE}undo/", {"revision": older.pk})
    assert (event_now().title, event_now().provider) == ("Alt", PROVIDER_ID)


@database
def test_whoever_changed_it_meanwhile_is_not_written_over_unseen():
    kept_town()
    stored()
    browser, _user = keeper()
    mine = sent_by(browser, description="Meins")
    change(browser, title="Inzwischen")

    page = browser.post(HERE, mine)

    assert page.status_code == 409
    again = mine | {"generation": page.context["form"]["generation"].value()}
    assert browser.post(HERE, again).status_code == 302
    assert event_now().description == "Meins"


@database
@pytest.mark.parametrize(("answer", "public"), [("yes", "Neu"), ("no", "Sprachcafé")])
def test_where_the_city_reviews_a_change_waits(answer, public):
    kept_town(reviewed=True)
    stored()
    browser, _user = keeper()
    change(browser, title="Neu")
    assert event_now().title == "Sprachcafé"

    lead, _user = keeper("project_lead")
    (proposal, record), *_ = lead.get("/desk/offers/reviews/").context["rows"]
    address = f"/desk/offers/reviews/{proposal.pk}/"
    page = lead.get(address)
    assert [each.after for each in page.context["differences"]] == ["Neu"]
    lead.post(address, {"seen": record.generation, "answer": answer, "why": "So nicht."})

    assert event_now().title == public


@database
def test_a_new_event_that_waits_is_seen_when_it_was_taken_over():
    kept_town(reviewed=True)
    browser, _user = keeper()
    browser.post(NEW, sent_by(browser, NEW) | {"title": "Fest", "first_day": "3.12.2026"})
    made = Event.objects.get(title="Fest")
    assert str(made.pk) not in public_directory().events

    lead, _user = keeper("project_lead")
    ((proposal, record),) = lead.get("/desk/offers/reviews/").context["rows"]
    lead.post(f"/desk/offers/reviews/{proposal.pk}/", {"seen": record.generation, "answer": "yes"})

    assert str(made.pk) in public_directory().events


@database
def test_the_next_stands_first_and_words_find_titles():
    kept_town()
    source = Source.objects.get(slug="list")
    over = replace(
        CAFE, title="Vorbei", starts_at="2020-01-06T17:00:00+01:00", ends_at="", rule="", left_out=()
    )
    store_entries([entry("event", over, key="over"), entry("event", CAFE)], source=source, by="import")
    browser, _user = keeper()
    titles = [row.event.title for row in browser.get("/desk/offers/events/").context["page"]]
    assert titles == ["Sprachcafé", "Vorbei"]
    found = [row.event.title for row in browser.get("/desk/offers/events/?q=VORB").context["page"]]
    assert found == ["Vorbei"]


@given(
    how=st.sampled_from([how for how in LABELS if how not in ("", KEPT)]),
    first=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    others=st.sets(st.integers(0, 6)),
    length=st.none() | st.integers(0, 900),
    all_day=st.booleans(),
)
def test_a_chosen_rule_is_read_back_as_it_was_chosen(how, first, others, length, all_day):
    weekdays = tuple(sorted(others | {first.weekday()})) if how in ("weekly", "two_weeks") else ()
    until = None if length is None else date.fromordinal(first.toordinal() + length)
    repeats = Repeats(how, weekdays, until)

    rule = rule_of(repeats, first, all_day=all_day)

    read_rule(rule)
    start = f"{first}T{'00:00' if all_day else '17:00'}:00{'+02:00' if 3 < first.month < 10 else '+01:00'}"
    facts = EventFacts("Tea", start, is_all_day=all_day, rule=rule)
    assert repeats_of(facts) == repeats
    days = [
        each.starts_at
        for each in occurrences(series_of(facts), since=first, until=date(2035, 1, 1), limit=60)
    ]
    days = [each if all_day else each.date() for each in days]
    assert days[0] == first
    assert until is None or days[-1] <= until
    assert not weekdays or {day.weekday() for day in days} <= set(weekdays)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", ""),
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;BYDAY=MO", "every week: Monday"),
        ("FREQ=MONTHLY;BYMONTHDAY=7", "every month on the same day, like the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=8", "FREQ=MONTHLY;BYMONTHDAY=8"),
        ("FREQ=HOURLY", "FREQ=HOURLY"),
    ],
)
def test_a_rule_in_words(rule, words):
    assert in_words(replace(CAFE, rule=rule)) == words
