"""The copy that a person gets of everything stored about them, as a tagged PDF in their language."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ankommen.engines import papercodes
from ankommen.engines.dataprotection import Fact
from ankommen.engines.languages import RIGHT_TO_LEFT, script_of
from ankommen.engines.typesetting import drawable, typeset

from .copies import Copy, copies_of
from .models import Case
from .queries import DayOfAccess

TITLE = gettext_lazy("What is stored about you")
_TEMPLATE = Path(__file__).parent / "documents" / "copy.typ"


def as_pdf(case: Case) -> bytes:
    """The copy as a PDF: German stands small beside the person's language. Bears the day it was made."""
    copies = copies_of(case)
    first, own = copies[0], copies[-1]
    with override(first.language):
        title = str(TITLE)
        data: dict[str, Any] = {
            "number": papercodes.grouped(case.number),
            "office": case.organisation.name,
            "made_on": date_format(timezone.localdate(), "DATE_FORMAT"),
            "words": {
                "looks": _("Who looked at it"),
                "no_letters": _("Letters that cannot be printed here are shown as a question mark."),
            },
            "title": _pair(title, _in(own.language)),
            "parts": [_part(mine, german) for mine, german in zip(first.parts, own.parts, strict=True)],
            "looks": [_look(look) for look in first.looks],
            "last": [_pair(*pair) for pair in _last_words(first, own) if pair[0]],
        }
    printed = drawable(data)
    printed["lacks_letters"] = printed != data
    return typeset(_TEMPLATE, printed, language=first.language, title=title, on=timezone.localdate())


def _last_words(first: Copy, own: Copy) -> Iterable[tuple[str, str]]:
    return (first.left_out, own.left_out), (first.rights, own.rights)


def _in(language: str) -> str:
    with override(language):
        return str(TITLE)


def _pair(mine: str, german: str) -> dict[str, str]:
    """A text in the person's language, and in German where that says it otherwise."""
    return {"text": mine, "german": "" if german == mine else german, "runs": _direction(mine)}


def _part(mine: Any, german: Any) -> dict[str, Any]:
    rows = zip(mine.rows, german.rows, strict=True)
    return {
        "title": _pair(mine.title, german.title),
        "why": mine.why,
        "until": mine.until,
        "rows": [[_fact(*facts) for facts in zip(*row, strict=True)] for row in rows],
    }


def _fact(mine: Fact, german: Fact) -> dict[str, Any]:
    return {"label": _pair(mine.label, german.label), "value": _pair(mine.value, german.value)}


def _look(look: DayOfAccess) -> list[str]:
    who = ", ".join(part for part in (look.organisation, look.role) if part)
    what = look.sentence + (f" ({look.purpose})" if look.purpose else "")
    return [date_format(look.day, "SHORT_DATE_FORMAT"), what, who or "–"]


def _direction(text: str) -> str:
    return "rtl" if script_of(text) in RIGHT_TO_LEFT else "ltr"
