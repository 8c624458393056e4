"""Providers of machine translation, for tests only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ankommen.translations.services import store_translations


class Echo:
    """Says each text with its two languages before it, and remembers what it was asked."""

    asked: list[tuple[str, str, list[str]]] = []

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        self.asked.append((source, target, list(texts)))
        return [f"{source}>{target}: {text}" for text in texts]


class AfterOne:
    """Does the first language it is asked for, then breaks down."""

    calls = 0

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        AfterOne.calls += 1
        if AfterOne.calls > 1:
            raise TimeoutError("no answer")
        return list(texts)


class OneShort:
    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        return list(texts)[1:]


class OneText:
    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        return "x" * len(texts)


class NoText:
    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        return [None for _ in texts]  # type: ignore[misc]


class Careless:
    """Loses placeholders, gives nothing, gives what cannot be stored."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        says: dict[str, str] = {"a": "without", "b": " ", "c": "\x00", "d": "good", "e": "x" * 30_000}
        return [says[text[0]] for text in texts]


class Slow:
    """While it works, `meanwhile` happens."""

    meanwhile: Callable[[], None]

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        Slow.meanwhile()
        return [f"machine {text}" for text in texts]


def a_person_translates(key: str, text: str, source: str) -> None:
    store_translations("x", "ar", {key: text}, sources={key: source}, by="2")
