"""Two taxonomies: the topics of the city, and the categories of its map."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# Terms have short names, no ids; theirs are made of these.
_NAMESPACE = uuid.UUID("0d6b1c9e-7c1c-5b0e-8f53-9a3d1f4b7e52")


@dataclass(frozen=True)
class Taxonomy:
    """A vocabulary. name, description: English sentences, translated when told."""

    slug: str
    name: str
    description: str

    @property
    def id(self) -> str:
        """Its id, everywhere the same."""
        return str(uuid.uuid5(_NAMESPACE, self.slug))

    def told(self) -> dict[str, Any]:
        """As HSDS has it, in the active language."""
        return {"id": self.id, "name": _(self.name), "description": _(self.description)}


TOPICS = Taxonomy(
    "topics", gettext_noop("Topics of arriving"), gettext_noop("What an offer helps with: housing, work …")
)
CATEGORIES = Taxonomy(
    "categories", gettext_noop("Categories of the map"), gettext_noop("What kind of offer it is.")
)
TAXONOMIES = (TOPICS, CATEGORIES)


@dataclass(frozen=True)
class Term:
    """A topic or category as it is called in a language; `language` is that of its label."""

    taxonomy: Taxonomy
    slug: str
    label: str
    language: str
    description: str = ""

    @property
    def id(self) -> str:
        """Its id: made from the city's short name for it."""
        return str(uuid.uuid5(_NAMESPACE, f"{self.taxonomy.slug}/{self.slug}"))


def terms_of(
    taxonomy: Taxonomy, rows: Iterable[tuple[str, Mapping[str, str], Mapping[str, str]]], language: str
) -> dict[str, Term]:
    """The terms of a taxonomy by short name. rows: short name, labels and descriptions by language."""
    found = {}
    for slug, labels, descriptions in rows:
        spoken = language if labels.get(language) else "de"
        label = labels.get(spoken) or slug
        description = descriptions.get(language) or descriptions.get("de") or ""
        found[slug] = Term(taxonomy, slug, label, spoken, description)
    return found


def term_of(term: Term) -> dict[str, Any]:
    """A term as HSDS has it, with its taxonomy."""
    return {
        "id": term.id,
        "code": term.slug,
        "name": term.label,
        "description": term.description,
        "taxonomy": _(term.taxonomy.name),
        "taxonomy_detail": term.taxonomy.told(),
        "language": term.language,
        "taxonomy_id": term.taxonomy.id,
    }
