"""Rules in words: what an expression of a document asks, for people who look at a questionnaire before it is
published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .directions import isolated
from .documents import Document, walk

Expr = list[Any]
_LENGTH = 70
_QUOTES = {"de": ("„", "“"), "ar": ("«", "»"), "uk": ("«", "»")}  # of the languages that differ from English


class RuleReader:
    """Reads expressions of one document aloud, questions and choices by their texts in the source
    language."""

    def __init__(self, document: Document) -> None:
        self._texts: dict[str, str] = document["texts"]
        self._lists = {item["key"]: item["list"] for item in walk(document["items"]) if "list" in item}

    def words(self, expr: Expr) -> str:
        """The expression as a phrase in the reader's language; functions without words keep their names."""
        operator, *parts = expr
        if operator in _CASTS:
            return self.words(parts[0])
        if operator in _SUMS:
            return f" {_SUMS[operator]} ".join(self._grouped(part) for part in parts)
        if operator in _COMPARISONS:
            return self._comparison(operator, *parts)
        if operator in ("and", "or"):
            joint = _(" and ") if operator == "and" else _(" or ")
            return joint.join(self._grouped(part) for part in parts)
        if operator in _LEAVES:
            return _LEAVES[operator](self, *parts)
        if operator == "not":
            return _("not (%(rule)s)") % {"rule": self.words(parts[0])}
        if operator == "selected":
            return _("%(question)s includes %(choice)s") % self._question_and_choice(*parts)
        if operator == "regex":  # its pattern is compiled for machines
            return _("%(question)s is written as the rule wants it") % {"question": self.words(parts[0])}
        if operator == "count-selected":
            return _("number of answers to %(question)s") % {"question": self.words(parts[0])}
        inner = (
            self.words(part) for part in parts if isinstance(part, list) and part and isinstance(part[0], str)
        )
        return f"{operator}({', '.join(inner)})"

    def _comparison(self, operator: str, left: Expr, right: Expr) -> str:
        if right == ["string", ""] and operator in ("=", "!="):
            sentence = _("%(question)s is not answered") if operator == "=" else _("%(question)s is answered")
            return sentence % {"question": self.words(left)}
        if operator in ("=", "!="):
            sentence = (
                _("%(question)s is %(choice)s") if operator == "=" else _("%(question)s is not %(choice)s")
            )
            return sentence % self._question_and_choice(left, right)
        return f"{self.words(left)} {_COMPARISONS[operator]} {self.words(right)}"

    def _question_and_choice(self, question: Expr, choice: Expr) -> dict[str, str]:
        name = self._lists.get(question[1]) if question[0] == "value" else None
        label = self._texts.get(f"choice/{name}/{choice[1]}") if name and choice[0] == "string" else None
        return {"question": self.words(question), "choice": _quoted(label) if label else self.words(choice)}

    def _grouped(self, expr: Expr) -> str:
        words = self.words(expr)
        return f"({words})" if expr[0] in ("and", "or", *_SUMS) else words

    def _value(self, key: str, *_rest: Any) -> str:
        return _quoted(self._texts.get(f"item/{key}/label", key))

    def _string(self, text: str) -> str:
        return _quoted(text)

    def _number(self, number: float) -> str:
        return numberformat.format(number, get_format("DECIMAL_SEPARATOR"), grouping=0)

    def _boolean(self, is_true: bool) -> str:
        return _("true") if is_true else _("false")

    def _cell(self, column: str, *_rest: Any) -> str:
        return _("column “%(name)s” of the choice") % {"name": _line(column)}


_COMPARISONS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_SUMS = {"+": "+", "*": "×", "div": "÷", "mod": "mod"}
_CASTS = frozenset({"as-number", "as-string", "as-boolean"})
_LEAVES: dict[str, Callable[..., str]] = {
    "value": RuleReader._value,
    "nodes": RuleReader._value,
    "boolean": RuleReader._boolean,
    "string": RuleReader._string,
    "number": RuleReader._number,
    "cell": RuleReader._cell,
}


def _quoted(text: str) -> str:
    """A text in the quotation marks of the reader's language, its direction kept to itself."""
    opening, closing = _QUOTES.get((get_language() or "").partition("-")[0], ("“", "”"))
    return f"{opening}{_line(text)}{closing}"


def _line(text: str) -> str:
    """The beginning of a text on one line, between marks that keep its direction to itself."""
    return isolated(Truncator(" ".join(text.split())).chars(_LENGTH))
