"""A small published questionnaire, and submissions to it."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import openpyxl
from django.utils import timezone

from ankommen.engines.papercodes import new_code
from ankommen.places.services import set_city
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.services import publish_version, read_upload, release_language, store_draft
from ankommen.topics.services import set_topics

SURVEY = """
| type                    | name     | label::Deutsch (de) | label::العربية (ar) | relevant           | constraint | constraint_message::Deutsch (de) | required | topic   |
| begin group             | home     | Wohnen              | السكن              |                    |            |                                  |          | housing |
| select_one help         | flat     | Brauchen Sie Hilfe? | هل تحتاجون مساعدة؟  |                    |            |                                  | yes      | housing |
| select_one town         | town     | Welche Stadt?       |                     |                    |            |                                  |          |         |
| integer                 | people   | Wie viele?          | كم؟                 | ${flat} = 'none'   | . <= 20    | Bitte 1 bis 20.                  |          |         |
| text                    | note     | Was noch?           | ماذا بعد؟           |                    |            |                                  |          |         |
| end group               |          |                     |                     |                    |            |                                  |          |         |
| begin repeat            | children | Kinder              | الأطفال             |                    |            |                                  |          | family  |
| integer                 | age      | Alter               | العمر               |                    | . < 18     |                                  |          |         |
| text                    | wish     | Wunsch              | الرغبة              |                    |            |                                  |          |         |
| end repeat              |          |                     |                     |                    |            |                                  |          |         |
"""
CHOICES = """
| list_name | name | label::Deutsch (de) | label::العربية (ar) |
| help      | got  | Ja, bekommen        | نعم                 |
| help      | none | Ja, keine bekommen  | لم أحصل             |
| help      | no   | Nein                | لا                  |
| town      | a    | A-Stadt             |                     |
"""
NEEDS = """
| name      | topic   | when             | urgency | label::Deutsch (de)                   | label::العربية (ar)   |
| need_flat | housing | ${flat} = 'none' | 2       | Sie suchen Platz für ${people} Leute. | تحتاجون سكنًا         |
"""
SETTINGS = """
| form_title | form_id | version | default_language |
| Test       | test    | 1       | Deutsch (de)     |
"""


NOTICE = {
    "version": "2",
    "draft": True,
    "earlier": [{"version": "1", "languages": ["de"]}],
    "texts": {
        "de": {
            "short": ["Freiwillig."],
            "details": [{"title": "Wer?", "text": "Die Stadt."}],
            "consent": "Ich stimme zu.",
            "refusal": "Ich möchte nicht.",
        },
        "ar": {
            "short": ["طوعي."],
            "details": [{"title": "من؟", "text": "المدينة."}],
            "consent": "أوافق.",
            "refusal": "لا أريد.",
        },
    },
}


def workbook(**sheets: str) -> bytes:
    """An .xlsx from pipe tables, one a sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for line in table.strip().splitlines():
            sheet.append([cell.strip() or None for cell in line.strip().strip("|").split("|")])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def published_version(survey: str = SURVEY, needs: str = NEEDS, settings: str = SETTINGS) -> Version:
    """The questionnaire above, published and released in Arabic, in a city with a notice."""
    set_city(slug="test", name="Teststadt", facts={}, notice=NOTICE)
    labels = {"de": "Thema"}
    set_topics([{"slug": "housing", "label": {**labels, "ar": "السكن"}}, {"slug": "family", "label": labels}])
    data = workbook(
        survey=survey,
        choices=CHOICES,
        needs=needs,
        settings=settings,
    )
    draft = store_draft(read_upload(data, "test.xlsx"), by=None)
    publish_version(draft, by=None)
    release_language(draft, "ar", by=None, missing_accepted=9)
    version: Version = Version.objects.get(pk=draft.pk)
    return version


def payload(instrument: Version, **changes: Any) -> dict[str, Any]:
    """What the keying screen sends for a complete interview in Arabic."""
    return {
        "form_id": instrument.questionnaire_id,
        "version": instrument.label,
        "hash": instrument.digest,
        "language": "ar",
        "interpreter": "mediator",
        "contact": "paper",
        "site": None,
        "on": timezone.localdate().isoformat(),
        "outcome": "complete",
        "break_off_reason": "",
        "consent": {"text_version": "2", "language": "ar"},
        "receipt": new_code(),
        "answers": {
            "flat": "none",
            "people": 5,
            "town": None,
            "note": "Canary im Freitext",
            "children": [{"age": 9, "wish": "Canary Kind"}, {"age": 3}],
        },
    } | changes


def address(pk: object = None) -> str:
    """Where an interview is sent."""
    return f"/api/interviews/{pk or uuid4()}/"
