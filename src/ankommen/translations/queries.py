"""Doors of the translations room for reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from .faults import MAX_TEXT, Code, Problem, fault_of, placeholders_in
from .glossary import Glossary, GlossaryTerm, TermHit
from .machine import NullProvider, provider
from .models import SameMeaning, SourceText, Term, Translation
from .po import PoReading, read_file, write_po
from .rows import newest, standings
from .sheets import Line, NewText, Sheet, Source
from .showing import Decision, decisions, released_languages
from .states import OWN, State
from .tree import LanguageTree, TreeHasCycle

__all__ = (
    "MAX_TEXT",
    "OWN",
    "Code",
    "Decision",
    "Edition",
    "Glossary",
    "GlossaryTerm",
    "LanguageTree",
    "Line",
    "NewText",
    "PoReading",
    "Problem",
    "Source",
    "State",
    "TermHit",
    "TreeHasCycle",
    "decisions",
    "fault_of",
    "glossary",
    "glossary_hits",
    "has_machine",
    "history_of",
    "keys_saying",
    "lines_in",
    "newest_numbers",
    "newest_of_all",
    "newest_text",
    "placeholders_in",
    "po_of",
    "read_po",
    "released_languages",
    "sources_then",
    "state_counts",
    "states_by_language",
    "states_in",
    "texts_by_language",
    "texts_in",
)


@dataclass(frozen=True)
class Edition:
    """A text as it stood for a while. source_language: what it was made from, none for the collection's own.
    by: the account's number.
    """

    text: str
    is_machine: bool
    source_language: str
    at: datetime
    by: str


def texts_in(collection: str, language: str) -> dict[str, str]:
    """What the collection says in `language`: key -> newest text. Empty where nobody translated."""
    return texts_by_language(collection, (language,))[language]


def texts_by_language(
    collection: str, languages: Iterable[str], keys: Collection[str] | None = None
) -> dict[str, dict[str, str]]:
    """What the collection says in each of the languages: language -> key -> newest text. One query.

    keys: the texts that are wanted; None for all.
    """
    found: dict[str, dict[str, str]] = {language: {} for language in languages}
    wanted = None if keys is None else set(keys)
    for language, key, text in newest(collection, found, wanted).values_list("language", "key", "text"):
        if wanted is None or key in wanted:
            found[language][key] = text
    return found


def keys_saying(collection: str, language: str, words: str) -> set[str]:
    """The keys whose newest text in `language` contains the words, as the database compares letters."""
    rows = Translation.objects.filter(collection=collection, language=language)
    newest = rows.order_by().values("key").annotate(newest=Max("pk")).values("newest")
    return set(rows.filter(pk__in=newest, text__icontains=words).values_list("key", flat=True))


def newest_text(collection: str, language: str) -> int:
    """A number that grows with each text that is stored for the collection in `language`; 0 for none."""
    rows = Translation.objects.filter(collection=collection, language=language)
    return rows.aggregate(Max("pk"))["pk__max"] or 0


def newest_numbers(collection: str, language: str, keys: Collection[str]) -> dict[str, int]:
    """Key -> the number of its newest text in `language`, for those that have one. One query."""
    rows = newest(collection, (language,), keys).values_list("key", "pk")
    return {key: number for key, number in rows if key in keys}


def newest_of_all() -> tuple[int, int]:
    """Two numbers that differ as soon as any text was stored, or said to mean the same as another."""
    texts = Translation.objects.aggregate(Max("pk"))["pk__max"]
    return texts or 0, SameMeaning.objects.aggregate(Max("pk"))["pk__max"] or 0


def sources_then(collection: str, language: str, keys: Collection[str]) -> dict[str, str]:
    """Key -> the text that its newest translation was made from, word for word. Three queries.

    Where nobody kept it (translations from before it was kept) the key is left out. keys: of a page, at most.
    """
    made = {
        (key, source_language): digest
        for key, source_language, digest in newest(collection, (language,), keys).values_list(
            "key", "source_language", "source_digest"
        )
        if key in keys
    }
    digests = set(made.values())
    rows = {"collection": collection, "key__in": [key for key, _tag in made], "digest__in": digests}
    own = SourceText.objects.filter(**rows)
    others = Translation.objects.filter(**rows)
    texts = {(key, OWN, digest): text for key, digest, text in own.values_list("key", "digest", "text")}
    for key, tag, digest, text in others.values_list("key", "language", "digest", "text"):
        texts[key, tag, digest] = text
    return {key: texts[key, tag, mark] for (key, tag), mark in made.items() if (key, tag, mark) in texts}


def states_in(collection: str, language: str, *, sources: Mapping[str, str]) -> dict[str, State]:
    """The state of each key of `sources` (key -> source text) in `language`."""
    return states_by_language(collection, (language,), sources=sources)[language]


def states_by_language(
    collection: str, languages: Iterable[str], *, sources: Mapping[str, str]
) -> dict[str, dict[str, State]]:
    """The state of each key of `sources` in each of the languages: language -> key -> state. One query."""
    languages = tuple(languages)
    found = standings(collection, languages, sources)
    return {language: {key: found.state(language, key) for key in sources} for language in languages}


def state_counts(
    collection: str, languages: Iterable[str], *, sources: Mapping[str, str]
) -> dict[str, dict[State, int]]:
    """How many texts of each language stand in which state; every language and state is there. One query."""
    states = states_by_language(collection, languages, sources=sources)
    counted = {language: Counter(by_key.values()) for language, by_key in states.items()}
    return {language: {state: counts[state] for state in State} for language, counts in counted.items()}


def lines_in(collection: str, language: str, *, sources: Mapping[str, str], tree: LanguageTree) -> list[Line]:
    """What a translator sees: each key of `sources` with the text that a new translation is made from and
    shown beside (of the nearest ancestor that has one, else of the own language), what stands, and how.
    One query; sources that say nothing are left out.
    """
    return Sheet(collection, language, sources, tree).lines()


def history_of(collection: str, key: str, language: str) -> list[Edition]:
    """All that a text has said in a language, newest first."""
    rows = Translation.objects.filter(collection=collection, key=key, language=language)
    return [
        Edition(
            text=row.text,
            is_machine=row.origin == Translation.Origin.MACHINE,
            source_language=row.source_language,
            at=row.recorded_at,
            by=row.recorded_by,
        )
        for row in rows.order_by("-pk")
    ]


def glossary() -> Glossary:
    """The city's glossary: its `terms`, and `hits` for many texts. One query."""
    return Glossary(
        GlossaryTerm(
            row.concept,
            {language: tuple(words) for language, words in row.texts.items()},
            row.note,
            row.fingerprint,
        )
        for row in Term.objects.all()
    )


