"""What states of translations should be, told a second time: plain and slow, and nothing of the room is used.

Each text of a language has a meaning, a number. A typo gives the new text the meaning of the old one, and all
texts that had the other meaning get it too. A translation keeps the whole text it was made from.
"""

from __future__ import annotations

from dataclasses import dataclass, field

OWN = ""


@dataclass(frozen=True)
class Row:
    text: str
    is_machine: bool
    made_from: str  # language, OWN for German
    made_from_text: str


@dataclass
class Oracle:
    """One key, in German and some languages. tree: language -> the one it is translated from."""

    german: str
    tree: dict[str, str]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    meanings: dict[tuple[str, str], int] = field(default_factory=dict)
    edits: list[tuple[str, bool]] = field(default_factory=list)

    def text(self, language: str) -> str | None:
        if language == OWN:
            return self.german
        rows = self.rows.get(language)
        return rows[-1].text if rows else None

    def meaning(self, language: str, text: str) -> int:
        return self.meanings.setdefault((language, text), len(self.meanings))

    def typo(self, language: str, before: str, after: str) -> None:
        kept, gone = self.meaning(language, before), self.meaning(language, after)
        for place, number in self.meanings.items():
            if place[0] == language and number == gone:
                self.meanings[place] = kept

    def add(self, language: str, row: Row) -> None:
        rows = self.rows.setdefault(language, [])
        if not rows or rows[-1] != row:
            rows.append(row)

    def state(self, language: str) -> str:
        rows = self.rows.get(language)
        if not rows:
            return "missing"
        if self.is_outdated(language):
            return "outdated"
        return "machine" if rows[-1].is_machine else "current"

    def is_outdated(self, language: str) -> bool:
        row = self.rows[language][-1]
        present = self.text(row.made_from)
        assert present is not None
        if self.meaning(row.made_from, present) != self.meaning(row.made_from, row.made_from_text):
            return True
        return row.made_from != OWN and self.is_outdated(row.made_from)

    def stands_on(self, language: str, other: str) -> bool:
        """Whether a text is that of the other language or made from it."""
        if language in (OWN, other):
            return language == other
        rows = self.rows.get(language)
        return bool(rows) and self.stands_on(rows[-1].made_from, other)

    def source_of(self, language: str, *, fresh: bool = False) -> str:
        """Where a new translation is made from: up the tree to the first that has a text (one that is not
        outdated, if it is to be fresh) and does not stand on this language.
        """
        above = self.tree.get(language, OWN)
        while above != OWN:
            has_own_ground = self.text(above) is not None and not self.stands_on(above, language)
            if has_own_ground and not (fresh and self.is_outdated(above)):
                return above
            above = self.tree.get(above, OWN)
        return OWN
