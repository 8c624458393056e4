"""Records of an HSDS 3 dump: full services, or organizations with their services (Open Referral).

Where our model has one value and HSDS many (phones, schedules), the first or all of them are taken; what we
have no place for (funding, programs, accreditations) is left out. Source:
https://docs.openreferral.org/en/v3.0/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from ankommen.engines import hours

from ..facts import OpeningFacts
from ..faults import Code, Fault, fault, note
from ..models import Record
from .hours import opening_of
from .records import RawPlace, RawRecord
from .words import folded

SERVICES, ORGANIZATIONS = "services", "organizations"
_RULE_PARTS = ("freq", "interval", "byday", "bymonthday", "byweekno", "byyearday", "count", "wkst")
_NOT_ACTIVE = frozenset({"inactive", "defunct", "temporarily closed"})
_COLUMNS = {
    "key": "id",
    "provider": "organization",
    "for_whom": "eligibility_description",
    "min_age": "minimum_age",
    "max_age": "maximum_age",
    "documents": "required_documents",
    "cost": "fees_description",
    "waiting": "wait_time",
    "topics": "attributes",
    "category": "attributes",
    "website": "url",
    "phone": "phones",
    "confirmed_on": "assured_date",
    "place": "location.name",
    "street": "address_1",
    "postcode": "postal_code",
    "town": "city",
    "hours": "schedules",
    "directions": "transportation",
}

Item = Mapping[str, Any]


def items_of(document: Any) -> list[Any]:
    """The services or organizations of a dump: a list, a page with `contents`, or one alone."""
    if isinstance(document, dict):
        contents = document.get("contents", document.get("services") if "id" not in document else None)
        return contents if isinstance(contents, list) else [document]
    return document if isinstance(document, list) else []


class Terms:
    """All terms of taxonomies that a dump names, and what they mean for us."""

    def __init__(self, items: list[Any]) -> None:
        self._terms = {str(term.get("id")): term for item in items for term in _terms_in(item)}

    def meanings_of(
        self, service: Item, known: Mapping[str, Mapping[str, Any]]
    ) -> tuple[dict[str, str], list[Fault]]:
        """Topics and category by the terms of a service or those above them; a circle of terms is a fault.

        known: field -> folded word -> value.
        """
        found: dict[str, list[str]] = {"topics": [], "category": []}
        faults = []
        for term in _terms_of(service):
            path = self._path(term)
            if path is None:
                faults.append(fault("topics", Code.TERMS_IN_CIRCLE, value=term.get("name") or term.get("id")))
                continue
            for name, values in found.items():
                words = (str(each.get(part) or "") for each in path for part in ("code", "name", "id"))
                values += list(dict.fromkeys(word for word in words if folded(word) in known.get(name, {})))[
                    :1
                ]
        return {"topics": ";".join(found["topics"]), "category": next(iter(found["category"]), "")}, faults

    def _path(self, term: Item) -> list[Item] | None:
        """The term and those above it; None where they lead in a circle."""
        path, seen = [term], {str(term.get("id"))}
        while parent := self._terms.get(str(path[-1].get("parent_id") or "")):
            if str(parent.get("id")) in seen:
                return None
            seen.add(str(parent.get("id")))
            path.append(parent)
        return path


def records_of_dump(items: list[Any], known: Mapping[str, Mapping[str, Any]]) -> Iterator[RawRecord]:
    """Organizations as providers, services as offers, in the order of the dump."""
    terms, seen = Terms(items), set[str]()
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            value = type(item).__name__
            yield RawRecord("offer", SERVICES, number, faults=(fault("", Code.NOT_A_RECORD, value=value),))
        elif _is_service(item):
            organization = item.get("organization")
            if isinstance(organization, dict) and (id := _text(organization, "id")) and id not in seen:
                seen.add(id)
                yield _provider(organization, number, SERVICES)
            yield _offer(item, organization, number, SERVICES, terms, known)
        else:
            yield _provider(item, number, ORGANIZATIONS)
            for service in _list(item, "services"):
                yield _offer(service, item, number, ORGANIZATIONS, terms, known)


def _is_service(item: Item) -> bool:
    return any(name in item for name in ("organization", "organization_id", "service_at_locations", "status"))


def _offer(
    service: Item,
    organization: Any,
    number: int,
    sheet: str,
    terms: Terms,
    known: Mapping[str, Mapping[str, Any]],
) -> RawRecord:
    meanings, faults = terms.meanings_of(service, known)
    places, of_hours = _places(service)
    cells = _cells(service) | meanings
    if isinstance(organization, dict):
        cells["provider"] = _text(organization, "id") or _text(organization, "name")
    state = Record.State.WITHDRAWN.value if service.get("status") in _NOT_ACTIVE else ""
    return RawRecord("offer", sheet, number, cells, _COLUMNS, places, state, faults=(*faults, *of_hours))


def _cells(service: Item) -> dict[str, str]:
    return {
        "key": _text(service, "id"),
        "name": _text(service, "name"),
        "summary": _text(service, "alternate_name") if not _text(service, "description") else "",
        "description": _text(service, "description"),
        "for_whom": _text(service, "eligibility_description"),
        "min_age": _text(service, "minimum_age"),
        "max_age": _text(service, "maximum_age"),
        "languages": ";".join(
            _text(each, "code") or _text(each, "name") for each in _list(service, "languages")
        ),
        "documents": "\n".join(
            _text(each, "document").replace(";", ",") for each in _list(service, "required_documents")
        ),
        "cost": _cost(service),
        "waiting": _text(service, "wait_time"),
        "website": _text(service, "url"),
        "email": _text(service, "email"),
        "phone": next((_text(each, "number").strip('" ') for each in _list(service, "phones")), ""),
        "confirmed_on": _text(service, "assured_date"),
    }


def _cost(service: Item) -> str:
    """What it costs in words; amounts of nothing and no words are "free"."""
    if told := _text(service, "fees_description"):
        return told
    options = _list(service, "cost_options")
    if options and all(each.get("amount") == 0 for each in options):
        return "free"
    parts = (
        " ".join(
            _text(each, name)
            for name in ("amount", "currency", "amount_description", "option")
            if _text(each, name)
        )
        for each in options
    )
    return "; ".join(part for part in parts if part)


def _provider(item: Item, number: int, sheet: str) -> RawRecord:
    cells = {name: _text(item, name) for name in ("name", "description", "website", "email")}
    cells |= {"key": _text(item, "id")}
    cells["phone"] = next((_text(each, "number").strip('" ') for each in _list(item, "phones")), "")
    return RawRecord("provider", sheet, number, cells, _COLUMNS)


def _places(service: Item) -> tuple[tuple[RawPlace, ...], list[Fault]]:
    faults: list[Fault] = []
    places = []
    for at in _list(service, "service_at_locations"):
        location = at.get("location")
        schedules = _list(at, "schedules") or _list(service, "schedules")
        places.append(_place(location if isinstance(location, dict) else {}, schedules, faults))
    if not places and _list(service, "schedules"):
        places.append(_place({}, _list(service, "schedules"), faults))
    return tuple(places), faults


def _place(location: Item, schedules: list[Item], faults: list[Fault]) -> RawPlace:
    address = next(iter(_list(location, "addresses")), {})
    cells = {
        "place": _text(location, "name"),
        "kind": _text(location, "location_type"),
        "street": ", ".join(
            part for part in (_text(address, "address_1"), _text(address, "address_2")) if part
        ),
        "postcode": _text(address, "postal_code"),
        "town": _text(address, "city"),
        "latitude": _text(location, "latitude"),
        "longitude": _text(location, "longitude"),
        "directions": _text(location, "transportation"),
        "hours": "\n".join(dict.fromkeys(told for each in schedules if (told := _told(each)))),
    }
    openings = tuple(opening for each in schedules if (opening := _opening(each, faults)))
    return RawPlace(cells, _text(location, "id"), openings)


def _told(schedule: Item) -> str:
    """A schedule in words: as it says itself, else its days and times."""
    if said := _text(schedule, "description"):
        return said
    times = "-".join(part[:5] for part in (_text(schedule, "opens_at"), _text(schedule, "closes_at")) if part)
    return " ".join(part for part in (_text(schedule, "byday"), times) if part)


def _opening(schedule: Item, faults: list[Fault]) -> OpeningFacts | None:
    parts = [f"{name.upper()}={value}" for name in _RULE_PARTS if (value := _text(schedule, name))]
    if until := _text(schedule, "until") or _text(schedule, "valid_to"):
        parts.append(f"UNTIL={until[:10].replace('-', '')}")
    rule = ";".join(parts)
    try:
        begins_on = _text(schedule, "dtstart") or _text(schedule, "valid_from")
        slot = hours.slot_of(
            rule,
            _clock(_text(schedule, "opens_at")),
            _clock(_text(schedule, "closes_at")),
            begins_on=date.fromisoformat(begins_on[:10]) if begins_on else None,
        )
        return opening_of(slot)
    except ValueError:  # hours.Refused is one
        faults.append(note("hours", Code.HOURS_STAY_TEXT, value=rule, text=_told(schedule)))
        return None


def _clock(text: str) -> time | None:
    return time.fromisoformat(text[:5]) if text else None


def _terms_in(item: Any) -> Iterator[Item]:
    if isinstance(item, dict):
        yield from _terms_of(item)
        for service in _list(item, "services"):
            yield from _terms_of(service)


def _terms_of(service: Item) -> Iterator[Item]:
    for attribute in _list(service, "attributes"):
        if isinstance(term := attribute.get("taxonomy_term"), dict):
            yield term


def _list(item: Item, name: str) -> list[Item]:
    value = item.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(item: Item, name: str) -> str:
    """A value as text; lists and objects are none."""
    value = item.get(name)
    if value is None or isinstance(value, dict | list | bool):
        return ""
    return str(value).strip()
