"""Door of the topics room for changes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from ankommen.translations.services import NewText, keep_labels, store_new_texts

from .models import ThesaurusTerm, ThesaurusVersion, Topic
from .terms import COLUMNS, LONGEST, Fault, Refused, Term, checked

__all__ = (
    "COLUMNS",
    "LONGEST",
    "Fault",
    "Refused",
    "add_term",
    "change_term",
    "put_back_term",
    "remove_term",
    "set_thesaurus",
    "set_topics",
    "take_in_terms",
    "translate_topics",
)

MOST_TERMS = 50_000  # in all: each costs memory in each process
COLLECTION = "topics"  # of their texts in the room of translations; keys are "<slug>/label"
_COLUMNS = {"label": "labels", "description": "descriptions"}


@transaction.atomic
def set_topics(entries: Iterable[Mapping[str, Any]]) -> int:
    """Make these the city's topics, in this order; others are retired, never deleted. Returns their number.

    Each entry: slug, label {language: text}, optional description {language: text}. What a person has
    translated since stays.
    """
    entries = list(entries)
    said = {f"{entry['slug']}/{fact}": entry.get(fact, {}) for entry in entries for fact in _COLUMNS}
    held = keep_labels(COLLECTION, said, own=settings.LANGUAGE_CODE)
    slugs = []
    for order, entry in enumerate(entries):
        values = {
            "labels": held[f"{entry['slug']}/label"],
            "descriptions": held[f"{entry['slug']}/description"],
            "order": order,
            "is_active": True,
        }
        Topic.objects.update_or_create(slug=entry["slug"], defaults=values)
        slugs.append(entry["slug"])
    Topic.objects.exclude(slug__in=slugs).update(is_active=False)
    _tell_all_processes()
    return len(slugs)


@transaction.atomic
def translate_topics(
    language: str, texts: Mapping[str, NewText], *, by: str, seen: Mapping[str, int] | None = None
) -> int:
    """Store what topics are called in `language`; as `store_new_texts` of the room of translations."""
    number = store_new_texts(COLLECTION, language, texts, by=by, seen=seen)
    for topic in Topic.objects.select_for_update():
        mine = {fact: texts.get(f"{topic.slug}/{fact}") for fact in _COLUMNS}
        for fact, new in mine.items():
            if new:
                getattr(topic, _COLUMNS[fact])[language] = new.text
        if any(mine.values()):
            topic.save(update_fields=list(_COLUMNS.values()))
    return number


@transaction.atomic
def set_thesaurus(entries: Iterable[Mapping[str, str]]) -> int:
    """Make these the city's words by which people ask; returns their number.

    What was added at the desk stays, and what was taken out there stays out. Each entry: topic (its slug),
    concept, language, term. Raises ValueError for a topic that is not there.
    """
    wanted = list(entries)
    known = set(Topic.objects.values_list("slug", flat=True))
    if unknown := {entry["topic"] for entry in wanted} - known:
        raise ValueError(f"the thesaurus names topics that are not there: {', '.join(sorted(unknown))}")
    _tell_all_processes()
    terms = {term.key: term for term in (checked(entry, known) for entry in wanted)}
    standing = {_key(row): row for row in ThesaurusTerm.objects.all()}
    gone = [row.pk for key, row in standing.items() if key not in terms and row.origin == _CITY]
    _delete(gone)
    adopted = [row.pk for key, row in standing.items() if key in terms and row.origin != _CITY]
    ThesaurusTerm.objects.filter(pk__in=adopted).update(origin=_CITY)
    new = [term for key, term in terms.items() if key not in standing]
    ThesaurusTerm.objects.bulk_create((_row(term, _CITY) for term in new), batch_size=1_000)
    return len(wanted)


@transaction.atomic
def add_term(topic: str, concept: str, language: str, text: str) -> ThesaurusTerm:
    """A new term, or one that was taken out, back again. Raises Refused."""
    _tell_all_processes()
    term = checked(_entry(topic, concept, language, text), _active_slugs())
    if there := _standing(term):
        if there.is_active:
            raise Refused(Fault.THERE_ALREADY, "term", term.text)
        return put_back_term(there)
    if ThesaurusTerm.objects.count() >= MOST_TERMS:
        raise Refused(Fault.TOO_MANY, "term", str(MOST_TERMS))
    row = _row(term, _DESK)
    row.save()
    return row


@transaction.atomic
def change_term(row: ThesaurusTerm, *, topic: str, concept: str, language: str, text: str) -> ThesaurusTerm:
    """The term with other facts. Raises Refused; then it stays as it was.

    One of the city's folder is taken out and another stands in its place, or the folder would bring it back.
    """
    _tell_all_processes()
    term = checked(_entry(topic, concept, language, text), _active_slugs())
    other = _standing(term)
    if other and other.pk != row.pk:
        raise Refused(Fault.THERE_ALREADY, "term", term.text)
    if row.origin == _CITY and term.key != _key(row):
        remove_term(row)
        row = _row(term, _DESK)
    row.topic_id, row.concept, row.language, row.text = term.topic, term.concept, term.language, term.text
    row.save()
    return row


@transaction.atomic
def remove_term(row: ThesaurusTerm) -> None:
    """No search uses it any more: what was added here is deleted, what the city's folder says is marked."""
    _tell_all_processes()
    if row.origin == _DESK:
        row.delete()
    else:
        row.is_active = False
        row.save(update_fields=["is_active"])


