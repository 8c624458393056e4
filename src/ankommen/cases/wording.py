"""What a person agrees to, in German and in their language: the city's texts, filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from ankommen.accounts.queries import regime_of
from ankommen.places.queries import missing_for_cases, the_city

from .models import Grant, Group
from .refusals import Refused

if TYPE_CHECKING:
    from ankommen.accounts.models import Organisation

OWN = "de"


@dataclass(frozen=True)
class Wording:
    """The texts of one organisation in one language."""

    version: str
    is_draft: bool
    language: str
    texts: dict[str, str]
    facts: dict[str, str]

    @property
    def opening(self) -> str:
        """What somebody agrees to when a case is opened."""
        return self._filled("opening")

    @property
    def rights(self) -> str:
        """That it is voluntary, the law, and where to complain."""
        return self._filled("rights")

    def sharing(self, to: Organisation, purpose: str, groups: Iterable[str], until: date) -> str:
        """What somebody agrees to when a case is shared."""
        with translation.override(self.language):
            labels = [str(Group(group).label) for group in groups] or [_("name and language")]
            return self._filled(
                "sharing",
                to_organisation=to.name,
                purpose=str(Grant.Purpose(purpose).label),
                groups=", ".join(labels),
                until=formats.date_format(until, "DATE_FORMAT"),
            )

    def secrecy(self, to: Organisation) -> str:
        """The release from professional secrecy that goes with it."""
        return self._filled("secrecy", to_organisation=to.name)

    def _filled(self, name: str, **facts: str) -> str:
        return self.texts[name].format_map({**self.facts, **facts})


def wording_of(organisation: Organisation, language: str) -> Wording:
    """The texts of the city for an organisation. Raises Refused, which says what is missing.

    Drafts serve on trial only: a text that nobody answers for proves no consent.
    """
    city = the_city()
    source: dict[str, Any] = (city.facts.get("case_texts") if city else None) or {}
    regime = regime_of(organisation)
    if not regime:
        raise Refused(_("Nobody has said yet under which law this organisation works (regimes.toml)."))
    if language not in source.get("texts", {}):
        raise Refused(_("There is no consent text in this language. Choose one that the person understands."))
    gaps = missing_for_cases()
    if gaps and settings.INTAKE_NEEDS_PAPERS:
        raise Refused(" ".join(f"{gap.sentence} ({gap.where})" for gap in gaps))
    facts = {
        "organisation": organisation.name,
        "from_organisation": organisation.name,
        "law": regime["law"],
        "complaint": f"{regime['complaint']['name']}, {regime['complaint']['website']}",
    }
    return Wording(source["version"], bool(gaps), language, source["texts"][language], facts)


def languages_with_texts() -> list[str]:
    """The languages in which somebody can agree to a case."""
    city = the_city()
    return list(((city.facts.get("case_texts") if city else None) or {}).get("texts", {}))
