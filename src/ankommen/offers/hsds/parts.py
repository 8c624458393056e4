"""Parts that several records have: attributes, phones, where a record is from, what is not translated."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from .kept import SOURCE_LANGUAGE, Kept, Known
from .terms import Term, term_of


def given(**members: Any) -> dict[str, Any]:
    """The members that are known: HSDS has no null."""
    return {name: value for name, value in members.items() if value not in (None, "", [])}


def day(value: date | None) -> str:
    """An ISO date; empty without one."""
    return value.isoformat() if value else ""


def moment(value: date | None) -> str:
    """The beginning of a day as an instant (RFC 3339): changes are remembered by the day."""
    return datetime.combine(value, time(), UTC).isoformat().replace("+00:00", "Z") if value else ""


def phones(record: Kept[Any], owner: str) -> list[dict[str, Any]]:
    """The phone of an offer or a provider. owner: "service" or "organization"."""
    number: str = record.facts.phone
    if not number:
        return []
    return [{"id": record.part("phone"), f"{owner}_id": str(record.id), "number": number, "type": "voice"}]


def attribute(record: Kept[Any], entity: str, kind: str, value: str, label: str = "") -> dict[str, Any]:
    """Something that HSDS has no member for. kind: what it is; label: a coded value in words."""
    return {
        "id": record.part(f"{kind}/{value}"),
        "link_id": str(record.id),
        "link_entity": entity,
        "link_type": kind,
        "value": value,
        **given(label=label),
    }


def term_attribute(record: Kept[Any], entity: str, kind: str, term: Term, value: str = "") -> dict[str, Any]:
    """That a term of a taxonomy fits the record."""
    return {
        **attribute(record, entity, kind, value or term.slug, term.label),
        "id": record.part(f"{kind}/{term.slug}/{value}"),
        "taxonomy_term_id": term.id,
        "taxonomy_term": term_of(term),
    }


def origin(record: Kept[Any], entity: str) -> list[dict[str, Any]]:
    """Where a record comes from, and under which licence it may be used."""
    told = {"source": record.source, "licence": record.licence, "confirmed_on": day(record.confirmed_on)}
    return [attribute(record, entity, kind, value) for kind, value in told.items() if value]


def metadata(record: Kept[Any], entity: str, known: Known) -> list[dict[str, Any]]:
    """One entry for each text that is told in German for want of a translation."""
    return [
        {
            "id": record.part(f"untranslated/{known.language}/{fact}"),
            "resource_id": str(record.id),
            "resource_type": entity,
            "last_action_date": day(record.modified_on),
            "last_action_type": "not translated",
            "field_name": fact,
            "previous_value": known.language,
            "replacement_value": SOURCE_LANGUAGE,
            "updated_by": record.source,
        }
        for fact in known.untranslated(record)
    ]