@transaction.atomic
def put_back_term(row: ThesaurusTerm) -> ThesaurusTerm:
    """A term that was taken out is used again."""
    _tell_all_processes()
    row.is_active = True
    row.save(update_fields=["is_active"])
    return row


@transaction.atomic
def take_in_terms(entries: Sequence[tuple[int, Mapping[str, str]]], *, others_go: bool) -> tuple[int, int]:
    """Add the terms of a table, all or none; returns how many came and how many went.

    entries: rows with their numbers in the table. others_go: terms that it does not name are taken out.
    Raises ExceptionGroup of Refused with every row that is no term.
    """
    _tell_all_processes()
    slugs = _active_slugs()
    terms: dict[tuple[str, str, str, str], Term] = {}
    faults: list[Refused] = []
    for number, entry in entries:
        try:
            term = checked(entry, slugs, number)
        except Refused as refused:
            faults.append(refused)
        else:
            terms.setdefault(term.key, term)
    standing = {_key(row): row for row in ThesaurusTerm.objects.all()}
    if len(terms.keys() | standing.keys()) > MOST_TERMS:
        faults.append(Refused(Fault.TOO_MANY, "term", str(MOST_TERMS)))
    if faults:
        raise ExceptionGroup("not taken in", faults)
    return _brought_in(terms, standing), _taken_out(terms, standing) if others_go else 0


def _brought_in(terms: Mapping[Any, Term], standing: Mapping[Any, ThesaurusTerm]) -> int:
    new = [term for key, term in terms.items() if key not in standing]
    back = [row.pk for key, row in standing.items() if key in terms and not row.is_active]
    ThesaurusTerm.objects.bulk_create((_row(term, _DESK) for term in new), batch_size=1_000)
    for some in _batches(back):
        ThesaurusTerm.objects.filter(pk__in=some).update(is_active=True)
    return len(new) + len(back)


def _taken_out(terms: Mapping[Any, Term], standing: Mapping[Any, ThesaurusTerm]) -> int:
    out = [row for key, row in standing.items() if key not in terms and row.is_active]
    _delete([row.pk for row in out if row.origin == _DESK])
    for some in _batches([row.pk for row in out if row.origin == _CITY]):
        ThesaurusTerm.objects.filter(pk__in=some).update(is_active=False)
    return len(out)


_CITY, _DESK = ThesaurusTerm.Origin.CITY, ThesaurusTerm.Origin.DESK


def _tell_all_processes() -> None:
    """First in each change: the row is locked until it ends, so that changes come one after the other."""
    ThesaurusVersion.objects.get_or_create(pk=1)
    ThesaurusVersion.objects.filter(pk=1).update(token=uuid.uuid4())


def _entry(topic: str, concept: str, language: str, text: str) -> dict[str, str]:
    return dict(zip(COLUMNS, (topic, concept, language, text), strict=True))


def _active_slugs() -> set[str]:
    return set(Topic.objects.filter(is_active=True).values_list("slug", flat=True))


def _row(term: Term, origin: str) -> ThesaurusTerm:
    return ThesaurusTerm(
        topic_id=term.topic, concept=term.concept, language=term.language, text=term.text, origin=origin
    )


def _key(row: ThesaurusTerm) -> tuple[str, str, str, str]:
    return Term(row.topic_id, row.concept, row.language, row.text).key


def _standing(term: Term) -> ThesaurusTerm | None:
    """The row that says the same; compared here, since SQLite knows small letters of English only."""
    rows = ThesaurusTerm.objects.filter(topic=term.topic, concept=term.concept, language=term.language)
    return next((row for row in rows if _key(row) == term.key), None)


def _delete(keys: list[int]) -> None:
    for some in _batches(keys):
        ThesaurusTerm.objects.filter(pk__in=some).delete()


def _batches(keys: list[int]) -> Iterable[list[int]]:
    return (keys[place : place + 500] for place in range(0, len(keys), 500))
