"""What a table holds about people, why, on what basis and until when; and what makes that true.

Every model declares one `DataClass` as its attribute `data_class`; a system check refuses a model without
it, and one with personal data that does not say how it goes and how it is handed out. Deletion by age
(`ankommen erase_expired`), the record of processing (Art. 30 GDPR), a person's copy (Art. 15) and the
erasures that a restored backup repeats are all made from these declarations.

A period that began on a day is over when the same day some months later has passed (section 188 of the German
civil code; where that month has no such day, its last): nothing goes early.
"""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

NO_PERSONAL_DATA = "no personal data"
NOT_EXPORTED = "not exported: "  # `exported` begins so where a reason stands in place of a copy


@dataclass(frozen=True)
class DataClass:
    """The declaration of one model: sentences for a data protection officer, and what the program runs.

    expires: paths of `Expiry` objects ("ankommen.cases.retention.CASES"). goes_with: the model ("app.Model")
    with whose rows these go. stays: why none is ever past its day. person: the look-up from a row to whom it
    is about; "pk" is the row itself. export: path of a `HandOut`. erase_again: path of a function primary key
    -> None that repeats an erasure or withdrawal after a restore. change_again: by kind of change, paths of
    functions (primary key, state) -> None that repeat one; they may take away, never give.
    """

    purpose: str
    basis: str = NO_PERSONAL_DATA
    subjects: str = NO_PERSONAL_DATA
    recipients: str = "nobody outside"
    retention: str = "as long as the installation needs it"
    exported: str = "not exported"
    erased: str = "with the installation"
    expires: tuple[str, ...] = ()
    goes_with: str = ""
    stays: str = ""
    person: str = ""
    export: str = ""
    erase_again: str = ""
    change_again: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_personal(self) -> bool:
        """Whether rows say something about people."""
        return self.subjects != NO_PERSONAL_DATA


@dataclass(frozen=True)
class Fact:
    """One value as it is handed out: name of the column, label in words, value in words.

    code: the value as a machine reads it where words say it otherwise: an ISO date, the code of a choice.
    """

    name: str
    label: str
    value: str
    code: str = ""


@dataclass(frozen=True)
class HandOut:
    """How the rows of a table are handed out to the person they are about, in the language that is active.

    title: what they are; why and until: sentences; all three may be lazy translations. facts: what a row
    says; a row that says nothing is left out.
    """

    title: object
    why: object
    until: object
    facts: Callable[[Any], list[Fact]]


@dataclass(frozen=True)
class Expiry:
    """What goes when its day is over.

    what: in the plural, as an operator reads it. past: how many are past their day now. erase: lets so many
    of them go at most, inside the transaction of the caller, and returns how many went.
    """

    what: str
    past: Callable[[], int]
    erase: Callable[[int], int]


def row_by_row(what: str, rows: Callable[[], Any], erase: Callable[[Any], object]) -> Expiry:
    """An Expiry over a query. rows: gives the query for the rows past their day, which locks them."""

    def erase_some(limit: int) -> int:
        some = list(rows()[:limit])
        for row in some:
            erase(row)
        return len(some)

    return Expiry(what, lambda: rows().count(), erase_some)


def months_later(day: date, months: int) -> date:
    """The last day of a period of months that began on `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def latest_start(today: date, months: int) -> date:
    """The latest day from which so many months are over today."""
    yesterday = today - timedelta(days=1)
    start = months_later(yesterday, -months)
    if yesterday.day == calendar.monthrange(yesterday.year, yesterday.month)[1]:
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return start


def latest_start_to_year_end(today: date, years: int) -> date:
    """The latest day from which so many years are over today, each counted to the end of its year."""
    return date(today.year - years - 1, 12, 31)
