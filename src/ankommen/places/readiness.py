"""What a city still has to put into its data before the first real person is asked anything.

The law asks for it beforehand: whom to turn to, a notice that somebody answers for, and the impact assessment
(Articles 13 and 35 GDPR).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import City


@dataclass(frozen=True)
class Gap:
    """Something that is missing: a stable name, a sentence, and where in the city's data it is set."""

    name: str
    sentence: str | Promise
    where: str


_CONTACT = Gap(
    "privacy_contact",
    _("The contact for questions about data protection is missing or invented."),
    "city.toml: [privacy]",
)
_NOTICE = Gap(
    "notice",
    _("No named person has checked the privacy notice."),
    "notice.toml: draft, reviewed_by",
)
_ASSESSMENT = Gap(
    "impact_assessment",
    _("The date of the data protection impact assessment is missing."),
    "city.toml: [privacy] impact_assessment_on",
)


_CASE_TEXTS = Gap(
    "case_texts",
    _("No named person has checked the consent texts for cases."),
    "regimes.toml: draft, reviewed_by",
)


def gaps_of(city: City | None) -> list[Gap]:
    """What is missing, in the order in which an office would settle it. Without a city everything is."""
    privacy: Mapping[str, Any] = city.facts.get("privacy", {}) if city else {}
    notice: Mapping[str, Any] = city.notice if city else {}
    gaps = []
    if not _is_contact(privacy):
        gaps.append(_CONTACT)
    if not _is_past_day(privacy.get("impact_assessment_on")):
        gaps.append(_ASSESSMENT)
    if notice.get("draft", True) or not notice.get("reviewed_by") or not notice.get("texts"):
        gaps.append(_NOTICE)
    return gaps


def gaps_for_cases(city: City | None) -> list[Gap]:
    """What is missing beside that before a case is opened or shared: a text that somebody answers for."""
    texts: Mapping[str, Any] = (city.facts.get("case_texts") if city else None) or {}
    return [_CASE_TEXTS] if texts.get("draft", True) or not texts.get("reviewed_by") else []


def _is_contact(privacy: Mapping[str, Any]) -> bool:
    """Whether each entry is there. `.example` belongs to nobody (RFC 2606): such an address is invented."""
    said = [str(privacy.get(entry, "")) for entry in ("controller", "email", "authority")]
    return all(said) and not privacy.get("to_be_replaced") and not said[1].endswith(".example")


def _is_past_day(day: object) -> bool:
    try:
        return date.fromisoformat(str(day)) <= timezone.localdate()
    except ValueError:
        return False
