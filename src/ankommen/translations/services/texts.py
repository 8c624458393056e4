"""Store texts, say what means the same, carry a collection over, delete it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from ..models import SameMeaning, SourceText, Translation
from ..rows import lock_collection, newest, standings
from ..sheets import NewText
from ..states import OWN, digest


class WrongSource(ValueError):
    """A text cannot be made from another that is not there, or that was itself made from it."""

    def __init__(self, key: str, source_language: str) -> None:
        super().__init__(f"{key} [{source_language}]")
        self.key = key
        self.source_language = source_language


class ChangedMeanwhile(Exception):
    """Somebody stored a text after it was read. keys: of these texts."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(" ".join(keys))
        self.keys = keys


def store_translations(
    collection: str,
    language: str,
    texts: Mapping[str, str],
    *,
    sources: Mapping[str, str],
    by: str,
    origin: str = Translation.Origin.HUMAN,
    source_language: str = OWN,
) -> int:
    """Add the texts that are new or differ from what stands; returns how many. Older rows stay as history.

    texts: key -> text; keys that `sources` does not have and empty texts are left out. sources: key -> the
    text it was made from, in `source_language` (none: the collection's own). by: the account's number. What
    a machine said becomes a person's when a person stores it unchanged. Raises WrongSource.
    """
    made = {
        key: NewText(text, sources[key], source_language, origin)
        for key, text in texts.items()
        if key in sources
    }
    return store_new_texts(collection, language, made, by=by)


@transaction.atomic
def store_new_texts(
    collection: str,
    language: str,
    texts: Mapping[str, NewText],
    *,
    by: str,
    seen: Mapping[str, int] | None = None,
) -> int:
    """As `store_translations`, where each text names what it was made from.

    seen: key -> the number (`queries.newest_numbers`) of the text that was read before, 0 where none stood;
    raises ChangedMeanwhile, and stores nothing, where another stands by now.
    """
    lock_collection(collection)
    texts = {key: new for key, new in texts.items() if new.text.strip()}
    _refuse_wrong_sources(collection, language, texts)
    rows_now = newest(collection, (language,), {*texts, *(seen or ())}).values_list(
        "key", "pk", "digest", "source_language", "source_digest", "origin"
    )
    numbers, standing = {}, {}
    for key, number, *facts in rows_now:
        numbers[key], standing[key] = number, facts
    if changed := [key for key, number in (seen or {}).items() if numbers.get(key, 0) != number]:
        raise ChangedMeanwhile(changed)
    rows = []
    for key, new in texts.items():
        facts = [digest(new.text), new.source_language, digest(new.source), new.origin]
        if standing.get(key) != facts:
            row = Translation(
                collection=collection, key=key, language=language, text=new.text, recorded_by=by
            )
            row.digest, row.source_language, row.source_digest, row.origin = facts
            rows.append(row)
    Translation.objects.bulk_create(rows, batch_size=500)
    _keep_sources(collection, {row.key: texts[row.key].source for row in rows if row.source_language == OWN})
    return len(rows)


@transaction.atomic
def say_same(collection: str, key: str, language: str, before: str, after: str, *, by: str) -> None:
    """Say that two texts of a key mean the same (a typo was mended): translations of one hold for the other.

    language: OWN for a source text of the collection, else that of a translation which others are made from.
    """
    one, other = digest(before), digest(after)
    if one != other:
        SameMeaning.objects.create(
            collection=collection,
            key=key,
            language=language,
            one_digest=one,
            other_digest=other,
            recorded_by=by,
        )


@transaction.atomic
def carry_over(*, source: str, target: str, texts: Mapping[str, str], by: str) -> int:
    """Give collection `target` what `source` says for the same keys, with the digests of then: changed
    sources show as outdated.

    texts: the source texts of `target`, key -> text. Returns the number of texts carried.
    """
    lock_collection(target)
    rows = [row for row in newest(source).order_by("pk") if row.key in texts]
    said = [row for row in SameMeaning.objects.filter(collection=source) if row.key in texts]
    then = [row for row in SourceText.objects.filter(collection=source) if row.key in texts]
    for text in rows:
        text.pk, text.collection, text.recorded_by = None, target, by
    for pair in said:
        pair.pk, pair.collection, pair.recorded_by = None, target, by
    for former in then:
        former.pk, former.collection = None, target
    Translation.objects.bulk_create(rows, batch_size=500)
    SameMeaning.objects.bulk_create(said, batch_size=500)
    SourceText.objects.bulk_create(then, batch_size=500, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def delete_collection(collection: str) -> int:
    """Remove the texts of a collection in all languages, history included; returns how many rows. For a room
    that removes what the texts belong to.
    """
    SameMeaning.objects.filter(collection=collection).delete()
    SourceText.objects.filter(collection=collection).delete()
    number, _by_model = Translation.objects.filter(collection=collection).delete()
    return number


def _keep_sources(collection: str, sources: Mapping[str, str]) -> None:
    SourceText.objects.bulk_create(
        (
            SourceText(collection=collection, key=key, digest=digest(text), text=text)
            for key, text in sources.items()
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


def _refuse_wrong_sources(collection: str, language: str, texts: Mapping[str, NewText]) -> None:
    """Every chain of sources ends at the collection's own text: nothing is stored that would close a ring."""
    used = {new.source_language for new in texts.values()} - {OWN}
    if not used:
        return
    found = standings(collection, used, {key: new.source for key, new in texts.items()})
    for key, new in texts.items():
        above = new.source_language
        if above == OWN:
            continue
        if found.standing(above, key) is None or found.is_made_from(above, key, language):
            raise WrongSource(key, above)
