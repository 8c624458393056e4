"""Publish and retire: the second person, the obstacles, and that published content stands for ever."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ankommen.accounts.models import Role
from ankommen.journal.queries import entries_about
from ankommen.questionnaires.models import Version
from ankommen.questionnaires.queries import obstacles_of, open_versions, version_by_digest, version_by_name
from ankommen.questionnaires.services import (
    ChangedMeanwhile,
    NotPublishable,
    SamePerson,
    publish_version,
    retire_version,
)
from ankommen.topics.services import set_topics
from tests.accounts.factories import UserFactory

from .factories import draft, labelled, published, replaced

pytestmark = pytest.mark.django_db


def test_a_second_person_publishes() -> None:
    editor, lead = UserFactory(role=Role.QUESTIONNAIRE_EDITOR), UserFactory(role=Role.PROJECT_LEAD)
    version = draft(by=editor)
    with pytest.raises(SamePerson):
        publish_version(version, by=editor)
    assert not open_versions()
    done = publish_version(version, by=lead, seen=version.digest)
    assert (done.state, done.published_by, done.published_on) == ("published", lead, timezone.localdate())
    assert list(open_versions()) == [done]
    entry = entries_about(version).filter(verb="questionnaires.published").get()
    assert entry.actor == str(lead.pk)


def test_what_was_looked_at_is_what_is_published() -> None:
    version = draft()
    draft(**replaced("survey", "Wie viele sind Sie?", "Wie viele Leute?"))
    with pytest.raises(ChangedMeanwhile):
        publish_version(version, by=None)
    with pytest.raises(ChangedMeanwhile):
        publish_version(Version.objects.get(), by=None, seen="0" * 64)
    published_now = publish_version(Version.objects.get(), by=None)
    with pytest.raises(ChangedMeanwhile):
        publish_version(published_now, by=None)


def test_a_label_is_published_once() -> None:
    published()
    other = draft(**replaced("survey", "Wie viele sind Sie?", "Wie viele Leute?"))
    assert len(obstacles_of(other)) == 1
    with pytest.raises(NotPublishable) as refusal:
        publish_version(other, by=None)
    assert refusal.value.obstacles == obstacles_of(other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=other.pk).update(state="published", published_on=timezone.localdate())


def test_topics_must_be_the_citys() -> None:
    version = draft()
    set_topics([])
    assert not obstacles_of(version), "a topic that was retired later is still known"
    unknown = draft(**labelled("2"), **replaced("needs", "| housing |", "| moon    |"))
    with pytest.raises(NotPublishable, match="moon"):
        publish_version(unknown, by=None)


CHANGES: list[tuple[str, Any]] = [
    ("document", "{}"),
    ("digest", "0" * 64),
    ("workbook", b"other"),
    ("label", "7"),
    ("filename", "other.xlsx"),
    ("source_language", "uk"),
]


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_the_content_of_a_published_version_never_changes(field: str, value: object) -> None:
    version = published()
    for loaded in (version, Version.objects.get(), Version.objects.light().get()):
        setattr(loaded, field, value)
        with pytest.raises(TypeError):
            loaded.save()
        with pytest.raises(TypeError):
            loaded.save(update_fields=[field])
    with pytest.raises(TypeError):
        Version.objects.filter(pk=version.pk).update(**{field: value})
    assert getattr(Version.objects.get(), field) != value


def test_a_retired_version_is_closed_but_still_found() -> None:
    version = published()
    retired = retire_version(version, by=None)
    assert (retired.state, retired.retired_on) == ("retired", timezone.localdate())
    assert not open_versions()
    assert version_by_digest(version.digest) == version_by_name("needs", "1") == version
    assert entries_about(version).filter(verb="questionnaires.retired").exists()
    with pytest.raises(ChangedMeanwhile):
        retire_version(retired, by=None)
    retired.document = "{}"
    with pytest.raises(TypeError):
        retired.save()
    with pytest.raises(TypeError):
        retired.delete()


def test_a_draft_is_found_by_no_door_of_interviews() -> None:
    version = draft()
    assert version_by_digest(version.digest) is None
    assert version_by_name("needs", "1") is None


def test_versions_stand_newest_first() -> None:
    one, two = published(), published(**labelled("2"))
    assert list(open_versions()) == [two, one]


def test_dates_and_state_belong_together() -> None:
    version = published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(published_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(state="retired")
