from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass


class Interpreter(models.TextChoices):
    """Who carried the words over."""

    NONE = "none", _("nobody, we share a language")
    STAFF = "staff", _("a colleague")
    MEDIATOR = "mediator", _("a language mediator")
    RELATIVE = "relative", _("a relative or friend")
    PHONE = "phone", _("an interpreter by phone or video")
    OTHER = "other", _("somebody else")


class Contact(models.TextChoices):
    """How the interview came about."""

    DESK = "desk", _("at the desk")
    FESTIVAL = "festival", _("at a festival or event")
    OUTREACH = "outreach", _("outreach work")
    PHONE = "phone", _("by phone")
    SELF = "self", _("filled in alone")
    PAPER = "paper", _("keyed from paper")


class BreakOff(models.TextChoices):
    """Why an interview ended before its end."""

    TIME = "time", _("no more time")
    WISH = "wish", _("the person wanted to stop")
    LANGUAGE = "language", _("we did not understand each other")
    TOPIC = "topic", _("a topic was too hard")
    TECHNICAL = "technical", _("the device or the network")
    OTHER = "other", _("another reason")


class Draft(models.Model):
    """An interview under way: sealed, for its owner in this browser only, gone after a day."""

    data_class = DataClass(
        purpose="Carry on an interview that is under way",
        basis="Art. 6(1)(a) and 9(2)(a) GDPR, consent",
        subjects="newcomers, without name",
        retention="24 hours after it began, at once when submitted or discarded",
        exported="not exported: nobody can be found in it",
        erased="by age, by submission, by discarding",
        expires=("ankommen.interviews.retention.DRAFTS",),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    browser = models.CharField(max_length=64)  # digest of a cookie that only this browser holds
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft until {self.expires_at:%H:%M}"


class Interview(models.Model):
    """A filled-in questionnaire. It has no person, no number and no second; its answers are sealed."""

    data_class = DataClass(
        purpose="Measure needs of newly arrived people and give them a sheet of their needs",
        basis="Art. 6(1)(a) and 9(2)(a) GDPR, consent",
        subjects="newcomers, pseudonymous: no name, no contact, no link to a person",
        retention="until the day that the city names (answers_kept_until); less by receipt code",
        recipients="the public: rounded figures; research: coarsened, without free text",
        exported="not exported: only the receipt code opens it and the sheet made of it",
        erased="by receipt code, by date",
        expires=("ankommen.interviews.retention.INTERVIEWS",),
        erase_again="ankommen.interviews.withdrawal.withdraw_again",
    )

    class Outcome(models.TextChoices):
        COMPLETE = "complete", _("complete")
        PARTIAL = "partial", _("broken off")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, editable=False)
    form_id = models.CharField(max_length=64)
    version = models.CharField(max_length=64)
    form_digest = models.CharField(max_length=64)
    week = models.CharField(max_length=8)  # ISO, "2026-W47"
    language = models.CharField(max_length=35)
    interpreter = models.CharField(max_length=10, choices=Interpreter, blank=True)
    contact = models.CharField(max_length=10, choices=Contact)
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    break_off = models.CharField(max_length=10, choices=BreakOff, blank=True)
    consent_version = models.CharField(max_length=20, blank=True)
    consent_language = models.CharField(max_length=35, blank=True)
    content_digest = models.CharField(max_length=64)
    receipt_digest = models.CharField(max_length=64, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    answers = models.BinaryField(null=True)
    free_text = models.BinaryField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="interview_receipt_is_unique",
                fields=("receipt_digest",),
                condition=~Q(receipt_digest=""),
            ),
            models.CheckConstraint(
                name="interview_break_off_has_reason",
                condition=~Q(outcome="partial") | ~Q(break_off=""),
                violation_error_message=_("Please say why the interview was broken off."),
            ),
            models.CheckConstraint(
                name="interview_keeps_answers_only_with_consent",
                condition=Q(answers__isnull=True)
                | (Q(outcome__in=("complete", "partial")) & ~Q(consent_version="")),
                violation_error_message=_("Answers are kept only with consent."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.form_id} {self.version}, {self.week}"
