"""The form of an event: what, when and how often, where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from ankommen.engines.calendars import occurrences
from ankommen.ui.forms import DayField

from ..dates import city_time, series_of
from ..facts import EventFacts
from ..imports.events import instant
from ..kinds import EVENT
from ..references import References
from ..rules import faults_of
from ..texts import is_bare_address
from .forms import take_faults, topic_field, unified
from .repeats import KEPT, LABELS, ONCE, WEEKLY, Repeats, repeats_of, rule_of
from .wording import label_of

MOST_LEFT_OUT = 100
# In the order in which somebody thinks of an event.
GROUPS = (
    ("what", _("What it is"), ("title", "description", "topics", "website")),
    ("when", _("When"), ("first_day", "begins", "ends", "last_day", "is_cancelled")),
    ("series", _("If it is a series"), ("how", "weekdays", "until", "left_out")),
    ("where", _("Where"), ("place", "where", "offer")),
    ("last", _("Before you save"), ("is_right",)),
)
_DAY = timedelta(days=1)
_TEXTS = ("title", "description", "website", "where")
_TIMES = ("first_day", "begins", "last_day", "ends")
_SERIES = ("how", "weekdays", "until")


class ClockField(forms.TimeField):
    """A time of day as people write it: 17:30, 17.30, 17 Uhr."""

    widget = forms.TimeInput(format="%H:%M", attrs={"size": 8})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=("%H:%M", "%H.%M", "%H"),
            error_messages={"invalid": _("Please write the time like 17:30.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> time | None:
        """The time, None where nothing is said."""
        said = str(value or "").casefold().removesuffix("uhr").strip()
        return super().to_python(said)


class DaysField(forms.Field):
    """Days, one a line, as `DayField` reads each."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> tuple[date, ...]:
        """The days in order, each once."""
        lines = [line.strip() for line in str(value or "").splitlines()]
        days = [DayField().clean(line) for line in lines if line]
        if len(days) > MOST_LEFT_OUT:
            raise forms.ValidationError(_("Too many days; end the series earlier instead."))
        return tuple(sorted(set(days)))

    def prepare_value(self, value: Any) -> Any:
        """The days as they are written; what somebody wrote stays as it is."""
        return "\n".join(f"{day:%d.%m.%Y}" for day in value) if isinstance(value, tuple) else value


