from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass
from ankommen.engines.languages import language

_STAFF_DUTY = "Art. 6(1)(e) GDPR, employment law of the organisation"


class Questionnaire(models.Model):
    """An instrument that lives on through its versions."""

    data_class: ClassVar = DataClass(purpose="Know the city's questionnaires")

    form_id = models.CharField(_("form id"), primary_key=True, max_length=200)
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        ordering = ("title", "form_id")

    def __str__(self) -> str:
        return self.title


class VersionQuerySet(models.QuerySet["Version"]):
    """Versions by their state; the heavy columns stay in the database until asked for."""

    def light(self) -> VersionQuerySet:
        """Without document and workbook, for lists and pages that do not show them."""
        return self.defer("document", "workbook").select_related("questionnaire")

    def drafts(self) -> VersionQuerySet:
        return self.filter(state=Version.State.DRAFT)

    def published(self) -> VersionQuerySet:
        return self.filter(state=Version.State.PUBLISHED)

    def settled(self) -> VersionQuerySet:
        """Published or retired: what interviews may have been held with."""
        return self.exclude(state=Version.State.DRAFT)

    def update(self, **values: Any) -> int:
        """As ever, but the content of versions is not for mass updates."""
        if frozen := Version.CONTENT & values.keys():
            raise TypeError(
                f"The content of versions is not changed by update(): {', '.join(sorted(frozen))}"
            )
        return super().update(**values)


class Version(models.Model):
    """One version of a questionnaire. A draft may be replaced; once published its content stays."""

    data_class: ClassVar = DataClass(
        purpose="Hold interviews with rules that never change, and know who answers for them",
        basis=_STAFF_DUTY,
        subjects="members of staff who uploaded or published",
        retention="as long as interviews with this version are kept; the names as long as the accounts",
        exported="not exported: members of staff see it on the page of the questionnaire",
        erased="the names with the account",
        stays="the version stays; the reference to the account is emptied when the account goes",
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        RETIRED = "retired", _("retired")

    CONTENT: ClassVar = frozenset(
        {
            "questionnaire",
            "questionnaire_id",
            "label",
            "document",
            "digest",
            "source_language",
            "workbook",
            "filename",
        }
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(_("version"), max_length=200)
    # Text, not JSONField: PostgreSQL's jsonb would neither keep the bytes under the digest nor know NUL.
    document = models.TextField(_("compiled document"))
    digest = models.CharField(_("SHA-256 of the document"), max_length=64, db_index=True)
    source_language = models.CharField(_("source language"), max_length=35)
    workbook = models.BinaryField(_("workbook"))
    filename = models.CharField(_("file name"), max_length=200)
    notes = models.JSONField(_("warnings of the reader"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_on = models.DateField(_("published"), null=True)
    retired_on = models.DateField(_("retired"), null=True)
    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at",)
        constraints = (
            models.UniqueConstraint(
                name="version_label_is_published_once",
                fields=("questionnaire", "label"),
                condition=~Q(state="draft"),
                violation_error_message=_("This version of the questionnaire is already published."),
            ),
            models.UniqueConstraint(
                name="version_has_one_draft",
                fields=("questionnaire", "label"),
                condition=Q(state="draft"),
                violation_error_message=_("There is already a draft of this version."),
            ),
            models.CheckConstraint(
                name="version_dates_fit_its_state",
                condition=Q(state="draft", published_on=None, retired_on=None)
                | Q(state="published", published_on__isnull=False, retired_on=None)
                | Q(state="retired", published_on__isnull=False, retired_on__isnull=False),
                violation_error_message=_(
                    "A published version has a day of publication, a retired one also a day of its end."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and self._breaks_publication():
            raise TypeError("A published version never changes: publish a new version instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.state != self.State.DRAFT:
            raise TypeError("A published version is retired, never deleted.")
        return super().delete(*args, **kwargs)

    @property
    def collection(self) -> str:
        """The name of its texts in the translations room."""
        return f"questionnaire/{self.pk}"

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Code and name of each language, the source language first."""
        source = (self.source_language, language(self.source_language).endonym)
        return [source, *((pack.language, pack.name) for pack in self.packs.all())]

    @property
    def released(self) -> list[LanguagePack]:
        """The languages interviews may be held in, beside the source language."""
        return [pack for pack in self.packs.all() if pack.is_released]

    @property
    def held_back(self) -> list[LanguagePack]:
        """The languages that wait for their release."""
        return [pack for pack in self.packs.all() if not pack.is_released]

    def _breaks_publication(self) -> bool:
        loaded = {
            name: getattr(self, name)
            for name in self.CONTENT - {"questionnaire"} - self.get_deferred_fields()
        }
        stored = Version.objects.settled().filter(pk=self.pk)
        return stored.exists() and not stored.filter(**loaded).exists()


class LanguagePack(models.Model):
    """A language of a version beside its source language: released to interviews, or held back."""

    data_class: ClassVar = DataClass(
        purpose="Decide in which languages interviews are held, and know who decided",
        basis=_STAFF_DUTY,
        subjects="members of staff who released a language",
        retention="as the version; the names as long as the accounts",
        exported="not exported: members of staff see it on the page of the questionnaire",
        erased="the names with the account",
        stays="the version stays; the reference to the account is emptied when the account goes",
    )

    class State(models.TextChoices):
        HELD_BACK = "held_back", _("held back")
        RELEASED = "released", _("released")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="packs")
    language = models.CharField(_("language"), max_length=35)
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(_("SHA-256 of the texts"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.HELD_BACK)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("released by"),
    )
    released_at = models.DateTimeField(_("released"), null=True)

    class Meta:
        ordering = ("language",)
        constraints = (
            models.UniqueConstraint(name="pack_is_one_a_language", fields=("version", "language")),
            models.CheckConstraint(
                name="pack_is_released_at_a_time",
                condition=Q(state="held_back", released_at=None)
                | Q(state="released", released_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} [{self.language}]"

    @property
    def is_released(self) -> bool:
        return self.state == self.State.RELEASED
