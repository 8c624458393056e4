"""Days and numbers as people read them, in each language of the menu."""

from datetime import date

import pytest
from django.utils.formats import date_format, number_format
from django.utils.translation import override

DAY = date(2026, 11, 4)
WRITTEN = {  # a day of the year, a day in short, a number
    "de": ("4. November", "04.11.2026", "7.000"),
    "en": ("November 4", "11/04/2026", "7,000"),
    "ar": ("4 نوفمبر", "04\u200f/11\u200f/2026", "7.000"),
    "uk": ("4 листопада", "04.11.2026", "7\u00a0000"),
    "tr": ("04 Kasım", "04 Kas 2026", "7.000"),
    "fa": ("4 نوامبر", "04.11.2026", "7,000"),
    "ru": ("4 ноября", "04.11.2026", "7\u00a0000"),
    "fr": ("4 novembre", "04/11/2026", "7\u00a0000"),
}


@pytest.mark.parametrize("code", WRITTEN)
def test_days_and_numbers_are_written_as_the_language_does(code: str) -> None:
    with override(code):
        written = (
            date_format(DAY, "MONTH_DAY_FORMAT"),
            date_format(DAY, "SHORT_DATE_FORMAT"),
            number_format(7000, force_grouping=True),
        )
    assert written == WRITTEN[code]
