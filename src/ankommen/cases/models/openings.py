"""What opens a case: the consent of the person, grants to other organisations, emergencies."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass
from ankommen.vault.fields import SealedTextField

from .cases import Case

if TYPE_CHECKING:
    from ankommen.accounts.models import User


class Group(models.TextChoices):
    """The groups of fields that a grant can open. The stub (number, name, language) goes with any of them."""

    CONTACT = "contact", _("phone, e-mail, address")
    NOTES = "notes", _("notes of the counselling")
    NEEDS = "needs", _("needs found in the interview")
    SPECIAL = "special", _("health, disability and protection")


class Given(models.TextChoices):
    """How somebody said yes."""

    SIGNED = "signed", _("signed on paper")
    ON_SCREEN = "on_screen", _("confirmed on the screen")
    SPOKEN = "spoken", _("said, and written down")


class Consent(models.Model):
    """The proof that somebody agreed to a case: which text, in which language, how. It names no person."""

    data_class = DataClass(
        purpose="Prove consent (Art. 7(1) GDPR)",
        basis="Art. 6(1)(c) GDPR",
        subjects="newcomers who opened a case, by its number",
        retention="3 years to the end of the year after the case ended or the consent was withdrawn",
        exported="to the person",
        erased="by age",
        expires=("ankommen.cases.retention.CONSENTS",),
        person="case",
        export="ankommen.cases.handouts.CONSENT",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.SET_NULL, null=True, related_name="consent")
    case_number = models.CharField(max_length=12)
    regime = models.CharField(max_length=40)
    text_version = models.CharField(max_length=20)
    language = models.CharField(_("language in which it was shown"), max_length=35)
    given = models.CharField(_("how"), max_length=10, choices=Given)
    given_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)  # the case was closed or erased, the consent withdrawn

    def __str__(self) -> str:
        return f"{self.case_number}, {self.given_on}"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants by what they open today."""

    def in_force(self) -> GrantQuerySet:
        """Neither withdrawn nor past their day, of a case that is neither closed nor blocked."""
        return self.filter(
            withdrawn_on=None,
            valid_until__gte=timezone.localdate(),
            case__state=Case.State.OPEN,
            case__blocked_on=None,
        )

    def to(self, user: User) -> GrantQuerySet:
        """Those to the organisation for which `user` works today."""
        return self.filter(to_organisation=user.membership.organisation_id if user.membership else None)


class Grant(models.Model):
    """A case opened to a second organisation: what for, which fields, until when. It is also the proof."""

    data_class = DataClass(
        purpose="Let a second organisation see parts of a case, and prove that the person wanted it",
        basis="Art. 6(1)(a) and 9(2)(a) GDPR with release from professional secrecy, or the statute named",
        subjects="newcomers who opened a case",
        recipients="the organisation it names",
        retention="3 years to the end of the year after it ended or was withdrawn",
        exported="to the person",
        erased="by age",
        expires=("ankommen.cases.retention.GRANTS",),
        person="case",
        export="ankommen.cases.handouts.GRANTS",
        erase_again="ankommen.cases.services.rights.withdraw_again",
    )

    class Purpose(models.TextChoices):
        COUNSELLING = "counselling", _("counsel together")
        BENEFITS = "benefits", _("clear benefits")
        HOUSING = "housing", _("find a home")
        WORK = "work", _("work and training")
        HEALTH = "health", _("health care and insurance")
        SCHOOL = "school", _("a place at a school")

    class Basis(models.TextChoices):
        CONSENT = "consent", _("consent")
        SOCIAL_CODE = "social_code", _("section 69 SGB X (task of the social code)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="grants")
    case_number = models.CharField(max_length=12)
    from_organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("to whom")
    )
    purpose = models.CharField(_("what for"), max_length=20, choices=Purpose)
    groups = models.CharField(_("what they may see"), max_length=60, blank=True)  # of Group, by blanks
    basis = models.CharField(_("on what ground"), max_length=20, choices=Basis, default=Basis.CONSENT)
    releases_secrecy = models.BooleanField(_("released from professional secrecy"), default=False)
    text_version = models.CharField(max_length=20)
    language = models.CharField(_("language in which it was shown"), max_length=35)
    given = models.CharField(_("how"), max_length=10, choices=Given)
    given_on = models.DateField(default=timezone.localdate)
    latest_day = models.DateField()  # six months after it was given
    valid_until = models.DateField(_("until"))
    withdrawn_on = models.DateField(null=True, blank=True)
    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ("-given_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="grant_goes_to_another_organisation",
                condition=~Q(to_organisation=F("from_organisation")),
                violation_error_message=_(
                    "A case is shared with another organisation, not with the own one."
                ),
            ),
            models.CheckConstraint(
                name="grant_ends_within_six_months",
                condition=Q(valid_until__gte=F("given_on"), latest_day__gte=F("valid_until")),
                violation_error_message=_("A grant lasts six months at most."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_number} to {self.to_organisation_id} until {self.valid_until}"

    @property
    def opens(self) -> frozenset[str]:
        """The groups of fields that it opens; the stub goes with any."""
        return frozenset({"stub", *self.groups.split()})

    @property
    def group_labels(self) -> list[str]:
        """What it opens, in words."""
        return [str(label) for value, label in Group.choices if value in self.opens]

    @property
    def is_in_force(self) -> bool:
        """Whether it still opens something today, as far as the grant itself says."""
        return self.withdrawn_on is None and self.valid_until >= timezone.localdate()


class EmergencyAccess(models.Model):
    """Break-glass: a case opened in need by somebody not responsible for it, read only, for 30 minutes."""

    data_class = DataClass(
        purpose="Help in an emergency, and answer for it afterwards",
        basis="Art. 6(1)(d) and (e) GDPR",
        subjects="newcomers who opened a case; members of staff",
        retention="12 months",
        exported="to the person: which office, when, why",
        erased="by age",
        expires=("ankommen.cases.retention.EMERGENCIES",),
        person="case",
        export="ankommen.cases.handouts.EMERGENCIES",
    )

    class Category(models.TextChoices):
        DANGER = "danger", _("danger to life or health")
        CHILD = "child", _("a child needs protection")
        DEADLINE = "deadline", _("a deadline ends while the colleague is away")
        AT_THE_DOOR = "at_the_door", _("the person is here and the colleague is away")

    class Review(models.TextChoices):
        JUSTIFIED = "justified", _("justified")
        NOT_JUSTIFIED = "not_justified", _("not justified")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="emergencies")
    case_number = models.CharField(max_length=12)
    # Without the account when that was deleted: who answers for it stays in the journal by number.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    category = models.CharField(_("kind of emergency"), max_length=12, choices=Category)
    reason = SealedTextField(_("reason"), max_length=1000)
    began_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    review = models.CharField(_("review"), max_length=15, choices=Review, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-began_at", "pk")
        verbose_name_plural = "emergency accesses"

    def __str__(self) -> str:
        return f"{self.case_number}, {self.began_at:%Y-%m-%d}"

    @property
    def is_overdue(self) -> bool:
        """Whether nobody has reviewed it for seven days."""
        return not self.review and timezone.now() > self.began_at + timedelta(days=7)
