"""What can be wrong with a record, in sentences with the repair. Errors keep it out, notes do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SHOWN = 80  # characters of a value in a sentence


class Level(StrEnum):
    """Whether a fault keeps the record out."""

    ERROR = "error"
    NOTE = "note"


class Code(StrEnum):
    """One code a reason. Beside them stand the codes of Django's own validators."""

    # texts
    HTML = "html"
    HTML_TAKEN_OUT = "html_taken_out"
    FORMULA = "formula"
    LINK_REFUSED = "link_refused"
    LINK_COMPLETED = "link_completed"
    # what must be there
    NO_NAME = "no_name"
    NO_PROVIDER = "no_provider"
    NO_PLACE = "no_place"
    NO_TOPIC = "no_topic"
    # values
    NOT_AN_AGE = "not_an_age"
    AGES_REVERSED = "ages_reversed"
    NOT_A_DATE = "not_a_date"
    DATE_AHEAD = "date_ahead"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_LANGUAGE = "unknown_language"
    UNKNOWN_TOPIC = "unknown_topic"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_DISTRICT = "unknown_district"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    UNKNOWN_PROVIDER = "unknown_provider"
    # points
    POINT_NULL_ISLAND = "null_island"
    POINT_SWAPPED = "swapped"
    POINT_TURNED = "point_turned"
    POINT_FOUR_NUMBERS = "four_numbers"
    POINT_OUTSIDE = "outside"
    POINT_OUT_OF_RANGE = "out_of_range"
    POINT_LINK = "link"
    POINT_ONE_OF_TWO = "one_of_two"
    POINT_UNREADABLE = "point_unreadable"
    DISTRICT_ELSEWHERE = "district_elsewhere"
    # hours and series
    HOURS_WRONG = "hours_wrong"
    HOURS_STAY_TEXT = "hours_stay_text"
    RULE_REFUSED = "rule_refused"
    RULE_FREQUENCY = "rule_frequency"
    # the record among others
    KEY_TWICE = "key_twice"
    PLACE_TWICE = "place_twice"
    LOOKS_LIKE = "looks_like"
    CHANGED_HERE = "changed_here"
    # files
    UNKNOWN_COLUMN = "unknown_column"
    ROW_LONGER = "row_longer"
    TERMS_IN_CIRCLE = "terms_in_circle"
    NOT_A_RECORD = "not_a_record"


SENTENCES: dict[Code, Promise] = {
    Code.HTML: _("“%(value)s” holds HTML tags. Write plain text; it would say: “%(repair)s”."),
    Code.HTML_TAKEN_OUT: _("HTML tags were taken out."),
    Code.FORMULA: _("“%(value)s” looks like a formula of a spreadsheet. Write what is meant as text."),
    Code.LINK_REFUSED: _(
        "“%(value)s” is no address of the web that may be shown. It begins with https:// or http://."
    ),
    Code.LINK_COMPLETED: _("Read as https://%(value)s."),
    Code.NO_NAME: _("The name is missing."),
    Code.NO_PROVIDER: _("It is not said who offers it."),
    Code.NO_PLACE: _("No place is given: it will be in the list and not on the map."),
    Code.NO_TOPIC: _("The topic is missing."),
    Code.NOT_AN_AGE: _("“%(value)s” is no age between 0 and 120 years."),
    Code.AGES_REVERSED: _("The first age, %(first)s, is above the last, %(last)s."),
    Code.NOT_A_DATE: _("“%(value)s” is no date. Write it as 2026-11-30 or 30.11.2026."),
    Code.DATE_AHEAD: _("%(value)s lies in the future: nobody can have confirmed it then."),
    Code.UNKNOWN_WORD: _("“%(value)s” is not known here. Known are: %(known)s."),
    Code.UNKNOWN_LANGUAGE: _("“%(value)s” is no language that we know. Write its name or its code."),
    Code.UNKNOWN_TOPIC: _("“%(value)s” is none of the city's topics: %(known)s."),
    Code.UNKNOWN_CATEGORY: _("“%(value)s” is none of the city's categories: %(known)s."),
    Code.UNKNOWN_DISTRICT: _("“%(value)s” is none of the city's districts."),
    Code.UNKNOWN_ORGANISATION: _("“%(value)s” is no organisation that works with the program."),
    Code.UNKNOWN_PROVIDER: _("“%(value)s” is not known here; import the providers first."),
    Code.POINT_NULL_ISLAND: _(
        "%(value)s lies in the sea off Africa: a program's nought for “unknown”. Leave it empty."
    ),
    Code.POINT_SWAPPED: _("%(value)s: latitude and longitude are swapped. %(repair)s is meant."),
    Code.POINT_TURNED: _("%(value)s was read as %(repair)s: latitude and longitude were swapped."),
    Code.POINT_FOUR_NUMBERS: _("“%(value)s” holds four numbers. A point has two: latitude and longitude."),
    Code.POINT_OUTSIDE: _("%(value)s lies outside of the city."),
    Code.POINT_OUT_OF_RANGE: _("%(value)s lies nowhere on the globe."),
    Code.POINT_LINK: _("“%(value)s” is a link. Write latitude and longitude as numbers."),
    Code.POINT_ONE_OF_TWO: _("A point needs latitude and longitude; here is only “%(value)s”."),
    Code.POINT_UNREADABLE: _("“%(value)s” is no point. Write latitude and longitude as numbers."),
    Code.DISTRICT_ELSEWHERE: _(
        "The point lies in %(repair)s and not in %(value)s. The district is taken as given."
    ),
    Code.HOURS_WRONG: _("“%(text)s”: “%(value)s” cannot be. Please correct it."),
    Code.HOURS_STAY_TEXT: _(
        "“%(text)s” stays a text, no calendar is made of it: “%(value)s” is more than we read."
    ),
    Code.RULE_REFUSED: _("The rule of the series is not taken: “%(value)s”."),
    Code.RULE_FREQUENCY: _("A series can repeat daily, weekly, monthly or yearly, not “%(value)s”."),
    Code.KEY_TWICE: _("“%(value)s” stands in row %(row)s already. Each record needs a key of its own."),
    Code.PLACE_TWICE: _("The place is told otherwise in row %(row)s; that row is taken."),
    Code.LOOKS_LIKE: _("It looks like “%(value)s” from the source “%(other)s”. Is it the same?"),
    Code.CHANGED_HERE: _("This record was changed here after the last import. The file would undo that."),
    Code.UNKNOWN_COLUMN: _(
        "This column means nothing here and is left out. Say what it means, or leave it out."
    ),
    Code.ROW_LONGER: _("The row has more cells than there are headings."),
    Code.TERMS_IN_CIRCLE: _("The terms of the taxonomy lead in a circle: %(value)s."),
    Code.NOT_A_RECORD: _("This is no record: “%(value)s”."),
}


@dataclass(frozen=True)
class Fault:
    """One thing to repair, or to know. field: which fact of the record; "" for the record as a whole."""

    field: str
    code: str
    sentence: str
    level: Level = Level.ERROR


def fault(field: str, code: Code, *, level: Level = Level.ERROR, **facts: object) -> Fault:
    """A fault with its sentence in the reader's language; long values by their beginning."""
    shown = {name: _shortened(value) for name, value in facts.items()}
    return Fault(field, code.value, str(SENTENCES[code]) % shown, level)


def note(field: str, code: Code, **facts: object) -> Fault:
    """What is only told."""
    return fault(field, code, level=Level.NOTE, **facts)


def _shortened(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
