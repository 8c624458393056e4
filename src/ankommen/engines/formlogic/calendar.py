"""Days and instants as numbers: days since 1970-01-01, as ODK's expressions count.

Times are what the clock on the wall shows; an offset behind a time is accepted and not applied, so that the
same answers give the same result wherever and whenever they are worked out again. Years 1 to 9999, Gregorian
throughout. Day arithmetic after Howard Hinnant, "chrono-compatible low-level date algorithms" (public
domain).
"""

import re

DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
TIME = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,3}))?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
DATE_ONLY = re.compile(DATE)
TIME_ONLY = re.compile(TIME)
DATE_AND_TIME = re.compile(f"{DATE}T{TIME}")
MILLISECONDS = 86_400_000  # in a day
FIRST_DAY, LAST_DAY = -719_162, 2_932_896  # 0001-01-01 and 9999-12-31

Moment = tuple[int, int]  # days since 1970-01-01 and milliseconds since midnight


def days_of(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 of a date that exists."""
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719_468


def date_of(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970-01-01."""
    era, day_of_era = divmod(days + 719_468, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    return year_of_era + era * 400 + (month <= 2), month, day


def _days(year: str, month: str, day: str) -> int | None:
    y, m, d = int(year), int(month), int(day)
    if y < 1 or not 1 <= m <= 12 or d < 1:
        return None
    days = days_of(y, m, d)
    return days if date_of(days) == (y, m, d) else None


def _milliseconds(hour: str, minute: str, second: str | None, fraction: str | None) -> int | None:
    h, m, s = int(hour), int(minute), int(second or 0)
    if h > 23 or m > 59 or s > 59:
        return None
    return ((h * 60 + m) * 60 + s) * 1000 + int((fraction or "").ljust(3, "0"))


def read_date(text: str) -> int | None:
    """Days of "2026-03-01"; None if it is no date that exists."""
    match = DATE_ONLY.fullmatch(text)
    return _days(*match.groups()) if match else None


def read_time(text: str) -> int | None:
    """Milliseconds since midnight of "08:30", "08:30:15" or "08:30:15.250"; None if it is no time."""
    match = TIME_ONLY.fullmatch(text)
    return _milliseconds(*match.groups()) if match else None


def read_moment(text: str) -> Moment | None:
    """Days and milliseconds of a date or of a date with time, "2026-03-01T08:30"; None if it is neither."""
    if len(text) < 10 or text[4] != "-":
        return None
    days = read_date(text)
    if days is not None:
        return days, 0
    match = DATE_AND_TIME.fullmatch(text)
    if not match:
        return None
    year, month, day, *time = match.groups()
    days, milliseconds = _days(year, month, day), _milliseconds(*time)
    return None if days is None or milliseconds is None else (days, milliseconds)


def write_date(days: int) -> str:
    """`2026-03-01`."""
    year, month, day = date_of(days)
    return f"{year:04}-{month:02}-{day:02}"


def write_time(milliseconds: int) -> str:
    """`08:30:15.000`."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
