"""A rotation turns everything, loses nothing, and says which key can go."""

from __future__ import annotations

import io
import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from ankommen.accounts.login.adapters import FactorAdapter
from ankommen.accounts.sessions import SessionStore
from ankommen.engines.papercodes import new_code
from ankommen.engines.sealing import KeyRing, SealBroken, new_key_entry
from ankommen.evaluation.models import ExportRun, ProjectionCopy, ResearchProject
from ankommen.evaluation.seals import PROJECTION, files_place, key_place
from ankommen.interviews import receipts
from ankommen.interviews.drafts import DraftContent, content_of, seal_into
from ankommen.interviews.models import Draft, Interview
from ankommen.interviews.queries import answers_of, interview_by_receipt
from ankommen.vault import registry, rotation
from ankommen.vault.keychecks import key_problems, note_keys
from ankommen.vault.models import KeyCheck
from ankommen.vault.queries import ring
from tests.accounts.factories import UserFactory
from tests.evaluation.factories import held
from tests.interviews.factories import published_version

from .conftest import Keys
from .models import Person

CONTENT = DraftContent(
    "n", "f", "1", "d", "ar", "none", "desk", None, "2026-07-06", screen={"a": "Kanarienvogel"}
)


class Registry:
    """Django's registry of models, and Person."""

    def get_models(self) -> list[Any]:
        return [*apps.get_models(), Person]

    def get_model(self, label: str) -> Any:
        return Person if label == "vault.Person" else apps.get_model(label)


@pytest.fixture
def house(tables: None, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> Keys:
    """A house whose values lie under k1."""
    monkeypatch.setattr(registry, "apps", Registry())
    monkeypatch.setattr(rotation, "BATCH", 3)
    monkeypatch.setattr(registry, "_digests", {})
    KeyCheck.objects.all().delete()
    note_keys()
    return keys


def people(number: int) -> list[Person]:
    return [
        Person.objects.create(name=f"P{i}", notes=f"N{i}" if i % 2 else "", special={"n": i})
        for i in range(number)
    ]


def rotate(*options: str) -> str:
    out = io.StringIO()
    call_command("rotate_keys", *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def keys_in_use() -> Counter[str]:
    return sum((holding.keys for holding in rotation.holdings()), Counter[str]())


def everything(owner: Any) -> Draft:
    """One of all that rooms seal by hand."""
    draft = Draft(owner=owner, browser="b", expires_at=timezone.now() + timedelta(hours=1))
    seal_into(draft, CONTENT)
    draft.save()
    ProjectionCopy.objects.create(pk=1, signature="s", sealed=ring().seal(b"copy", place=PROJECTION))
    day = timezone.localdate()
    project = ResearchProject.objects.create(
        slug="study", variables=[], quasi_identifiers=[], sensitive=[], ends_on=day, proposed_on=day,
        released_on=day, sealed_key=ring().seal(b"key", place=key_place("study")),
    )  # fmt: skip
    run = ExportRun(project=project, until=timezone.now(), turn=3)
    run.sealed = ring().seal(b"zip", place=files_place(run))
    run.save()
    return draft


def test_everything_opens_with_the_new_key_alone(house: Keys) -> None:
    held(published_version())
    draft = everything(UserFactory())
    saved = people(10)
    house.turn("k2")
    rotate()
    assert set(keys_in_use()) == {"k2"}

    house.use(house.entries[:1])
    for index, row in enumerate(Person.objects.in_bulk([one.pk for one in saved]).values()):
        assert row.name == f"P{row.special['n']}"
        assert row.notes in ("", f"N{row.special['n']}"), index
    assert content_of(Draft.objects.get(pk=draft.pk)) == CONTENT
    assert answers_of(Interview.objects.get())["flat"] == "none"
    assert ring().open(bytes(ProjectionCopy.objects.get().sealed), place=PROJECTION) == b"copy"
    run = ExportRun.objects.get()
    assert ring().open(bytes(run.sealed or b""), place=files_place(run)) == b"zip"
    sealed_key = ResearchProject.objects.get().sealed_key
    assert ring().open(bytes(sealed_key or b""), place=key_place("study")) == b"key"


def test_logins_and_second_factors_turn_as_well(house: Keys) -> None:
    session = SessionStore()
    session["who"] = "jana"
    session.save()
    user, adapter = UserFactory(), FactorAdapter()
    secret = {"secret": adapter.encrypt("JBSWY3DP")}
    Authenticator.objects.create(user=user, type="totp", data=secret)
    Authenticator.objects.create(
        user=user, type="recovery_codes", data={"seed": adapter.encrypt("s"), "used_mask": 3}
    )
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "key"})
    Session.objects.create(session_key="before", session_data="eyJh:1x:sig", expire_date=timezone.now())
    house.turn("k2")
    rotate()
    house.use(house.entries[:1])
    assert SessionStore(session.session_key)["who"] == "jana"
    data = {factor.type: factor.data for factor in Authenticator.objects.all()}
    assert adapter.decrypt(data["totp"]["secret"]) == "JBSWY3DP"
    assert adapter.decrypt(data["recovery_codes"]["seed"]) == "s"
    assert data["recovery_codes"]["used_mask"] == 3
    assert data["webauthn"] == {"name": "key"}


