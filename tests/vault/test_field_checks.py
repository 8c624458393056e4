"""What sealed fields refuse, and with which sentence: questions, values, models."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Upper
from django.test.utils import isolate_apps

from ankommen.vault.fields import SealedJSONField, SealedTextField

from .models import CANARY, Person, Visit, person

pytestmark = pytest.mark.usefixtures("tables")


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Person.objects.filter(name=CANARY),
        lambda: Person.objects.exclude(name__icontains="K"),
        lambda: Person.objects.filter(notes=None),
        lambda: Person.objects.filter(special__health="x"),
        lambda: Visit.objects.filter(person__name="x"),
        lambda: Person.objects.filter(Q(language="de") | Q(name__in=["x"])),
        lambda: Person.objects.get_or_create(name=CANARY),
        lambda: list(Person.objects.order_by("name")),
        lambda: list(Person.objects.order_by("-name")),
        lambda: list(Visit.objects.order_by("person__name")),
        lambda: Person.objects.latest("name"),
        lambda: Person.objects.update(name="x"),
        lambda: Person.objects.update(name=""),
        lambda: Person.objects.update(name=F("phone")),
        lambda: Person.objects.update(name=Upper("phone")),
        lambda: Person.objects.update(name=Value("x")),
        lambda: Person.objects.update(name=Case(When(language="de", then=Value("x")))),
        lambda: Person.objects.bulk_update(Person.objects.all(), ["name"]),
        lambda: Person.objects.bulk_update(Person.objects.all(), ["special"]),
        lambda: serializers.serialize("json", Person.objects.all()),
        lambda: serializers.serialize("xml", Person.objects.all()),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(ask: Any) -> None:
    person(special={"a": 1})
    with pytest.raises(FieldError, match=r"vault\.Person\.\w+ is sealed"), transaction.atomic():
        ask()
    assert Person.objects.get().name == CANARY


def test_whether_there_is_a_value_can_be_asked() -> None:
    person(notes="n"), person()
    assert Person.objects.filter(notes__isnull=True).count() == 1


def test_a_value_can_be_erased_in_many_rows_at_once() -> None:
    person(notes="n"), person(notes="m")
    assert Person.objects.update(notes=None) == 2
    assert [one.notes for one in Person.objects.all()] == ["", ""]


def test_plain_text_from_a_file_is_not_loaded() -> None:
    row = [{"model": "vault.person", "pk": str(uuid.uuid4()), "fields": {"name": CANARY}}]
    loaded = Person(pk=row[0]["pk"], name=CANARY)
    with pytest.raises(FieldError, match="sealed"):
        loaded.save_base(raw=True)  # as `loaddata` saves


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "x" * 41}, "name"),
        ({"name": "x\x00"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"name": 7}, "name"),
        ({"name": ""}, "name"),
        ({"special": {"a": object()}}, "special"),
        ({"special": {"a": float("nan")}}, "special"),
        ({"special": [1]}, "special"),
    ],
)
def test_what_does_not_fit_is_refused(values: dict[str, Any], field: str) -> None:
    wrong = Person(**{"name": "x", **values})
    with pytest.raises(ValidationError) as refusal:
        wrong.full_clean()
    assert set(refusal.value.message_dict) == {field}
    if values != {"name": ""}:
        with pytest.raises(ValidationError):  # no database looks at it later
            wrong.save()


def test_length_counts_characters() -> None:
    right = Person(name="ظ" * 40)
    right.full_clean()
    right.save()
    assert Person.objects.get(pk=right.pk).name == "ظ" * 40


def test_a_form_is_a_plain_form() -> None:
    class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
        class Meta:
            model = Person
            fields = ("name", "notes", "special")

    saved = person(special={"a": 1})
    form = PersonForm(instance=Person.objects.get(pk=saved.pk))
    assert isinstance(form.fields["name"], forms.CharField)
    assert (form.fields["name"].max_length, form.fields["name"].required) == (40, True)
    assert isinstance(form.fields["notes"].widget, forms.Textarea)
    assert form.initial == {"name": CANARY, "notes": "", "special": {"a": 1}}

    form = PersonForm({"name": " Neu ", "notes": "", "special": ""}, instance=saved)
    assert form.is_valid(), form.errors
    form.save()
    read = Person.objects.get(pk=saved.pk)
    assert (read.name, read.notes, read.special) == ("Neu", "", {})
    assert "name" in PersonForm({"name": "x" * 41}).errors
    assert "name" in PersonForm({"name": "x\x00"}).errors


def test_the_model_check_wants_a_primary_key_that_is_known() -> None:
    with isolate_apps("ankommen.vault"):

        class Numbered(models.Model):  # noqa: DJ008
            name = SealedTextField(max_length=10)

            class Meta:
                app_label = "vault"

        class Late(models.Model):  # noqa: DJ008
            name = SealedTextField(max_length=10)
            id = models.UUIDField(primary_key=True, default=uuid.uuid4)

            class Meta:
                app_label = "vault"

    assert [error.id for error in Numbered.check()] == ["vault.E001"]
    assert [error.id for error in Late.check()] == ["vault.E002"]
    assert Person.check() == []


def test_migrations_write_the_fields_down() -> None:
    for field in (SealedTextField("name", max_length=9, blank=True, editable=False), SealedJSONField()):
        _name, path, args, kwargs = field.deconstruct()
        assert path == f"ankommen.vault.fields.{type(field).__name__}"
        assert type(field)(*args, **kwargs).deconstruct() == field.deconstruct()
    with pytest.raises(TypeError):
        SealedTextField(max_length=9, unique=True)