def glossary_hits(
    text: str, source_language: str, target_language: str, translation: str = ""
) -> list[TermHit]:
    """The terms of a text whose agreed rendering is missing in its translation. One query a call: for many
    texts take `glossary()` once.

    source_language: the tag of the text's language. translation: empty names every term that has a rendering.
    """
    return glossary().hits(text, source_language, target_language, translation)


def has_machine() -> bool:
    """Whether machine translation is set up, so that a page may offer it. Raises ImportError where the
    setting names nothing that can be imported.
    """
    return not isinstance(provider(), NullProvider)


def po_of(collection: str, language: str, *, sources: Mapping[str, str], tree: LanguageTree) -> bytes:
    """The collection in one language as a PO file for translators. Two queries.

    Context: the key; msgid: the text to translate from, with the own language's text as a comment where that
    is another; fuzzy: what is outdated or from a machine; translators' comments: agreed words.
    """
    return write_po(collection, Sheet(collection, language, sources, tree), tree.own, glossary())


def read_po(
    data: bytes, collection: str, language: str, *, sources: Mapping[str, str], tree: LanguageTree
) -> PoReading:
    """What a PO file of `po_of` brings back: `texts` for `store_new_texts`, and `problems`, one for each
    entry that says something and was not taken.

    Taken is what is not fuzzy and was made from a text that stands today, or one that means the same; what
    stands already is left out. Nothing is stored. One query.
    """
    return read_file(data, Sheet(collection, language, sources, tree))
