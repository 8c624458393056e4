"""What can be wrong with an expression: a stable code, a place in the text, a sentence."""

from collections.abc import Mapping
from enum import StrEnum

from .reasons import REASONS, Reason


class Code(StrEnum):
    """Why an expression is refused when a form is published."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    SYNTAX = "syntax"
    QUOTES = "quotes"
    UNKNOWN_FUNCTION = "unknown_function"
    REFUSED_FUNCTION = "refused_function"
    ARGUMENTS = "arguments"
    UNKNOWN_NAME = "unknown_name"
    AMBIGUOUS_NAME = "ambiguous_name"
    UNKNOWN_LIST = "unknown_list"
    UNKNOWN_COLUMN = "unknown_column"
    UNSUPPORTED_PATH = "unsupported_path"
    NOT_A_REPEAT = "not_a_repeat"
    NOT_A_VALUE = "not_a_value"
    PATTERN = "pattern"


SENTENCES = {
    Code.EMPTY: "The expression is empty.",
    Code.TOO_LONG: "The expression has more than {hint} characters. Split it into several calculations.",
    Code.TOO_DEEP: "The expression is nested more than {hint} levels deep. Split it into calculations.",
    Code.SYNTAX: "The expression cannot be read from character {position} on: {hint}.",
    Code.QUOTES: "Character {position} is a typographic quotation mark. Use straight ones: 'text'.",
    Code.UNKNOWN_FUNCTION: "There is no function {hint}().",
    Code.REFUSED_FUNCTION: "{hint}",
    Code.ARGUMENTS: "The number or kind of arguments does not fit: {hint}.",
    Code.UNKNOWN_NAME: "There is no item named {hint}. Write ${{name}} with a name of this form.",
    Code.AMBIGUOUS_NAME: "Several items are named {hint}. Give each its own name.",
    Code.UNKNOWN_LIST: "There is no choice list named {hint} in this workbook.",
    Code.UNKNOWN_COLUMN: "{hint}",
    Code.UNSUPPORTED_PATH: "This path is not supported: {hint}.",
    Code.NOT_A_REPEAT: "{hint} is not a repeat around this item, so it has no position here.",
    Code.NOT_A_VALUE: "{hint} is a group and has no value of its own.",
    Code.PATTERN: "The pattern of regex() cannot be used: {hint}.",
}


class ExpressionError(ValueError):
    """An expression that cannot be published.

    code: see `Code`. position: zero-based character in the source. hint: the name or limit the sentence
    needs, or its reason in English; other languages say it from `reason` and its `facts`.
    """

    def __init__(self, code: Code, position: int, hint: str | Reason = "", **facts: str | int) -> None:
        self.code = code
        self.position = position
        self.reason = hint if isinstance(hint, Reason) else None
        self.facts: Mapping[str, str | int] = facts
        self.hint = hint if self.reason is None else REASONS[self.reason].format_map(facts)
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The error in plain English, with the repair."""
        return SENTENCES[self.code].format(hint=self.hint, position=self.position + 1)
