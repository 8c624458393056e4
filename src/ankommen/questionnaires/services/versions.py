"""Publish and retire versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ankommen.journal.services import record

from ..documents import title_of
from ..models import Questionnaire, Version
from ..queries import document_of, obstacles_of
from ..refusals import ChangedMeanwhile, NotPublishable, SamePerson

if TYPE_CHECKING:
    from ankommen.accounts.models import User


@transaction.atomic
def publish_version(version: Version, *, by: User | None, seen: str | None = None) -> Version:
    """Open a draft to interviews; from now on its content never changes. Returns it as stored.

    by: None stands for the operator, whose act needs no second person. seen: the digest that `by` looked at.
    Raises SamePerson for its uploader, ChangedMeanwhile where another document or no draft stands there now,
    NotPublishable where its label is taken or a topic is unknown.
    """
    locked = Version.objects.select_for_update().get(pk=version.pk)
    if locked.state != Version.State.DRAFT or locked.digest != (version.digest if seen is None else seen):
        raise ChangedMeanwhile
    if by is not None and locked.uploaded_by_id == by.pk:
        raise SamePerson
    if obstacles := obstacles_of(locked):
        raise NotPublishable(obstacles)
    locked.state = Version.State.PUBLISHED
    locked.published_by, locked.published_on = by, timezone.localdate()
    locked.save(update_fields=["state", "published_by", "published_on"])
    Questionnaire.objects.filter(pk=locked.questionnaire_id).update(title=title_of(document_of(locked)))
    record("questionnaires.published", locked, by=by)
    return locked


@transaction.atomic
def retire_version(version: Version, *, by: User | None) -> Version:
    """End a version: no interview begins with it, those held stay readable. Raises ChangedMeanwhile."""
    locked = Version.objects.select_for_update().defer("document", "workbook").get(pk=version.pk)
    if locked.state != Version.State.PUBLISHED:
        raise ChangedMeanwhile
    locked.state, locked.retired_on = Version.State.RETIRED, timezone.localdate()
    locked.save(update_fields=["state", "retired_on"])
    record("questionnaires.retired", locked, by=by)
    return locked
