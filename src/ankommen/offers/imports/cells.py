"""Cells of a record as values; what cannot be read is gathered as faults, with its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from ankommen.engines.geo import Point, read_pair, read_point
from ankommen.engines.languages import tag_of

from ..faults import Code, Fault, fault, note
from ..rules import fault_of_point, fault_of_text
from ..texts import has_html, is_bare_address, looks_like_formula, without_html
from .context import Context
from .mapping import LEFT_OUT
from .words import NOT_KNOWN, folded

_SEPARATORS = re.compile(r"[;|\n]")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_AGE = re.compile(r"(?:ab |bis )?(\d{1,3})(?: ?(?:jahren?|j\.?|years?))?", re.IGNORECASE)


class CellReader:
    """Reads the cells of one record. faults: what was wrong with them."""

    def __init__(self, cells: Mapping[str, str], context: Context) -> None:
        self.faults: list[Fault] = []
        said = {name: text for name, text in context.facts.items() if text != LEFT_OUT}
        self.cells = {**said, **{name: text for name, text in cells.items() if text}}
        self._context = context
        self._repair()

    def text(self, name: str) -> str:
        """A text as it stands."""
        return self.cells.get(name, "")

    def line(self, name: str) -> str:
        """A text in one line."""
        return " ".join(self.text(name).split())

    def lines(self, name: str) -> str:
        """Things that stand one after the other, one a line."""
        return "\n".join(part.strip() for part in _SEPARATORS.split(self.text(name)) if part.strip())

    def link(self, name: str) -> str:
        """A link; https:// is put before a bare address."""
        text = self.text(name)
        if is_bare_address(text):
            self.faults.append(note(name, Code.LINK_COMPLETED, value=text))
            return f"https://{text}"
        return text

    def age(self, name: str) -> int | None:
        """Years of age."""
        text = self.line(name)
        if folded(text) in NOT_KNOWN:
            return None
        if found := _AGE.fullmatch(text):
            return int(found[1])
        self.faults.append(fault(name, Code.NOT_AN_AGE, value=text))
        return None

    def day(self, name: str) -> date | None:
        """A day as ISO or Germans write it."""
        text = self.line(name)
        if not text:
            return None
        found = _GERMAN_DATE.fullmatch(text)
        try:
            if found:
                return date(int(found[3]), int(found[2]), int(found[1]))
            return datetime.fromisoformat(text).date()
        except ValueError:
            self.faults.append(fault(name, Code.NOT_A_DATE, value=text))
            return None

    def choice(self, name: str) -> str:
        """The value that a word of a choice means."""
        text = self.line(name)
        if folded(text) in NOT_KNOWN:
            return ""
        value = self._context.word(name, text)
        if value is None:
            self._context.note_unknown(name, text)
            self.faults.append(
                fault(name, Code.UNKNOWN_WORD, value=text, known=self._context.known_words(name))
            )
            return ""
        return "" if value == LEFT_OUT else value

    def one_of(self, name: str, code: Code, *, words: str = "") -> str:
        """The short name that a word of the city's vocabulary means. words: whose, where not the field's."""
        return next(iter(self._slugs(name, [self.line(name)], words or name, code)), "")

    def some_of(self, name: str, code: Code, *, words: str = "") -> tuple[str, ...]:
        """The short names that several words of the city's vocabulary mean."""
        words = words or name
        return self._slugs(
            name, self._parts(name, lambda part: self._context.word(words, part) is not None), words, code
        )

    def languages(self, name: str) -> tuple[str, ...]:
        """Tags of languages, by their names or codes."""
        tags = []
        for part in self._parts(name, lambda part: tag_of(part) is not None):
            tag = self._context.word(name, part) or tag_of(part)
            if tag is None:
                self._context.note_unknown(name, part)
                self.faults.append(fault(name, Code.UNKNOWN_LANGUAGE, value=part))
            elif tag != LEFT_OUT:
                tags.append(tag)
        return tuple(tags)

    def point(self) -> Point | None:
        """The point of two cells, or of one; where it was asked for, with the repair of what was wrong."""
        box = self._context.references.box
        if self.text("point"):
            name, found = "point", read_pair(self.text("point"), box=box)
        else:
            name, found = "latitude", read_point(self.text("latitude"), self.text("longitude"), box=box)
        if isinstance(found, Point):
            return found
        if found.code.value == "empty":
            return None
        if found.repair and self._context.clean:
            repair = f"{found.repair.latitude:g}, {found.repair.longitude:g}"
            self.faults.append(note(name, Code.POINT_TURNED, value=found.hint, repair=repair))
            return found.repair
        self.faults.append(fault_of_point(name, found))
        return None

    def _repair(self) -> None:
        """Formulas and tags, before anything is read out of a cell: one sentence a cell is enough."""
        for name, text in list(self.cells.items()):
            if has_html(text) and self._context.clean and not looks_like_formula(without_html(text)):
                self.cells[name] = without_html(text)
                self.faults.append(note(name, Code.HTML_TAKEN_OUT))
            elif wrong := fault_of_text(name, text):
                self.cells[name] = ""
                self.faults.append(wrong)

    def _parts(self, name: str, is_known: object) -> list[str]:
        """The entries of a cell. A comma separates them where nothing else does and the whole is no entry."""
        known = is_known if callable(is_known) else bool
        parts = [part.strip() for part in _SEPARATORS.split(self.text(name)) if part.strip()]
        return [
            piece.strip()
            for part in parts
            for piece in ([part] if known(part) else re.split(r"[,/]| und | and ", part))
            if piece.strip() and folded(piece) not in NOT_KNOWN
        ]

    def _slugs(self, name: str, words: Iterable[str], list_name: str, code: Code) -> tuple[str, ...]:
        found = []
        for word in words:
            if folded(word) in NOT_KNOWN:
                continue
            slug = self._context.word(list_name, word)
            if slug is None:
                self._context.note_unknown(list_name, word)
                self.faults.append(fault(name, code, value=word, known=self._context.known_words(list_name)))
            elif slug != LEFT_OUT:
                found.append(slug)
        return tuple(found)