def test_a_dry_run_changes_nothing(house: Keys) -> None:
    people(4)
    before = list(Person.objects.values_list("name", "special"))
    house.turn("k2")
    said = rotate("--dry-run")
    assert "vault.Person.name: 4 under k1\n" in said
    assert "k1: needed for sealed values (10).\n" in said
    after = list(Person.objects.values_list("name", "special"))
    assert sorted(row[0].data for row in before) == sorted(row[0].data for row in after)
    assert key_problems() == []


def test_a_key_that_nothing_needs_can_go(house: Keys) -> None:
    people(2)
    house.turn("k2")
    said = rotate()
    assert "k2: needed for sealing.\n" in said
    assert "k1: nothing needs it." in said
    house.use(house.entries[:1])
    assert key_problems() == []


def test_digests_keep_a_key_and_the_command_says_why(house: Keys) -> None:
    registry.register_digests("names of clients", exist=lambda: True, renew=(renewed := []).clear)
    registry.register_digests("nothing at all", exist=lambda: False)
    house.turn("k2")
    renewed.append("not yet")
    assert "k1: nothing needs it" in rotate()
    assert renewed == []

    registry.register_digests("receipt codes of interviews", exist=lambda: True)
    house.turn("k3")
    assert "k2: needed for receipt codes of interviews.\n" in rotate()
    house.use(house.entries[:1])
    assert '"k2" is missing' in " ".join(key_problems())


def test_a_receipt_code_finds_its_interview_after_a_rotation(house: Keys) -> None:
    code = new_code()
    held(published_version())
    Interview.objects.update(receipt_digest=receipts.digests(code)[0])
    house.turn("k2")
    rotate()
    assert interview_by_receipt(code) is not None


def test_an_interrupted_run_is_carried_on(house: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    people(10)
    house.turn("k2")
    whole, turns = KeyRing.seal, iter(range(5))

    def fails(self: KeyRing, plain: bytes, *, place: str) -> bytes:
        if next(turns, None) is None:
            raise OSError("The machine stopped.")
        return whole(self, plain, place=place)

    with monkeypatch.context() as broken:
        broken.setattr(KeyRing, "seal", fails)
        with pytest.raises(OSError, match="stopped"):
            rotate()
    assert set(keys_in_use()) == {"k1", "k2"}
    assert {one.name for one in Person.objects.all()} == {f"P{i}" for i in range(10)}
    turned = {row.pk: row.name for row in Person.objects.all()}
    rotate()
    assert set(keys_in_use()) == {"k2"}
    assert {row.pk: row.name for row in Person.objects.all()} == turned


def test_what_lies_under_the_newest_key_is_not_written_again(house: Keys) -> None:
    people(4)
    house.turn("k2")
    rotate()
    before = sorted(value.data for value in Person.objects.values_list("name", flat=True))
    rotate()
    assert sorted(value.data for value in Person.objects.values_list("name", flat=True)) == before


def test_a_broken_value_stays_and_is_named(house: Keys) -> None:
    people(4)
    first = Person.objects.order_by("pk").first()
    assert first
    with connection.cursor() as cursor:
        rubbish = ring().seal(b'"x"', place="elsewhere")
        key = first.pk.hex if connection.vendor == "sqlite" else first.pk
        cursor.execute("UPDATE vault_person SET name = %s WHERE id = %s", [rubbish, key])
    house.turn("k2")
    with pytest.raises(CommandError, match=r"do not open.*: 1 of vault\.Person\.name"):
        rotate()
    assert keys_in_use()["k1"] == 1
    assert sum(1 for one in Person.objects.all() if one.pk != first.pk and one.name) == 3


def test_with_a_wrong_key_nothing_is_turned(house: Keys) -> None:
    people(2)
    house.use([new_key_entry("k2"), new_key_entry("k1")])
    with pytest.raises(CommandError, match='"k1" is another key'):
        rotate()
    assert set(keys_in_use()) == {"k1"}


def test_a_lost_key_is_given_up_by_name_only(house: Keys) -> None:
    saved = people(2)
    house.use([new_key_entry("k2")])
    assert "k1: missing, and needed for sealed values (5)." in rotate("--dry-run")
    with pytest.raises(CommandError, match='"k1" is missing'):
        rotate()
    with pytest.raises(CommandError, match='"k7"'):
        rotate("--give-up", "k7")
    assert "Values under it: 5;" in rotate("--give-up", "k1")
    note_keys()
    assert key_problems() == []
    with pytest.raises(SealBroken):
        Person.objects.get(pk=saved[0].pk).name  # noqa: B018


@pytest.mark.usefixtures("committed_tables")
def test_what_people_save_while_keys_turn_is_not_lost(house: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    people(8)
    house.turn("k2")
    whole, writers = rotation._turned, list[threading.Thread]()

    def save(pk: str) -> None:
        person = Person.objects.get(pk=pk)
        person.name = f"new {pk}"
        person.save(update_fields=["name"])
        connection.close()

    def while_somebody_saves(sealed: bytes, place: str) -> bytes:
        _table, column, pk = place.split("/")
        if column == "name":
            writers.append(threading.Thread(target=save, args=(pk,)))
            writers[-1].start()
            writers[-1].join(0.1)  # time enough to write into a row that is not locked
        return whole(sealed, place)

    monkeypatch.setattr(rotation, "_turned", while_somebody_saves)
    rotate()
    for writer in writers:
        writer.join()
    assert len(writers) == 8
    assert set(keys_in_use()) == {"k2"}
    assert {(one.name, one.notes) for one in Person.objects.all()} == {
        (f"new {one.pk}", f"N{one.special['n']}" if one.special["n"] % 2 else "")
        for one in Person.objects.all()
    }
