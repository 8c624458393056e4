"""What is open today comes first: known of all offers without writing a card, and the same as the card says."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ankommen.engines.hours import DAYS, Slot, last_minute_on
from ankommen.offers.facts import AtPlaceFacts
from ankommen.offers.queries import At
from ankommen.portal.openings import open_state

BERLIN = ZoneInfo("Europe/Berlin")
SPANS = st.sampled_from([("09:00", "12:00"), ("14:00", "18:30"), ("18:00", "02:00"), ("00:00", "00:00")])


@st.composite
def a_slot(draw: st.DrawFn) -> Slot:
    opens, closes = map(time.fromisoformat, draw(SPANS))
    days = draw(st.sets(st.sampled_from(DAYS), min_size=1))
    ordered = tuple(day for day in DAYS if day in days)
    return Slot(ordered, opens, closes, by_appointment=draw(st.booleans()))


@given(st.lists(a_slot(), max_size=4), st.integers(0, 24 * 60 - 1))
def test_the_last_minute_says_the_same_as_the_card(slots: list[Slot], minute: int) -> None:
    day = date(2026, 11, 18)
    now = datetime.combine(day, time(minute // 60, minute % 60), BERLIN)
    state = open_state([At(AtPlaceFacts(), None, tuple(slots))], "open", now)
    assert (last_minute_on(slots, day) > minute) == bool(state and state.is_today)
