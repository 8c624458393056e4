"""A town in which something lies at as many addresses as possible."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db.models import Model
from django.test import Client

from ankommen.accounts.models import Membership, Role, User
from ankommen.config.rooms import ROOMS
from ankommen.engines.papercodes import new_code
from ankommen.evaluation.exports import Design
from ankommen.evaluation.services import create_project, release_project
from ankommen.places.models import City
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.services import read_upload, store_draft
from tests.accounts.factories import PASSWORD, UserFactory
from tests.addresses import Route
from tests.cases import factories as cases
from tests.evaluation.research import facts
from tests.interviews.factories import CHOICES, SETTINGS, SURVEY, payload, published_version, workbook
from tests.interviews.tablets import begin, consent

MOST = 3  # objects of a kind that are tried at an address
_FRAME = ("interview:quarter", "interview:language", "interview:contact", "interview:interpreter")
_STUDY = Design("test", (*_FRAME, "people", "flat", "town"), (*_FRAME, "town"), ("flat",), {"people": (3, 6)})


@dataclass(frozen=True)
class World:
    """People by role, and what there is.

    known: keys by the name of the part of an address that they stand in; words: what fits a field of that name.
    """

    people: dict[Role | None, User]
    version: Version
    draft: UUID
    known: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def client(self, role: Role | None, language: str = "de") -> Client:
        """A browser of somebody with the role, or of nobody, that reads this language."""
        client = Client(raise_request_exception=False, headers={"Accept-Language": language})
        if role:
            client.force_login(self.people[role])
        return client

    def paths(self, route: Route) -> list[str]:
        """The address with what there is in the place of what varies, and with what there is not."""
        room = route.name.partition(":")[0]
        numbers = [
            *_numbers(room),
            *([str(self.draft), str(uuid4())] if room in ("interviews", "api") else []),
        ]
        shared = {"language": "ar", "digest": self.version.digest, "kind": "csv"}
        found = [route.filled(shared)]
        for name in route.arguments:
            known = self.known.get(f"{room}:{name}")
            if known or name in ("pk", "name", "number", "slug"):
                found += [route.filled({**shared, name: number}) for number in (known or numbers)[:MOST]]
        return list(dict.fromkeys(found))


def _numbers(room: str) -> list[str]:
    """Keys of what lies in a room, some of each table."""
    if room not in ROOMS:
        return []
    models: list[type[Model]] = list(apps.get_app_config(room).get_models())
    keys: list[Any] = [
        key for model in models for key in model._default_manager.values_list("pk", flat=True)[:1]
    ]
    return [str(key) for key in keys]


def town() -> World:
    """A published questionnaire, a draft of another, an interview under way, cases in each state, a study, and
    somebody of each role, all at one office.
    """
    cases.town()
    target = {"form_id": "test", "rule": "${town} = 'a'"}
    City.objects.update(
        facts={**cases.FACTS, "figures": {"subjects": [], "breakdowns": []}, "target": target}
    )
    version = published_version()
    other = SETTINGS.replace("| test    | 1 ", "| other   | 2 ")
    store_draft(read_upload(workbook(survey=SURVEY, choices=CHOICES, settings=other), "other.xlsx"), by=None)
    people: dict[Role | None, User] = {role: UserFactory(role=role) for role in Role}
    Membership.objects.update(organisation=cases.organisation("home"))
    client = Client()
    client.force_login(people[Role.SOCIAL_WORKER])
    draft = begin(client)
    consent(client, draft)
    project = create_project(facts(), _STUDY, by=people[Role.QUESTIONNAIRE_EDITOR])
    release_project(project, by=people[Role.PROJECT_LEAD])
    known, words = _cases(people[Role.SOCIAL_WORKER])
    return World(people, version, draft, {**known, "evaluation:name": [project.pk]}, words)


def _cases(worker: User) -> tuple[dict[str, list[str]], dict[str, str]]:
    """An open case that is shared and was looked at in an emergency, a closed one, and one of another office."""
    code = new_code()
    case = cases.CaseFactory(responsible=worker, code=code)
    closed = cases.closed(cases.CaseFactory(responsible=worker))
    foreign = cases.CaseFactory(organisation=cases.organisation("other"))
    grant, access = cases.grant(case), cases.emergency(case, worker, minutes=-40)
    known = {
        "cases:pk": [str(case.pk), str(closed.pk), str(foreign.pk)],
        "cases:grant": [str(grant.pk)],
        "cases:access": [str(access.pk)],
    }
    return known, {"code": code, "grant": str(grant.pk), "number": case.number, "password": PASSWORD}


def interview(world: World) -> dict[str, Any]:
    """What the keying screen would send."""
    return payload(world.version)
