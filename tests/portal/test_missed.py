"""What was asked and not found: counted by words and days, of nobody, bounded, and gone after three months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from ankommen.config.retention import erase_past
from ankommen.portal import missing
from ankommen.portal.models import MissedQuestion
from ankommen.portal.services import count_missed, write_missed
from tests.offers.desk import kept_town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    missing._seen.clear()
    yield
    missing._seen.clear()


@pytest.fixture
def today(monkeypatch):
    """Set what day it is: `today(3)` is three days after the first."""

    def set_to(days: int) -> date:
        day = date(2026, 3, 1) + timedelta(days=days)
        monkeypatch.setattr(missing.timezone, "localdate", lambda: day)
        return day

    set_to(0)
    return set_to


def ask(*questions: str, language: str = "de", german: bool = False) -> None:
    for question in questions:
        count_missed(question, language, found_german=german)


def texts() -> list[str]:
    return sorted(MissedQuestion.objects.exclude(text="").values_list("text", flat=True))


@pytest.mark.parametrize(
    ("question", "language", "counted"),
    [
        ("Kinderfahrrad", "de", "kinderfahrrad"),
        ("  KINDERFAHRRAD?! ", "de", "kinderfahrrad"),
        ("Wo ist der Zoo", "de", "zoo"),
        ("أين حديقة الحيوان", "ar", "حديقة الحيوان"),
        ("де зоопарк", "uk", "зоопарк"),
        ("B1 Kurs", "de", "b1 kurs"),
        ("wo", "de", "wo"),
        ("0231 555", "de", ""),
        ("٠٢٣١", "ar", ""),
        ("1 2 3 4", "de", ""),
        ("geboren 1.1.1990", "de", ""),
        ("amal@example.org", "de", ""),
        ("https://example.org", "de", ""),
        ("www.example.org", "de", ""),
        ("mein Name ist Amal Haddad", "de", ""),
        ("x" * 31, "de", ""),
        (f"{'abcdefghi ' * 4}abcdefghijklmnopqrstuvw", "de", ""),
        (f"{'q' * 29} {'w' * 29} {'z' * 29}", "de", ""),
        ("", "de", ""),
        ("?!", "de", ""),
        ("x", "de", ""),
        ("7", "de", ""),
        ("\x00\ud800", "de", ""),
    ],
)
def test_what_is_counted_and_what_looks_personal(question, language, counted):
    assert missing.countable(question, language) == counted


def test_words_can_be_read_only_when_they_were_asked_on_three_days(today):
    for day, readable in ((0, []), (0, []), (1, []), (1, []), (9, ["zoo"]), (10, ["zoo"])):
        today(day)
        ask("Zoo", "zoo?", "Wo ist der Zoo")
        write_missed()
        assert texts() == readable
    row = MissedQuestion.objects.get()
    assert (row.days, row.nothing, row.german, row.language) == (4, 18, 0, "de")
    assert (row.first_on, row.last_on) == (date(2026, 3, 1), date(2026, 3, 11))


def test_before_that_the_table_does_not_hold_them(today):
    ask("Haddad")
    write_missed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_missedquestion")
        assert "haddad" not in repr(cursor.fetchall()).casefold()


@pytest.mark.parametrize(("days", "shown"), [(1, True), (2, False)])
def test_on_how_many_days_is_a_setting(settings, today, days, shown):
    settings.DAYS_UNTIL_WORDS_ARE_SHOWN = days
    ask("Zoo")
    write_missed()
    assert (texts() == ["zoo"]) == shown


def test_languages_are_counted_apart_and_german_only_apart_from_nothing(today):
    ask("zoo", "zoo", language="tr")
    ask("zoo", language="tr", german=True)
    ask("zoo")
    write_missed()
    rows = MissedQuestion.objects.values_list("language", "nothing", "german")
    assert sorted(rows) == [("de", 1, 0), ("tr", 2, 1)]


def test_a_hundred_thousand_random_words_fill_neither_memory_nor_table(today):
    for number in range(100_000):
        if number % 10_000 == 0:
            write_missed()
        ask(f"wort{chr(97 + number % 26)}{_letters(number)}")
        assert len(missing._seen) <= missing.MOST
    write_missed()
    assert MissedQuestion.objects.count() == missing.MOST_A_DAY
    today(1)
    ask("zoo")
    write_missed()
    assert MissedQuestion.objects.count() == missing.MOST_A_DAY + 1


def test_a_flood_puts_out_neither_known_words_nor_what_many_ask(today):
    ask("zoo")
    write_missed()
    today(1)
    ask("zoo", *["eislaufen"] * 3, *(f"wort{_letters(number)}" for number in range(900)))
    write_missed()
    rows = {row.digest: row for row in MissedQuestion.objects.all()}
    assert rows[missing.digest_of("zoo", "de")].days == 2
    assert rows[missing.digest_of("eislaufen", "de")].nothing == 3
    assert len(rows) == missing.MOST_A_DAY + 1


def test_what_cannot_be_written_now_is_written_later(today, monkeypatch):
    ask("zoo")
    with monkeypatch.context() as broken:
        broken.setattr(missing, "_write_day", _locked)
        with pytest.raises(OperationalError):
            write_missed()
    ask("zoo")
    write_missed()
    assert MissedQuestion.objects.get().nothing == 2


def test_it_goes_three_months_after_it_was_last_asked():
    on = timezone.localdate()
    for digest, ago in (("old", 100), ("young", 80)):
        day = on - timedelta(days=ago)
        MissedQuestion.objects.create(digest=digest, language="de", first_on=day, last_on=day)
    list(erase_past())
    assert [row.digest for row in MissedQuestion.objects.all()] == ["young"]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("/de/offers/?q=Zwetschgenkuchen", {"zwetschgenkuchen": (1, 0)}),
        ("/de/offers/?q=Mietvertrag", {}),
        ("/de/offers/?q=", {}),
        ("/de/offers/?q=Zwetschgenkuchen&page=2", {}),
        ("/de/offers/?q=Zwetschgenkuchen&view=map", {}),
        ("/tr/offers/?q=Mietvertrag", {"mietvertrag": (0, 1)}),
    ],
)
def test_a_search_that_finds_nothing_or_german_only_is_counted(address, counted):
    kept_town()
    browser = Client()
    answer = browser.get(address)
    assert answer.status_code == 200
    assert {key.text: tuple(times) for key, times in missing._seen.items()} == counted
    assert not answer.cookies
    Client().head(address)
    assert {key.text: tuple(times) for key, times in missing._seen.items()} == counted


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def _locked(*_: object) -> int:
    raise OperationalError("locked")
