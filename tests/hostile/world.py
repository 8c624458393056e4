"""A town in which something lies at as many addresses as possible."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.test import Client

from ankommen.accounts.models import Role, User
from ankommen.config.rooms import ROOMS
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.services import read_upload, store_draft
from tests.accounts.factories import UserFactory
from tests.interviews.factories import CHOICES, SETTINGS, SURVEY, payload, published_version, workbook
from tests.interviews.tablets import begin, consent

from .walk import Route

MOST = 3  # objects of a kind that are tried at an address


@dataclass(frozen=True)
class World:
    """People by role, and what there is."""

    people: dict[Role | None, User]
    version: Version
    draft: UUID

    def client(self, role: Role | None) -> Client:
        """A browser of somebody with the role, or of nobody, that reads German."""
        client = Client(raise_request_exception=False, headers={"Accept-Language": "de"})
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
        for name in route.varying:
            if name in ("pk", "name", "number", "slug"):
                found += [route.filled({**shared, name: number}) for number in numbers[:MOST]]
        return list(dict.fromkeys(found))


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens within is undone at its end, as at the end of a test."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # what counts guesses asks to be outermost
    with block:
        yield
        transaction.set_rollback(True)


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
    """A published questionnaire, a draft of another, an interview under way, and somebody of each role."""
    version = published_version()
    other = SETTINGS.replace("| test    | 1 ", "| other   | 2 ")
    store_draft(read_upload(workbook(survey=SURVEY, choices=CHOICES, settings=other), "other.xlsx"), by=None)
    people: dict[Role | None, User] = {role: UserFactory(role=role) for role in Role}
    client = Client()
    client.force_login(people[Role.SOCIAL_WORKER])
    draft = begin(client)
    consent(client, draft)
    return World(people, version, draft)


def interview(world: World) -> dict[str, Any]:
    """What the keying screen would send."""
    return payload(world.version)