class EventForm(forms.Form):
    """All facts of an event but whose it is. generation: the state of it that was read.

    What the form cannot say stays as it is while nobody changes what stands beside it: seconds, rules of its
    own, further dates.
    """

    generation = forms.IntegerField(widget=forms.HiddenInput, required=False)
    first_day = DayField(label=_("Day, or the first day"))
    begins = ClockField(label=_("Begins at"), required=False, help_text=_("Empty: all day."))
    ends = ClockField(label=_("Ends at"), required=False)
    last_day = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Only if one date lasts several days or past midnight."),
    )
    is_cancelled = forms.BooleanField(
        label=_("It does not take place"),
        required=False,
        help_text=_("It stays in the calendar and says so. Single days of a series stand below."),
    )
    how = forms.ChoiceField(label=_("How often"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days of the week"),
        required=False,
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For every week or two. Empty: that of the first day."),
    )
    until = DayField(label=_("Until"), required=False, help_text=_("Empty: it goes on."))
    left_out = DaysField(
        label=_("Not on these days"), required=False, help_text=_("One a line, like 24.12.2026.")
    )
    is_right = forms.BooleanField(label=_("All that stands here is right today"), required=False)

    def __init__(
        self,
        sent: Any,
        *,
        before: EventFacts,
        offers: list[tuple[str, str]],
        places: list[tuple[str, str]],
        references: References,
        waits: bool,
        generation: int,
    ) -> None:
        super().__init__(sent, initial=_initial(before) | {"generation": generation})
        self._before, self._references = before, references
        for name in _TEXTS:
            lines = forms.Textarea(attrs={"rows": 6}) if name == "description" else None
            self.fields[name] = forms.CharField(
                label=label_of(name, EVENT), required=name == "title", widget=lines
            )
        self.fields["topics"] = topic_field(references)
        for name, some in {"place": places, "offer": offers}.items():
            self.fields[name] = forms.ChoiceField(
                label=label_of(name, EVENT), required=False, choices=[("", "–"), *some]
            )
        self.fields["where"].help_text = _("If the place is not in the list, or to say it more exactly.")
        self.fields["offer"].help_text = _("If it belongs to one: it is then shown there, too.")
        how = [(key, label) for key, label in LABELS.items() if key != KEPT or self.initial["how"] == KEPT]
        self.fields["how"].choices = how  # type: ignore[attr-defined]
        if waits:
            del self.fields["is_right"]
        self.order_fields([name for _key, _label, names in GROUPS for name in names])

    @property
    def groups(self) -> list[tuple[str, Any, list[forms.BoundField]]]:
        """The fields in groups: short name, heading, fields."""
        found = [
            (key, label, [self[name] for name in names if name in self.fields])
            for key, label, names in GROUPS
        ]
        return [group for group in found if group[2]]

    def clean(self) -> dict[str, Any]:
        """The rules of events hold; times and series fit together where somebody touched them."""
        given = super().clean() or {}
        if self.errors:
            return given
        if touched := self._touched(given, (*_TIMES, *_SERIES, "left_out")):
            self._check_times(given)
            self._check_series(given)
        if not self.errors:
            facts = self._facts(given)
            if take_faults(self, faults_of(facts, self._references)) and touched:
                self._check_left_out(given["left_out"], facts)
        return given

    def facts(self) -> EventFacts:
        """What the form says; call it after `is_valid`."""
        return self._facts(self.cleaned_data)

    def _check_times(self, given: dict[str, Any]) -> None:
        first, last, begins, ends = (given[name] for name in ("first_day", "last_day", "begins", "ends"))
        if last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        elif begins is None and ends is not None:
            self.add_error("begins", _("Please say when it begins, too."))
        elif begins is not None and last and ends is None:
            self.add_error("ends", _("Please say when it ends on the last day."))
        elif ends is not None and (last or first) == first and ends < begins:
            self.add_error(
                "ends", _("It ends before it begins. If it goes past midnight, write the last day, too.")
            )

    def _check_series(self, given: dict[str, Any]) -> None:
        first, how, until, weekdays = (given[name] for name in ("first_day", "how", "until", "weekdays"))
        if how in (ONCE, KEPT) and (until or weekdays):
            self.add_error("how", _("Please say how often."))
        elif weekdays and how not in WEEKLY:
            self.add_error("weekdays", _("These days are for every week or two only."))
        elif weekdays and first.weekday() not in weekdays:
            self.add_error("first_day", _("This day is none of the days of the week that you chose."))
        elif until and until < first:
            self.add_error("until", _("The series ends before its first day."))

    def _check_left_out(self, days: tuple[date, ...], facts: EventFacts) -> None:
        whole = series_of(replace(facts, left_out=()))
        wrong = [day for day in days if not occurrences(whole, since=day, until=day + _DAY, limit=1)]
        if days and not facts.rule and not facts.added:
            self.add_error("left_out", _("Only a series has days that are left out."))
        elif wrong:
            self.add_error(
                "left_out", _("The series has no date on %(day)s.") % {"day": f"{wrong[0]:%d.%m.%Y}"}
            )

    def _facts(self, given: dict[str, Any]) -> EventFacts:
        texts: dict[str, Any] = {name: unified(given[name]) for name in _TEXTS}
        if is_bare_address(texts["website"]):
            texts["website"] = f"https://{texts['website']}"
        facts = replace(
            self._before,
            **texts,
            topics=tuple(given["topics"]),
            place=given["place"],
            offer=given["offer"],
            is_cancelled=given["is_cancelled"],
        )
        moved = self._touched(given, _TIMES)
        if moved:
            facts = replace(facts, **_times(given))
        if given["how"] != KEPT and (moved or self._touched(given, _SERIES)):
            repeats = Repeats(given["how"], tuple(given["weekdays"]), given["until"])
            facts = replace(facts, rule=rule_of(repeats, given["first_day"], all_day=facts.is_all_day))
        if moved or self._touched(given, ("left_out",)):
            begins = given["begins"] or time()
            out = tuple(instant(datetime.combine(day, begins)) for day in given["left_out"])
            facts = replace(facts, left_out=out)
        return facts

    def _touched(self, given: dict[str, Any], names: tuple[str, ...]) -> bool:
        return any((given[name] or None) != (self.initial.get(name) or None) for name in names)


def _times(given: dict[str, Any]) -> dict[str, Any]:
    first, last, begins, ends = (given[name] for name in ("first_day", "last_day", "begins", "ends"))
    if begins is None:
        end = instant(last + _DAY) if last and last > first else ""
        return {"starts_at": instant(first), "ends_at": end, "is_all_day": True}
    end = instant(datetime.combine(last or first, ends)) if ends is not None else ""
    return {"starts_at": instant(datetime.combine(first, begins)), "ends_at": end, "is_all_day": False}


def _initial(facts: EventFacts) -> dict[str, Any]:
    """What stands in the form before somebody changes it; nothing where the event is new."""
    said: dict[str, Any] = {name: getattr(facts, name) for name in (*_TEXTS, "topics", "place", "offer")}
    if not facts.starts_at:
        return said | {"how": ONCE}
    series, repeats, start = series_of(facts), repeats_of(facts), city_time(facts.starts_at)
    first, last, ends = start.date(), None, None
    if isinstance(series.ends_at, datetime):
        ends, last = series.ends_at.time().replace(second=0, microsecond=0), series.ends_at.date()
    elif series.ends_at:
        last = series.ends_at - _DAY
    return said | {
        "first_day": first,
        "begins": None if facts.is_all_day else start.time().replace(second=0, microsecond=0),
        "ends": ends,
        "last_day": last if last and last > first else None,
        "is_cancelled": facts.is_cancelled,
        "how": repeats.how,
        "weekdays": list(repeats.weekdays),
        "until": repeats.until,
        "left_out": tuple(sorted({city_time(each).date() for each in facts.left_out})),
    }
