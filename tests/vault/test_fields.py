"""The sealed fields keep what they promise to those who read rows, and to those who read the file."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import Count, F

from ankommen.engines.sealing import KeyRing, SealBroken
from ankommen.vault.fields import Sealed

from .conftest import Keys
from .models import CANARY, Person, Visit, person

pytestmark = pytest.mark.usefixtures("tables")


def raw(column: str, pk: uuid.UUID) -> bytes | None:
    """What the database holds, past all of Django's fields."""
    with connection.cursor() as cursor:
        key = pk.hex if connection.vendor == "sqlite" else pk
        cursor.execute(f"SELECT {column} FROM vault_person WHERE id = %s", [key])  # noqa: S608
        value = cursor.fetchone()[0]
    return None if value is None else bytes(value)


@pytest.fixture
def openings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The places that were opened."""
    opened: list[str] = []
    whole = KeyRing.open
    monkeypatch.setattr(
        KeyRing, "open", lambda ring, data, *, place: opened.append(place) or whole(ring, data, place=place)
    )
    return opened


# Reading and writing


def test_what_is_saved_is_read_again() -> None:
    special = {"health": "лікар", "list": [1, {"deep": None}]}
    pk = person(notes="Zeile\nZeile " * 50, special=special).pk
    read = Person.objects.get(pk=pk)
    assert (read.name, read.phone, read.notes, read.special) == (CANARY, "", "Zeile\nZeile " * 50, special)


def test_the_database_holds_nothing_that_can_be_read() -> None:
    saved = person(notes=CANARY, special={"who": CANARY})
    for column in ("name", "notes", "special"):
        held = raw(column, saved.pk)
        assert held and CANARY.encode() not in held
        assert json.dumps(CANARY).encode() not in held


def test_the_place_is_table_column_and_primary_key(openings: list[str]) -> None:
    saved = person()
    assert Person.objects.get(pk=saved.pk).name == CANARY
    assert openings == [f"vault.person/name/{saved.pk}"]


@pytest.mark.parametrize("empty", [None, ""])
def test_what_is_empty_lies_as_null(empty: Any) -> None:
    pk = person(notes=empty, special={}).pk
    assert (raw("notes", pk), raw("special", pk)) == (None, None)
    read = Person.objects.get(pk=pk)
    assert (read.notes, read.special) == ("", {})
    read.special["note"] = "put into what was empty"
    read.save()
    assert Person.objects.get(pk=pk).special == {"note": "put into what was empty"}


def test_names_of_different_length_are_as_long_in_the_file() -> None:
    assert len(raw("name", person(name="Li").pk) or b"") == len(raw("name", person(name="B" * 40).pk) or b"")


def test_a_primary_key_that_is_typed_is_the_same_place() -> None:
    number = uuid.uuid4()
    Person.objects.create(pk=str(number).upper(), name=CANARY)
    assert Person.objects.get(pk=number).name == CANARY


def test_a_dictionary_that_was_changed_inside_is_saved() -> None:
    saved = Person.objects.get(pk=person(special={"a": 1}).pk)
    saved.special["b"] = 2
    saved.save()
    assert Person.objects.get(pk=saved.pk).special == {"a": 1, "b": 2}


def test_without_a_primary_key_nothing_is_sealed() -> None:
    with pytest.raises(ValueError, match="primary key"):
        Person(pk=None, name=CANARY)._meta.get_field("name").pre_save(Person(pk=None, name=CANARY), True)


# Laziness


def test_a_list_opens_what_is_read_and_nothing_else(openings: list[str]) -> None:
    for number in range(5):
        person(name=f"{number}", notes=CANARY, phone="0231", special={"a": 1})
    people = list(Person.objects.all())
    assert openings == []
    assert sorted(one.name for one in people for _again in range(2)) == sorted("0123401234")
    assert len(openings) == 5


def test_deferred_and_only(openings: list[str]) -> None:
    pk = person(notes="n").pk
    for queryset in (Person.objects.only("language"), Person.objects.defer("name", "notes")):
        read = queryset.get(pk=pk)
        assert read.get_deferred_fields() >= {"name", "notes"}
        assert (read.name, read.notes) == (CANARY, "n")
        read.save()
    assert Person.objects.get(pk=pk).name == CANARY
    assert {place.split("/")[1] for place in openings} == {"name", "notes"}


def test_refresh_takes_what_another_saved() -> None:
    mine = Person.objects.get(pk=person().pk)
    other = Person.objects.get(pk=mine.pk)
    other.name = "Anders"
    other.save(update_fields=["name"])
    assert mine.name == CANARY
    mine.refresh_from_db()
    assert mine.name == "Anders"


def test_saving_some_fields_leaves_the_others() -> None:
    saved = person(notes="old")
    before = raw("notes", saved.pk)
    read = Person.objects.get(pk=saved.pk)
    read.name, read.notes = "New", "lost"
    read.save(update_fields=["name"])
    assert raw("notes", saved.pk) == before
    assert Person.objects.get(pk=saved.pk).name == "New"


def test_through_relations() -> None:
    visit = Visit.objects.create(person=person())
    assert Visit.objects.select_related("person").get(pk=visit.pk).person.name == CANARY
    assert Visit.objects.values_list("person__name", flat=True).get().__class__ is Sealed
    [counted] = Person.objects.annotate(number=Count("visits"))
    assert (counted.number, counted.name) == (1, CANARY)


def test_in_bulk() -> None:
    people = [Person(name=f"{number}") for number in range(3)]
    Person.objects.bulk_create(people)
    assert {one.name for one in Person.objects.in_bulk([one.pk for one in people]).values()} == set("012")
    assert {one.name for one in Person.objects.raw("SELECT * FROM vault_person")} == set("012")


# Never plain, never in a wrong row


@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda value: f"{value!r}"])
def test_values_show_nothing(show: Any) -> None:
    person()
    [row] = Person.objects.values("name", "language")
    [listed] = Person.objects.values_list("name", flat=True)
    [computed] = Person.objects.annotate(same=F("name")).values_list("same", flat=True)
    assert [show(value) for value in (row["name"], listed, computed)] == ["<sealed>"] * 3
    with pytest.raises(TypeError):
        json.dumps(listed)


def test_a_value_copied_from_another_row_does_not_open() -> None:
    one, two = person(), person(name="Two")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE vault_person SET name = (SELECT name FROM vault_person p WHERE p.id = %s) WHERE id = %s",
            [key.hex if connection.vendor == "sqlite" else key for key in (one.pk, two.pk)],
        )
    moved = Person.objects.get(pk=two.pk)
    with pytest.raises(SealBroken):
        moved.name  # noqa: B018
    with pytest.raises(SealBroken):
        moved.save()


def test_a_value_copied_from_another_column_does_not_open() -> None:
    pk = person(phone="0231").pk
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_person SET notes = phone")
    with pytest.raises(SealBroken):
        Person.objects.get(pk=pk).notes  # noqa: B018


def test_another_key_does_not_open(keys: Keys) -> None:
    pk = person().pk
    keys.entries = []
    keys.turn("k2")
    with pytest.raises(SealBroken):
        Person.objects.get(pk=pk).name  # noqa: B018


def test_a_sealed_value_is_not_assigned_to_another_row() -> None:
    one, two = person(), person(name="Two")
    sealed = Person.objects.values_list("name", flat=True).get(pk=one.pk)
    with pytest.raises(TypeError, match="own row"):
        two.name = sealed
    with pytest.raises(SealBroken), transaction.atomic():
        Person.objects.create(name=sealed)
    with pytest.raises(FieldError, match="sealed"), transaction.atomic():
        Person.objects.filter(pk=two.pk).update(name=sealed)
    assert Person.objects.get(pk=two.pk).name == "Two"


def test_an_unopened_value_assigned_to_another_row_is_plain_there() -> None:
    one, two = person(), person(name="Two")
    target = Person.objects.get(pk=two.pk)
    target.name = Person.objects.get(pk=one.pk).name
    target.save()
    assert Person.objects.get(pk=two.pk).name == CANARY


def test_a_copy_under_a_new_primary_key_opens() -> None:
    copy = Person.objects.get(pk=person(notes="n", special={"a": 1}).pk)
    copy.pk, copy._state.adding = uuid.uuid4(), True
    copy.save()
    read = Person.objects.get(pk=copy.pk)
    assert (read.name, read.notes, read.special) == (CANARY, "n", {"a": 1})
    assert Person.objects.count() == 2


def test_saving_seals_under_the_newest_key(keys: Keys) -> None:
    pk = person(notes="unopened").pk
    keys.turn("k2")
    Person.objects.get(pk=pk).save()
    assert (raw("notes", pk) or b"").startswith(b"\x02k2")


# What the database cannot do


# Threads


@pytest.mark.usefixtures("committed_tables")
def test_threads_read_and_write_side_by_side() -> None:
    people = [person(name=f"{number}", special={"n": number}) for number in range(20)]
    shared = list(Person.objects.all())

    def work(turn: int) -> bool:
        try:
            one = Person.objects.get(pk=people[turn % 20].pk)
            one.notes = f"of {one.name}"
            one.save(update_fields=["notes"])
            return {other.name for other in shared} == {f"{number}" for number in range(20)}
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(60)))
    assert all(one.notes == f"of {one.name}" == f"of {one.special['n']}" for one in Person.objects.all())
