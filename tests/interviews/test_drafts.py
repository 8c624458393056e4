from datetime import UTC, datetime

from ankommen.interviews.drafts import expiry


def test_a_draft_lives_a_day_counted_from_the_full_hour() -> None:
    began = datetime(2026, 11, 21, 9, 47, 31, tzinfo=UTC)
    assert expiry(began) == datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
