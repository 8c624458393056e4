"""Which language is translated from which: Persian from English, English from the own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


class TreeHasCycle(ValueError):
    """Languages are translated from each other in a circle. languages: those of the circle."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        super().__init__(" <- ".join(languages))
        self.languages = languages


@dataclass(frozen=True)
class LanguageTree:
    """What a new translation is made from. Texts that stand know their own source, whatever the tree says.

    own: the tag of the language that the collection is written in. sources: language -> the language it is
    translated from; one that is not named is translated from the own. Raises TreeHasCycle.
    """

    own: str
    sources: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for language in self.sources:
            path = [language]
            while (above := self.sources.get(path[-1])) is not None:
                if above in path:
                    raise TreeHasCycle((*path[path.index(above) :], above))
                path.append(above)

    def ancestors(self, language: str) -> tuple[str, ...]:
        """The languages between this one and the own, nearest first; neither of the two is among them."""
        return tuple(self._between(language))

    def _between(self, language: str) -> Iterator[str]:
        above = self.sources.get(language, self.own)
        while language != self.own and above != self.own:
            yield above
            above = self.sources.get(above, self.own)
