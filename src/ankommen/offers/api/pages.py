"""Lists as HSDS has them: pages with their numbers, or all in lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from ..feeds.loading import in_batches
from .asked import Listed

Teller = Callable[[list[Any]], Iterable[dict[str, Any]]]
JSON = "application/json"
NDJSON = "application/x-ndjson"


def as_json(value: object) -> str:
    """JSON without blanks, letters of all scripts as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def answered(value: object, kind: str = JSON) -> HttpResponse:
    """A value as JSON."""
    return HttpResponse(as_json(value), content_type=kind)


def page_of_rows(rows: QuerySet[Any], asked: Listed, language: str, tell: Teller) -> HttpResponseBase:
    """The page that was asked for, or all rows as lines. tell: what some rows say."""
    if asked.format == "ndjson":
        lines = (as_json(record) + "\n" for record in told_in_batches(rows, language, tell))
        return StreamingHttpResponse(lines, content_type=NDJSON)
    first = (asked.page - 1) * asked.per_page
    chosen = list(rows.order_by("pk")[first : first + asked.per_page])
    with translation.override(language):
        contents = list(tell(chosen))
    return answered(_page(contents, rows.count(), asked.page, asked.per_page))


def page_of_records(records: Sequence[dict[str, Any]], asked: Listed) -> HttpResponseBase:
    """The same of records that are few and at hand."""
    if asked.format == "ndjson":
        lines = (as_json(record) + "\n" for record in records)
        return StreamingHttpResponse(lines, content_type=NDJSON)
    first = (asked.page - 1) * asked.per_page
    contents = list(records[first : first + asked.per_page])
    return answered(_page(contents, len(records), asked.page, asked.per_page))


def whole(records: Sequence[dict[str, Any]]) -> HttpResponseBase:
    """All records on one page."""
    return answered(_page(list(records), len(records), 1, max(len(records), 1)))


def told_in_batches(rows: QuerySet[Any], language: str, tell: Teller) -> Iterator[dict[str, Any]]:
    """All records. The language is set while a batch is told: streaming begins after the request."""
    for batch in in_batches(rows):
        with translation.override(language):
            told = list(tell(batch))
        yield from told


def _page(contents: list[dict[str, Any]], total: int, number: int, per_page: int) -> dict[str, Any]:
    pages = -(-total // per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }
