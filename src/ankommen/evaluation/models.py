from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ankommen.engines.dataprotection import DataClass


class ProjectionCopy(models.Model):
    """The sealed copy of the projection: one row."""

    data_class = DataClass(
        purpose="Count answers without reading every interview again after a restart",
        basis="Art. 6(1)(a) and 9(2)(a) GDPR, consent",
        subjects="newcomers, pseudonymous: answers without free text, number and order",
        retention="as long as the interviews: rebuilt without those that are gone at the next look",
        exported="not exported: nobody can be found in it",
        erased="with the interviews",
        expires=("ankommen.evaluation.retention.COPIES",),
    )

    signature = models.CharField(max_length=64)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "copy of the projection"


class Link(models.Model):
    """Whether an item of one version goes on in the next: what lets a series run over both.

    A proposal counts for nothing; a person confirms it, or says that the series breaks here.
    """

    data_class = DataClass(
        purpose="Compare answers to two versions of a questionnaire, and know who answers for that",
        basis="Art. 6(1)(e) GDPR, public task: staff",
        subjects="members of staff who confirmed, by account number, role and organisation",
        retention="as long as interviews with these versions are kept",
        exported="not exported: members of staff see it on the page of the links",
        stays="it says why figures of two versions are one series, and who answers for that",
        erased="with the versions",
    )

    class Kind(models.TextChoices):
        SAME = "same", _("the same")
        RENAMED = "renamed", _("renamed")
        RECODED = "recoded", _("other answers")
        BROKEN = "broken", _("not comparable")

    form_id = models.CharField(max_length=64)
    earlier_version = models.CharField(max_length=64)
    later_version = models.CharField(max_length=64)
    earlier_item = models.CharField(max_length=200)
    later_item = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    mapping = models.JSONField(default=list, blank=True)  # pairs of choices, earlier and later
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.JSONField(default=dict, blank=True)  # actor, role, organisation as values

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="link_earlier_item_goes_on_once",
                fields=("form_id", "earlier_version", "later_version", "earlier_item"),
                condition=~Q(kind="broken"),
            ),
            models.UniqueConstraint(
                name="link_later_item_comes_from_one",
                fields=("form_id", "earlier_version", "later_version", "later_item"),
                condition=~Q(kind="broken"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.earlier_version}/{self.earlier_item} - {self.later_version}/{self.later_item}"


class Release(models.Model):
    """The figures as they were published on a day, for ever. Their forms: see `releases.making`."""

    data_class = DataClass(
        purpose="Figures as they were published, and the sealed counts that the next ones go on from",
        basis="Art. 6(1)(a) and 9(2)(a) GDPR, consent; no figure shows a small group",
        subjects="newcomers, as counts",
        retention="as long as the installation; figures are no personal data",
        exported="not exported: published, from ten people on, rounded",
        stays="figures are no personal data; the workings are sealed counts",
        erased="with the installation",
    )

    number = models.PositiveIntegerField(primary_key=True)
    made_on = models.DateField()
    form_id = models.CharField(max_length=64)
    interviews = models.PositiveIntegerField()
    figures = models.JSONField()
    workings = models.BinaryField()
    audit = models.CharField(max_length=200)
    has_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"release {self.number} of {self.made_on}"


class ReleaseRun(models.Model):
    """The release that is being made, or how the last one ended: one row."""

    data_class = DataClass(
        purpose="Make a release once, show that it is under way, and say how it ended",
        retention="until the next run",
        exported="no",
        erased="overwritten by the next run",
    )

    class State(models.TextChoices):
        WORKING = "working", _("under way")
        MADE = "made", _("made")
        TOO_SOON = "too_soon", _("too soon")
        NOT_SAFE = "not_safe", _("not safe")
        FAILED = "failed", _("failed")

    state = models.CharField(max_length=10, choices=State, default=State.FAILED)
    until = models.DateTimeField()  # the end of its lease: later it counts as dead
    turn = models.PositiveIntegerField(default=0)  # which run this is
    number = models.PositiveIntegerField(null=True)  # of the release, or of the interviews that are missing

    def __str__(self) -> str:
        return f"run {self.turn}: {self.state}"

    @property
    def sentence(self) -> str:
        """How it stands, for staff."""
        facts = {"number": self.number}
        if self.state == self.State.WORKING and self.until > timezone.now():
            return str(_("A release is being made. This takes a minute or two."))
        if self.state == self.State.MADE:
            return str(_("Release %(number)s is made.") % facts)
        if self.state == self.State.TOO_SOON:
            return (
                ngettext(
                    "A release needs %(number)s more interview, so that before and after show nobody.",
                    "A release needs %(number)s more interviews, so that before and after show nobody.",
                    self.number or 0,
                )
                % facts
            )
        if self.state == self.State.NOT_SAFE:
            return str(_("The release was not published: somebody could have worked out a hidden number."))
        return str(_("The release was not finished. The figures of the last one stand. Please try again."))


class ResearchProject(models.Model):
    """What is handed over, to whom, what for and until when: proposed by one person, released by another."""

    data_class = DataClass(
        purpose="Know what was handed over to research, for what, and who answers for it; keep its key",
        basis="Art. 6(1)(e) GDPR, public task: staff; Art. 89 GDPR and § 17 DSG NRW: newcomers, pseudonymous",
        subjects="members of staff who proposed and released; newcomers only by the key of the pseudonyms",
        retention="the record as long as the installation, the key until the project ends",
        recipients="the institution that the project names",
        exported="not exported: members of staff see it on the page of the project",
        expires=("ankommen.evaluation.retention.PROJECTS",),
        erased="the key at the project's end: what was handed over is anonymous from then on",
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        RELEASED = "released", _("released")
        ENDED = "ended", _("ended")

    slug = models.SlugField(primary_key=True, max_length=40)
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    institution = models.CharField(max_length=200)
    form_id = models.CharField(max_length=64)
    variables = models.JSONField()  # these five: see `exports.design.Design`
    quasi_identifiers = models.JSONField()
    sensitive = models.JSONField()
    bands = models.JSONField(default=dict, blank=True)
    k = models.PositiveSmallIntegerField(default=10)
    l = models.PositiveSmallIntegerField(default=2)  # noqa: E741 - the measure is called so
    ends_on = models.DateField()
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_on = models.DateField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)  # by a person; else it is over after `ends_on`
    sealed_key = models.BinaryField(null=True)  # from its release to its end

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                name="research_is_released_by_another",
                condition=Q(released_by=None) | Q(proposed_by=None) | ~Q(released_by=models.F("proposed_by")),
                violation_error_message=_("Whoever proposed a project does not release it."),
            ),
            models.CheckConstraint(
                name="research_key_only_after_release",
                condition=Q(sealed_key=None) | Q(released_on__isnull=False),
            ),
            models.CheckConstraint(
                name="research_keeps_the_thresholds",
                condition=Q(k__gte=10, l__gte=2),
            ),
            models.CheckConstraint(
                name="research_has_no_key_after_its_end",
                condition=Q(sealed_key=None) | Q(ended_on=None),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        """How it stands today."""
        if self.over_on:
            return self.State.ENDED
        return self.State.RELEASED if self.released_on else self.State.PROPOSED

    @property
    def over_on(self) -> date | None:
        """Since when nothing may be handed over any more, None while something may."""
        if self.ended_on:
            return self.ended_on
        return self.ends_on if self.ends_on < timezone.localdate() else None


class ExportRun(models.Model):
    """The files of a project that are being made in the background, or wait to be fetched: one row each."""

    data_class = DataClass(
        purpose="Make the files of a research project, show how far they are, keep them until fetched",
        basis="Art. 89 GDPR and § 17 DSG NRW",
        subjects="newcomers, pseudonymous and coarsened: the files, sealed",
        retention="the files one hour, so that a broken download can be repeated",
        recipients="the institution that the project names",
        exported="not exported: nobody can be found in it",
        expires=("ankommen.evaluation.retention.EXPORTS",),
        erased="by age, by the next run, and at the project's end",
    )

    class State(models.TextChoices):
        WORKING = "working", _("under way")
        MADE = "made", _("made")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")

    project = models.OneToOneField(
        ResearchProject, primary_key=True, on_delete=models.CASCADE, related_name="run"
    )
    state = models.CharField(max_length=10, choices=State, default=State.FAILED)
    until = models.DateTimeField()  # the end of its lease, of what was made: then it counts as dead or gone
    turn = models.PositiveIntegerField(default=0)  # which run this is
    file_format = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    step = models.CharField(max_length=100, blank=True)  # what is being done: "interviews", or a file
    done = models.PositiveIntegerField(default=0)
    of_all = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True)
    interviews = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(null=True)  # a ZIP, see `exports.running`

    def __str__(self) -> str:
        return f"run {self.turn} of {self.project_id}: {self.state}"

    @property
    def sentence(self) -> str:
        """How it stands, for staff."""
        facts = {"file": self.step, "done": number_format(self.done), "all": number_format(self.of_all)}
        if self.is_working and self.done < self.of_all:
            if self.step == "interviews":
                return str(_("Interviews are being read: %(done)s of %(all)s.") % facts)
            return str(_("%(file)s is being written: %(done)s of %(all)s rows.") % facts)
        if self.is_working:
            return str(_("The files are being made."))
        if self.state == self.State.REFUSED:
            return self.refusal
        if self.is_ready:
            return str(_("The files are ready."))
        if self.state == self.State.MADE:
            return str(_("The files were not fetched in time and are deleted. Please make them again."))
        return str(_("The files were not finished. Please try again."))

    @property
    def is_working(self) -> bool:
        """Whether it is under way: neither ended nor dead."""
        return self.state == self.State.WORKING and self.until > timezone.now()

    @property
    def is_ready(self) -> bool:
        """Whether its files can be fetched."""
        return self.state == self.State.MADE and self.until > timezone.now()


class ColumnMapping(models.Model):
    """What the columns of a table mean that interviews are imported from, as a person decided it."""

    data_class = DataClass(purpose="Import interviews that were keyed elsewhere without deciding again")

    name = models.CharField(primary_key=True, max_length=60)
    form_id = models.CharField(max_length=64)
    columns = models.JSONField(
        default=dict
    )  # heading -> meaning as `imports.targets` writes it, "-" for none
    constants = models.JSONField(default=dict, blank=True)  # facts that hold for all rows
    codes = models.JSONField(default=dict, blank=True)  # what stands for "declined" and "not_asked"

    def __str__(self) -> str:
        return self.name
