"""Who comes for help, and what an organisation does for them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ankommen.engines.dataprotection import DataClass
from ankommen.vault.fields import SealedJSONField, SealedTextField

if TYPE_CHECKING:
    from .openings import Grant

_TASK = "Art. 6(1)(e) GDPR with the law of the office, or consent; Art. 9(2)(a) or (b) for special categories"


class Client(models.Model):
    """Somebody who comes for help: the name in two scripts, how to reach them, what needs special care."""

    data_class = DataClass(
        purpose="Know who comes for help and how to reach them",
        basis=_TASK,
        subjects="newcomers who opened a case",
        retention="as the case; special categories 3 months after it is closed",
        recipients="organisations that a grant names: name and language, the rest as it says",
        exported="to the person",
        erased="with the last case",
        expires=("ankommen.cases.retention.SPECIAL",),
        goes_with="cases.Case",
        person="cases",
        export="ankommen.cases.handouts.CLIENT",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = SealedTextField(_("name in Latin letters"), max_length=200)
    own_name = SealedTextField(_("name in the own script"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=35)
    contact = SealedJSONField(_("contact"), blank=True)  # {"phone", "email", "address"}: texts
    special = SealedJSONField(_("special categories"), blank=True)  # {"health", "disability", "protection"}

    def __str__(self) -> str:
        return f"client {str(self.pk)[:8]}"


class NameKey(models.Model):
    """A keyed digest under which the name of a client is found, however it is spelt."""

    data_class = DataClass(
        purpose="Find a client by name without storing the name in the clear",
        basis=_TASK,
        subjects="newcomers who opened a case, by keyed digests of their names",
        retention="as the client",
        exported="not exported: it says less than the name",
        erased="with the client",
        goes_with="cases.Client",
        person="client__cases",
    )

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="name_keys")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="name_key_is_kept_once", fields=("client", "digest")),)

    def __str__(self) -> str:
        return self.digest[:8]


class Case(models.Model):
    """What an organisation does for a client, and who is responsible for it."""

    data_class = DataClass(
        purpose="Counsel and accompany a client",
        basis=_TASK,
        subjects="newcomers who opened a case",
        retention="12 months after it is closed, or as its regime says; closed after 6 months in silence",
        recipients="organisations that a grant names",
        exported="to the person",
        erased="by age, on request",
        expires=("ankommen.cases.retention.SILENT", "ankommen.cases.retention.CLOSED"),
        person="pk",
        export="ankommen.cases.handouts.CASE",
        erase_again="ankommen.cases.services.rights.erase_again",
        change_again={"block": "ankommen.cases.services.rights.block_again"},
    )

    class State(models.TextChoices):
        OPEN = "open", _("under way")
        CLOSED = "closed", _("closed")

    class CloseReason(models.TextChoices):
        DONE = "done", _("The aim is reached")
        MOVED = "moved", _("Moved away")
        ELSEWHERE = "elsewhere", _("Another office goes on")
        WISH = "wish", _("The person wants no more help")
        SILENT = "silent", _("No contact for a long time")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("case number"), max_length=12, unique=True)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="cases")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("places.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    opened_on = models.DateField(_("opened"), default=timezone.localdate)
    active_on = models.DateField(_("last entry"), default=timezone.localdate)
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    close_reason = models.CharField(_("reason"), max_length=12, choices=CloseReason, blank=True)
    blocked_on = models.DateField(_("blocked"), null=True, blank=True)  # Art. 18 GDPR
    block_reason = SealedTextField(_("why it is blocked"), max_length=500, blank=True)

    open_groups: frozenset[str]  # what `access.case_for` opened of it
    grants_here: list[Grant]  # grants to whoever looks, where POLICY asks for them

    class Meta:
        ordering = ("-active_on", "number")
        indexes = (models.Index(fields=("organisation", "state")),)
        constraints = (
            models.CheckConstraint(
                name="case_end_has_day_and_reason",
                condition=Q(state="open", closed_on=None, close_reason="")
                | (Q(state="closed", closed_on__isnull=False) & ~Q(close_reason="")),
                violation_error_message=_("Please say why the case is closed."),
            ),
        )

    def __str__(self) -> str:
        return self.number


class CaseCode(models.Model):
    """The person's own code for a case, on paper: it shows who looked, ends grants, and opens the copy.

    There is none where protection from violence is noted: a paper is found by those whom one lives with.
    """

    data_class = DataClass(
        purpose="Let the person look into the own case without an account",
        basis=_TASK,
        subjects="newcomers who opened a case",
        retention="with the case; earlier where it is replaced, or protection from violence is noted",
        exported="not exported: a digest; the person has the code",
        erased="with the case, on request",
        goes_with="cases.Case",
        erase_again="ankommen.cases.services.codes.withdraw_code_again",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="code")
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"code of {self.case_id}"


class Note(models.Model):
    """What was said or done. A protected note (third parties, danger) is not handed out to the person."""

    data_class = DataClass(
        purpose="Remember what was said and agreed",
        basis=_TASK,
        subjects="newcomers who opened a case, and people around them",
        retention="as the case",
        recipients="organisations whose grant names the notes",
        exported="to the person, without protected notes",
        erased="with the case",
        goes_with="cases.Case",
        person="case",
        export="ankommen.cases.handouts.NOTES",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = SealedTextField(_("what is noted"), max_length=8000)
    is_protected = models.BooleanField(_("not shown to the person"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-written_at", "pk")

    def __str__(self) -> str:
        return f"note of {self.written_at:%Y-%m-%d}"


class InterviewLink(models.Model):
    """The only thing that joins a case to an interview: sealed, made with consent, deletable alone."""

    data_class = DataClass(
        purpose="Show the needs of an interview in the case that it led to",
        basis="Art. 6(1)(a) and 9(2)(a) GDPR, consent",
        subjects="newcomers who opened a case",
        retention="12 months, or until it is taken away",
        exported="to the person: the needs that it shows",
        erased="by age, on request, with the case; without answers of the interview it shows nothing",
        expires=("ankommen.cases.retention.LINKS",),
        goes_with="cases.Case",
        person="case",
        export="ankommen.cases.handouts.LINK",
        erase_again="ankommen.cases.services.rights.unlink_again",
    )

    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, primary_key=True, related_name="interview_link"
    )
    interview = SealedTextField(max_length=36)
    valid_until = models.DateField()  # the first of a month: no day on which it was made

    def __str__(self) -> str:
        return f"link until {self.valid_until}"
