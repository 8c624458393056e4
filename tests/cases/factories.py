"""Invented clients and cases, with a canary in every group of fields."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from ankommen.accounts.models import Organisation, Regime, User
from ankommen.cases.models import Case, Client, EmergencyAccess, Grant, Note
from ankommen.cases.services.codes import store_code
from ankommen.cases.services.opening import store_name_keys
from ankommen.engines.papercodes import new_code
from ankommen.places.queries import the_city
from ankommen.places.services import set_city
from tests.interviews.factories import NOTICE

TEXTS = {
    "opening": "{organisation} keeps my name.",
    "sharing": "{from_organisation} shows {to_organisation}: {groups}. For: {purpose}. Until {until}.",
    "secrecy": "{from_organisation} may talk with {to_organisation}.",
    "rights": "I can say no. {law}. {complaint}.",
}
FACTS = {
    "interview_languages": ["de", "ar"],
    "case_texts": {
        "version": "1",
        "draft": False,
        "reviewed_by": "Eva Sommer",
        "texts": {"de": TEXTS, "ar": TEXTS},
    },
}
REGIME = {
    "label": {"en": "a law"},
    "law": "a law",
    "complaint": {"name": "an authority", "website": "authority.example"},
    "closed_case_months": 12,
}


def town() -> None:
    """A city with consent texts."""
    city = the_city()
    facts = (city.facts if city else {}) | FACTS
    set_city(slug="town", name="Town", facts=facts, notice=city.notice if city else NOTICE)


def organisation(slug: str) -> Organisation:
    regime, _ = Regime.objects.get_or_create(slug="law", defaults={"facts": REGIME})
    found, _ = Organisation.objects.get_or_create(
        slug=slug, defaults={"name": f"Office {slug}", "kind": "city_office", "regime": regime}
    )
    return found


class CaseFactory(DjangoModelFactory[Case]):
    """An open case of the organisation `home`, whose fields hold canaries that begin with `canary`."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    class Params:
        canary = "canary"

    number = factory.LazyFunction(lambda: new_code(6))
    organisation = factory.LazyFunction(lambda: organisation("home"))
    client = factory.LazyAttribute(
        lambda case: ClientFactory(
            name=f"{case.canary}stub Musterfrau",
            contact={"phone": f"{case.canary}contact"},
            special={"health": f"{case.canary}special"},
        )
    )

    @factory.post_generation
    def code(self: Case, create: bool, extracted: str | None, **_: Any) -> None:  # type: ignore[misc]
        if extracted:
            store_code(self, extracted)

    @factory.post_generation
    def notes(self: Case, create: bool, extracted: str | None, **_: Any) -> None:  # type: ignore[misc]
        text = f"{self.client.name.split()[0].removesuffix('stub')}notes"
        Note.objects.create(case=self, text=text, organisation=self.organisation)


class ClientFactory(DjangoModelFactory[Client]):
    class Meta:
        model = Client
        skip_postgeneration_save = True

    name = "Nour Alsaleh"
    language = "ar"

    @factory.post_generation
    def keys(self: Client, create: bool, extracted: None, **_: Any) -> None:  # type: ignore[misc]
        store_name_keys(self)


def closed(case: Case) -> Case:
    case.state, case.close_reason, case.closed_on = "closed", "done", timezone.localdate()
    case.save()
    return case


def grant(case: Case, to: str = "other", **changes: Any) -> Grant:
    """A grant of all groups for joint counselling, in force."""
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "case": case,
        "case_number": case.number,
        "from_organisation": case.organisation,
        "to_organisation": organisation(to),
        "purpose": "counselling",
        "groups": "contact notes needs special",
        "releases_secrecy": True,
        "text_version": "1",
        "language": "ar",
        "given": "signed",
        "given_on": today - timedelta(days=10),
        "latest_day": today + timedelta(days=170),
        "valid_until": today + timedelta(days=30),
    }
    return Grant.objects.create(**facts | changes)


def emergency(case: Case, by: User, *, minutes: int = 30) -> EmergencyAccess:
    """Break-glass by somebody, ending in so many minutes (negative: it is over)."""
    return EmergencyAccess.objects.create(
        case=case,
        case_number=case.number,
        account=by,
        organisation=case.organisation,
        category="danger",
        reason="somebody could be hurt",
        until=timezone.now() + timedelta(minutes=minutes),
    )
