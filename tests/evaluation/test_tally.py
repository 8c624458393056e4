"""The count for the funder: right, signed, and nobody in a rare language told by it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.sealing import KeyRing
from ankommen.evaluation import tally as tallies
from ankommen.evaluation.projection import current_projection
from ankommen.evaluation.tally import (
    LEAST,
    OTHER,
    BadMonth,
    Tally,
    as_csv,
    as_json,
    as_text,
    is_unchanged,
    month_of,
    named,
    tally_of,
)
from ankommen.places.services import set_city, set_sites
from ankommen.questionnaires.models import Version
from ankommen.vault import queries as vault
from tests.interviews.factories import NOTICE, published_version

from .factories import PLAN, held
from .test_progress import FACTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NOVEMBER = date(2025, 11, 13)
OCTOBER = date(2025, 10, 16)
FORMS = {"text": as_text, "csv": as_csv, "json": as_json}


@pytest.fixture
def version() -> Version:
    version = published_version()
    set_city(slug="test", name="Teststadt", facts=FACTS, notice=NOTICE)
    return version


def november() -> Tally:
    return tally_of("2025-11", current_projection(PLAN), PLAN)


def by(tally: Tally, group: str) -> dict[str, tuple[int | None, int | None]]:
    return {line.key: (line.month, line.so_far) for line in tally.groups[group]}


def test_complete_eligible_interviews_are_counted_in_the_month_and_so_far(version: Version) -> None:
    set_sites([{"slug": "harbour", "name": "Hafen", "kind": "district"}])
    for _ in range(6):
        held(version, on=NOVEMBER, site="harbour")
    for _ in range(7):
        held(version, on=OCTOBER, language="de", contact="festival")
    held(version, on=NOVEMBER, answers={"flat": "no"})  # does not count towards the target
    held(version, on=NOVEMBER + timedelta(days=40))  # later
    tally = november()
    assert (tally.total.month, tally.total.so_far) == (6, 13)
    assert by(tally, "site") == {"": (None, 7), "harbour": (6, 6)}
    assert by(tally, "language") == {"de": (None, 7), "ar": (6, 6)}
    assert by(tally, "contact") == {"festival": (None, 7), "desk": (6, 6)}


@pytest.mark.parametrize(
    ("week", "month"),
    [("2026-W01", "2026-01"), ("2026-W53", "2026-12"), ("2026-W05", "2026-01"), ("2026-W40", "2026-10")],
)
def test_a_week_belongs_to_the_month_of_its_thursday(week: str, month: str) -> None:
    assert month_of(week) == month


@pytest.mark.parametrize(
    ("month", "until"), [("2026-01", "2026-02-01"), ("2025-10", "2025-11-02"), ("2025-12", "2025-12-28")]
)
def test_the_month_ends_with_the_sunday_of_its_last_week(version: Version, month: str, until: str) -> None:
    assert tally_of(month, current_projection(PLAN), PLAN).until.isoformat() == until


def test_rare_languages_stand_together(version: Version) -> None:
    for _ in range(9):
        held(version, on=NOVEMBER, language="ar")
    for _ in range(3):
        held(version, on=NOVEMBER, language="de")
    for _ in range(2):
        held(version, on=OCTOBER, language="de")
    assert by(november(), "language") == {"de": (None, 5), "ar": (None, 9), OTHER: (12, None)}


@given(st.dictionaries(st.text(min_size=1, max_size=3).filter(lambda key: key != OTHER), st.integers(1, 30)))
def test_no_number_under_five_stands_under_a_name_and_sums_stay(numbers: Mapping[str | None, int]) -> None:
    shown = named(numbers)
    assert sum(shown.values()) == sum(numbers.values())
    assert all(number >= LEAST for key, number in shown.items() if key != OTHER)
    if OTHER in shown:
        hidden = numbers.keys() - shown.keys()
        assert shown[OTHER] >= LEAST or not shown.keys() - {OTHER}
        assert len(hidden) > 1 or len(numbers) == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_is_known_again_and_a_changed_one_is_not(version: Version, form: str) -> None:
    for _ in range(6):
        held(version, on=NOVEMBER)
    sheet = FORMS[form](november())
    assert is_unchanged(sheet, "2025-11")
    assert is_unchanged("\ufeff" + sheet.replace("\n", "\r\n") + "\n\n", "2025-11")
    assert not is_unchanged(sheet, "2025-10")
    assert not is_unchanged(sheet.replace("6", "7", 1), "2025-11")
    assert not is_unchanged(sheet.replace("2025-11", "2025-12"), "2025-12")
    assert not is_unchanged(sheet + "and 900 more\n", "2025-11")
    assert not is_unchanged(sheet + sheet, "2025-11")
    assert not is_unchanged("", "2025-11")


def test_only_a_key_of_this_installation_signs(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = as_text(november())
    newer = KeyRing({"k2": b"2" * 32, **vault.ring().keys})
    monkeypatch.setattr(vault, "_ring", lambda: newer)
    assert is_unchanged(sheet, "2025-11")
    monkeypatch.setattr(vault, "_ring", lambda: KeyRing({"k3": b"3" * 32}))
    assert not is_unchanged(sheet, "2025-11")


def test_the_three_forms_say_the_same(version: Version) -> None:
    for _ in range(6):
        held(version, on=NOVEMBER)
    tally = november()
    content = json.loads(as_json(tally))
    assert content["total"] == {"month": 6, "so_far": 6}
    assert content["groups"]["language"] == [{"key": "ar", "name": "Arabisch (ar)", "month": 6, "so_far": 6}]
    assert content["has_invented"] is True
    rows = list(csv.reader(StringIO(as_csv(tally)), delimiter=";"))
    assert ["2025-11", "language", "ar", "Arabisch (ar)", "6", "6"] in rows
    text = as_text(tally)
    assert "Arabisch (ar)" in text
    assert "Invented interviews" in text
    assert "${flat} != 'no'" in text


@pytest.mark.parametrize(
    "month", ["2026", "2026-13", "11-2026", "2026-00", "0000-01", "9998-12", "２０２６-11"]
)
def test_what_is_no_month_gets_a_sentence(version: Version, month: str) -> None:
    with pytest.raises(BadMonth):
        tally_of(month, current_projection(PLAN), PLAN)


def test_the_command_counts_and_checks(version: Version, tmp_path: Path) -> None:
    out = StringIO()
    call_command("tally", "2025-11", "--csv", stdout=out)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(out.getvalue())
    said = StringIO()
    call_command("tally", "2025-11", "--check", str(sheet), stdout=said)
    assert "unchanged" in said.getvalue()
    sheet.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="is not the sheet of 2025-11"):
        call_command("tally", "2025-11", "--check", str(sheet))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("tally", "2025-11", "--check", str(tmp_path / "none"))
    with pytest.raises(CommandError, match="no month"):
        call_command("tally", "November")


def test_a_running_month_says_so(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "still grow" not in as_text(november())
    monkeypatch.setattr(tallies.timezone, "localdate", lambda: date(2025, 11, 20))
    assert "still grow" in as_text(november())
