"""The sheet of an interview: needs in both languages and the receipt code, as a tagged PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override

from ankommen.engines import papercodes
from ankommen.engines.typesetting import drawable, typeset
from ankommen.places.queries import the_city

from .models import Interview
from .queries import FoundNeed

_TEMPLATE = Path(__file__).parent / "documents" / "needs.typ"


def needs_sheet(interview: Interview, needs: Sequence[FoundNeed], *, receipt: str) -> bytes:
    """The PDF (PDF/UA-1) of the needs."""
    city = the_city()
    own = _words("de")
    data: dict[str, Any] = {
        "city": city.name if city else "",
        "client": interview.language,
        "needs": [drawable(asdict(need)) for need in needs],
        "receipt": papercodes.grouped(papercodes.normalised(receipt) or ""),
        "week": interview.week,
        "own": own,
        "other": _words(interview.language),
    }
    return typeset(_TEMPLATE, data, language="de", title=own["title"])


def _words(language: str) -> dict[str, str]:
    with override(language):
        return {
            "title": gettext("This is what we found"),
            "lead": gettext("The most urgent stands on top."),
            "nothing": gettext("The answers name no need. If something is missing, please tell us."),
            "receipt": gettext("Your receipt code"),
            "receipt_note": gettext(
                "Only this code opens your answers. With it you can have them deleted at any time. "
                "We cannot find it out for you."
            ),
            "urgency_3": gettext("Today"),
            "urgency_2": gettext("This week"),
            "urgency_1": gettext("Soon"),
            "footer": gettext("No name, no address: this sheet says nothing about who you are."),
        }
