from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass

from .guesses import Guesses as Guesses

if TYPE_CHECKING:
    from datetime import date


class Regime(models.Model):
    """The law of secrecy that an organisation works under; what follows from it is the city's data."""

    data_class = DataClass(purpose="Consent texts, complaint body and periods of each legal regime")

    slug = models.SlugField(primary_key=True, max_length=40)
    facts = models.JSONField(default=dict)  # regimes.toml: label, law, complaint, closed_case_months, texts

    def __str__(self) -> str:
        return self.slug


class Organisation(models.Model):
    """A city office, association or other body whose people work with the program."""

    data_class = DataClass(purpose="Offices and associations of the arrival structure")

    class Kind(models.TextChoices):
        CITY_OFFICE = "city_office", _("city office")
        WELFARE = "welfare", _("welfare association")
        VOLUNTEERS = "volunteers", _("volunteer body")
        MIGRANT_ORGANISATION = "migrant_organisation", _("migrant organisation")
        UNIVERSITY = "university", _("university")
        AGENCY = "agency", _("agency or job centre")

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    regime = models.ForeignKey(
        Regime, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    topics: models.ManyToManyField[models.Model, models.Model] = models.ManyToManyField(
        "topics.Topic", blank=True, related_name="responsible"
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody does here. Words of the field; docs/glossary.md has the German terms."""

    RECEPTION = "reception", _("Reception")
    SOCIAL_WORKER = "social_worker", _("Social work")
    TEAM_LEAD = "team_lead", _("Team lead")
    PARTNER = "partner", _("Partner office")
    SCHOOL_PLACEMENT = "school_placement", _("School placement")
    MEDIATOR = "mediator", _("Language mediation")
    VOLUNTEER_COORDINATOR = "volunteer_coordinator", _("Volunteer coordination")
    RESEARCHER = "researcher", _("Research")
    GRANT_OFFICER = "grant_officer", _("Grants")
    COMMITTEE = "committee", _("Committee")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administration")
    PROJECT_LEAD = "project_lead", _("Project lead")
    QUESTIONNAIRE_EDITOR = "questionnaire_editor", _("Questionnaire editing")
    TRANSLATOR = "translator", _("Translation")


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: str) -> User:
        """Store an account with a hashed password; without one nobody can log in to it."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account of somebody who works here."""

    data_class = DataClass(
        purpose="Log in and act in a role",
        basis="Art. 6(1)(e) GDPR, employment law of the organisation",
        subjects="members of staff and of partner organisations",
        retention="locked on the last day, deleted 6 months later; the journal keeps the number",
        recipients="colleagues: the name",
        exported="not exported: members of staff read and change it themselves, or ask their team lead",
        erased="by age",
        expires=("ankommen.accounts.retention.ENDED", "ankommen.accounts.retention.LEFT"),
        erase_again="ankommen.accounts.services.memberships.lock_again",
        change_again={"password": "ankommen.accounts.services.credentials.void_password_again"},
    )

    username = models.CharField(_("user name"), max_length=80, unique=True)
    full_name = models.CharField(_("name"), max_length=160)
    is_active = models.BooleanField(default=True)
    last_login = models.DateField(_("last login"), null=True, blank=True)  # type: ignore[assignment]  # no second
    date_joined = models.DateField(default=timezone.localdate)
    logins_ended = models.PositiveIntegerField(default=0)  # one more, and every login so far is over

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def membership(self) -> Membership | None:
        """The membership in force today; with several the one that began last."""
        return self.memberships.in_force(timezone.localdate()).select_related("organisation").last()

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a login must still be made of: the password, and no ending of logins since."""
        made_of = f"{self.logins_ended}:{self.password}"
        return salted_hmac("ankommen.accounts.login", made_of, secret=secret, algorithm="sha256").hexdigest()

    @property
    def workplace(self) -> Organisation:
        """The organisation for which the account acts today. Raises PermissionDenied without one."""
        if self.membership is None:
            raise PermissionDenied
        return self.membership.organisation

    def journal_values(self) -> dict[str, str]:
        """What the journal keeps of an actor: number, role and organisation as of now."""
        values = {"actor": str(self.pk)}
        if self.membership:
            values |= {"role": self.membership.role, "organisation": self.membership.organisation_id}
        return values


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by their period."""

    def in_force(self, day: date) -> MembershipQuerySet:
        """Those that hold on `day`, both ends included."""
        return self.lasting(day).filter(begins_on__lte=day)

    def lasting(self, day: date) -> MembershipQuerySet:
        """Those that have not ended before `day`, also where they begin later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Membership(models.Model):
    """A role of an account in an organisation, for a period."""

    data_class = DataClass(
        purpose="Decide what an account may do",
        basis="Art. 6(1)(e) GDPR",
        subjects="members of staff and of partner organisations",
        retention="as the account",
        exported="not exported: members of staff read it on their own pages, or ask their team lead",
        erased="with the account",
        goes_with="accounts.User",
        erase_again="ankommen.accounts.services.memberships.end_again",
        change_again={"last_day": "ankommen.accounts.services.memberships.end_on_again"},
    )

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=40, choices=Role)
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    begins_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("begins_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("begins_on")),
                violation_error_message=_("A membership cannot end before it begins."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organisation}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by their day."""

    def open_on(self, day: date) -> InvitationQuerySet:
        """Those that are not past their last day on `day`; used and withdrawn ones are gone."""
        return self.filter(valid_until__gte=day)


class Invitation(models.Model):
    """A code on paper that lets somebody begin to work here, or choose a new password; shown once."""

    data_class = DataClass(
        purpose="Let new members of staff make their account",
        basis="Art. 6(1)(e) GDPR",
        subjects="members of staff and of partner organisations, by name only where a password is renewed",
        retention="7 days, or until it is used or withdrawn",
        exported="not exported: whoever is named sees it under My access",
        erased="by age, by use",
        expires=("ankommen.accounts.retention.INVITATIONS",),
        erase_again="ankommen.accounts.services.invitations.forget_again",
    )

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("Somebody new, who makes an account")
        MEMBERSHIP = "membership", _("Somebody who has an account already")
        PASSWORD = "password", _("New password")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ACCOUNT)
    token_digest = models.CharField(max_length=64, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=40, choices=Role)
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ends_on = models.DateField(null=True, blank=True)  # of the membership that begins with it
    account = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")  # password anew
    # Nobody: whoever runs the program gave it, on the server itself.
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    needs_second_person = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_on = models.DateField(null=True)
    valid_until = models.DateField()
    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("valid_until", "pk")
        constraints = (
            models.CheckConstraint(
                name="invitation_names_whose_password",
                condition=Q(kind="password", account__isnull=False)
                | (~Q(kind="password") & Q(account__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    @property
    def is_waiting(self) -> bool:
        """Whether it opens nothing before a second person has confirmed it."""
        return self.needs_second_person and self.confirmed_on is None
