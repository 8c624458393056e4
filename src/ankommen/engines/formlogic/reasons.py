"""Why exactly an expression cannot be read: what stands behind the colon of many errors.

`REASONS` has the English words, the message ids of the translation catalogue; in braces stand facts of the
error.
"""

from collections.abc import Mapping
from enum import StrEnum


def gettext_noop(words: str) -> str:
    """Mark words for the translation catalogue; they are translated where they are shown."""
    return words


class Reason(StrEnum):
    """One code a reason; the value never changes once released."""

    # what was read
    SIGN_MISSING = "sign_missing"
    SIGN_UNEXPECTED = "sign_unexpected"
    VALUE_MISSING = "value_missing"
    OTHER_DIGITS = "other_digits"
    NO_AMPERSAND = "no_ampersand"
    NO_EXCLAMATION_MARK = "no_exclamation_mark"
    NO_BARE_BRACE = "no_bare_brace"
    QUOTE_MISSING = "quote_missing"
    # paths
    CHOICE_WITHOUT_COLUMN = "choice_without_column"
    COLUMN_UNKNOWN = "column_unknown"
    BRACKETS_BEHIND_COLUMN = "brackets_behind_column"
    STEPS_BEHIND_CALL = "steps_behind_call"
    STEPS_BEHIND_VALUE = "steps_behind_value"
    BEYOND_FORM = "beyond_form"
    UNION = "union"
    SIGN_IN_PATH = "sign_in_path"
    PATH_ENDS = "path_ends"
    THE_FORM = "the_form"
    # functions
    ONCE_ELSEWHERE = "once_elsewhere"
    POSITION_OUTSIDE = "position_outside"
    LAST_OUTSIDE = "last_outside"
    ITEM_WANTED = "item_wanted"
    CHOICE_NAME_USAGE = "choice_name_usage"
    INDEXED_REPEAT_USAGE = "indexed_repeat_usage"
    DIGEST = "digest"
    ITEXT = "itext"
    PULLDATA = "pulldata"
    RANDOM = "random"
    RANDOMIZE = "randomize"
    UUID = "uuid"
    # patterns
    PATTERN_NOT_QUOTED = "pattern_not_quoted"
    PATTERN_TOO_LARGE = "pattern_too_large"
    PATTERN_TOO_DEEP = "pattern_too_deep"
    PATTERN_ENDS = "pattern_ends"
    PATTERN_NOT_OPENED = "pattern_not_opened"
    PATTERN_NOT_CLOSED = "pattern_not_closed"
    PATTERN_NOTHING_BEFORE = "pattern_nothing_before"
    PATTERN_GROUP = "pattern_group"
    PATTERN_QUANTIFIERS = "pattern_quantifiers"
    PATTERN_COUNT = "pattern_count"
    PATTERN_COUNTS_DOWN = "pattern_counts_down"
    PATTERN_ESCAPE = "pattern_escape"
    PATTERN_HEXADECIMAL = "pattern_hexadecimal"
    PATTERN_BRACKETS = "pattern_brackets"
    PATTERN_RANGE = "pattern_range"


REASONS: Mapping[Reason, str] = {
    Reason.SIGN_MISSING: gettext_noop("{sign} is missing"),
    Reason.SIGN_UNEXPECTED: gettext_noop("unexpected {sign}"),
    Reason.VALUE_MISSING: gettext_noop("a value is missing"),
    Reason.OTHER_DIGITS: gettext_noop("write numbers with the digits 0 to 9"),
    Reason.NO_AMPERSAND: gettext_noop("write and"),
    Reason.NO_EXCLAMATION_MARK: gettext_noop("write != or not(…)"),
    Reason.NO_BARE_BRACE: gettext_noop("write ${{name}}"),
    Reason.QUOTE_MISSING: gettext_noop("a quotation mark is missing"),
    Reason.CHOICE_WITHOUT_COLUMN: gettext_noop("a choice without the name of a column"),
    Reason.COLUMN_UNKNOWN: gettext_noop("The choice list {choices} has no column {column}."),
    Reason.BRACKETS_BEHIND_COLUMN: gettext_noop("brackets behind a column"),
    Reason.STEPS_BEHIND_CALL: gettext_noop("steps behind {function}()"),
    Reason.STEPS_BEHIND_VALUE: gettext_noop("steps behind a value that is no item"),
    Reason.BEYOND_FORM: gettext_noop(".. beyond the form or behind brackets"),
    Reason.UNION: gettext_noop("the union |"),
    Reason.SIGN_IN_PATH: gettext_noop("{sign} in a path"),
    Reason.PATH_ENDS: gettext_noop("a path that ends with /"),
    Reason.THE_FORM: gettext_noop("the form"),
    Reason.ONCE_ELSEWHERE: gettext_noop("once() belongs to the calculation of an item"),
    Reason.POSITION_OUTSIDE: gettext_noop("outside of brackets write position(..)"),
    Reason.LAST_OUTSIDE: gettext_noop("last() belongs inside of brackets"),
    Reason.ITEM_WANTED: gettext_noop("an item is asked for here"),
    Reason.CHOICE_NAME_USAGE: gettext_noop("jr:choice-name(${{item}}, '${{item}}') with a select"),
    Reason.INDEXED_REPEAT_USAGE: gettext_noop("indexed-repeat(${{item}}, ${{its repeat}}, number)"),
    Reason.DIGEST: gettext_noop("digest() is not supported."),
    Reason.ITEXT: gettext_noop("jr:itext() is not supported. Refer to the item or the choice itself."),
    Reason.PULLDATA: gettext_noop(
        "pulldata() needs a second file. Use a list of the choices sheet and instance('list')."
    ),
    Reason.RANDOM: gettext_noop(
        "random() gives another value each time, so nobody could check it afterwards."
    ),
    Reason.RANDOMIZE: gettext_noop(
        "randomize() gives another order each time, so nobody could check it afterwards."
    ),
    Reason.UUID: gettext_noop(
        "uuid() gives another value each time and cannot be checked. Each interview has an id already."
    ),
    Reason.PATTERN_NOT_QUOTED: gettext_noop("write it as a text in quotation marks"),
    Reason.PATTERN_TOO_LARGE: gettext_noop("it stands for more than {limit} characters"),
    Reason.PATTERN_TOO_DEEP: gettext_noop("it is nested more than {limit} levels deep"),
    Reason.PATTERN_ENDS: gettext_noop("it ends too early"),
    Reason.PATTERN_NOT_OPENED: gettext_noop("a closing bracket has no opening one"),
    Reason.PATTERN_NOT_CLOSED: gettext_noop("a closing bracket is missing"),
    Reason.PATTERN_NOTHING_BEFORE: gettext_noop("nothing stands before {sign}"),
    Reason.PATTERN_GROUP: gettext_noop("look-around and named groups are not supported"),
    Reason.PATTERN_QUANTIFIERS: gettext_noop("two quantifiers follow each other"),
    Reason.PATTERN_COUNT: gettext_noop("write {{2}}, {{2,}} or {{2,5}}"),
    Reason.PATTERN_COUNTS_DOWN: gettext_noop("{sign} counts down"),
    Reason.PATTERN_ESCAPE: gettext_noop("{sign} is not supported"),
    Reason.PATTERN_HEXADECIMAL: gettext_noop("{sign} is no hexadecimal number"),
    Reason.PATTERN_BRACKETS: gettext_noop("write \\[ and \\] inside of square brackets"),
    Reason.PATTERN_RANGE: gettext_noop("a range in square brackets must go up from one character to another"),
}
