"""The copy that a person gets of everything stored about them (Art. 15 and 20 GDPR).

It is gathered from the declarations of all rooms: every table whose `person` leads to a case hands out its
rows. Each value stands in the person's language and in German.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, to_locale

from ankommen.engines.dataprotection import DataClass, Fact, HandOut

from .models import Case
from .queries import DayOfAccess, accesses_of
from .refusals import Refused
from .wording import OWN, wording_of

FORMAT, VERSION = "ankommen/personal-copy", 1
LEFT_OUT = _(
    "Notes that concern other people or a danger are not in this copy. "
    "Ask at the office if you have questions."
)


@dataclass(frozen=True)
class Part:
    """What one table holds about the person, in one language."""

    table: str
    title: str
    why: str
    until: str
    rows: list[list[Fact]]


@dataclass(frozen=True)
class Copy:
    """Everything in one language: the parts, who looked, what is left out, and the person's rights."""

    language: str
    parts: list[Part]
    looks: list[DayOfAccess]
    left_out: str
    rights: str


def copies_of(case: Case) -> list[Copy]:
    """The copy in the person's language and, if that is another one, in German after it."""
    tables = list(_tables(case))
    copies = []
    for language in dict.fromkeys((language_of(case), OWN)):
        with override(language):
            parts = [part for table in tables if (part := _said(*table)).rows]
            copies.append(Copy(language, parts, accesses_of(case), str(LEFT_OUT), _rights(case, language)))
    return copies


def language_of(case: Case) -> str:
    """The person's language, or German where the program does not speak it."""
    spoken = case.client.language
    for tag in (spoken, spoken.split("-")[0]):
        if tag == "en" or any((Path(folder) / to_locale(tag)).is_dir() for folder in settings.LOCALE_PATHS):
            return tag
    return OWN


def as_json(case: Case) -> bytes:
    """The copy for machines (UTF-8). Names of tables and columns stay as they are; `version` counts changes.

    `value`: the code of a choice, an ISO date, or the text itself; `in_words` and all titles by language.
    `looks` is in the first of the languages.
    """
    copies = copies_of(case)
    first = copies[0]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "case": case.number,
        "made_on": timezone.localdate().isoformat(),
        "languages": [copy.language for copy in copies],
        "parts": [_part([copy.parts[place] for copy in copies], copies) for place in range(len(first.parts))],
        "looks": [_look(look) for look in first.looks],
        "left_out": {copy.language: copy.left_out for copy in copies},
        "rights": {copy.language: copy.rights for copy in copies},
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _tables(case: Case) -> Iterator[tuple[str, HandOut, list[Model]]]:
    for model in apps.get_models():
        declared = getattr(model, "data_class", None)
        if isinstance(declared, DataClass) and declared.export and _leads_to_case(model, declared.person):
            rows = model._base_manager.filter(**{declared.person: case.pk})
            yield (
                model._meta.label,
                import_string(declared.export),
                list(rows if rows.ordered else rows.order_by("pk")),
            )


def _leads_to_case(model: Any, path: str) -> bool:
    for name in path.split("__"):
        model = model if name == "pk" else model._meta.get_field(name).related_model
    return model is Case


def _said(table: str, handed: HandOut, rows: list[Model]) -> Part:
    said = [[fact for fact in handed.facts(row) if fact.value] for row in rows]
    return Part(table, str(handed.title), str(handed.why), str(handed.until), [row for row in said if row])


def _rights(case: Case, language: str) -> str:
    """The city's words, in German where it has none in this language."""
    for tag in (language, OWN):
        with suppress(Refused):
            return wording_of(case.organisation, tag).rights
    return ""


def _part(same: list[Part], copies: list[Copy]) -> dict[str, Any]:
    def by_language(name: str) -> dict[str, str]:
        return {copy.language: getattr(part, name) for copy, part in zip(copies, same, strict=True)}

    rows = zip(*(part.rows for part in same), strict=True)
    return {
        "table": same[0].table,
        "title": by_language("title"),
        "why": by_language("why"),
        "until": by_language("until"),
        "rows": [[_fact(list(facts), copies) for facts in zip(*row, strict=True)] for row in rows],
    }


def _fact(same: list[Fact], copies: list[Copy]) -> dict[str, Any]:
    fact = same[0]
    said: dict[str, Any] = {
        "name": fact.name,
        "label": {copy.language: each.label for copy, each in zip(copies, same, strict=True)},
        "value": fact.code or fact.value,
    }
    if fact.code:
        said["in_words"] = {copy.language: each.value for copy, each in zip(copies, same, strict=True)}
    return said


def _look(look: DayOfAccess) -> dict[str, Any]:
    return {
        "day": look.day.isoformat(),
        "what": look.sentence,
        "office": look.organisation,
        "role": look.role,
        "why": look.purpose,
        "times": look.times,
    }
