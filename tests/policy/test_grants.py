"""Sharing, withdrawing, emergencies, time passing and people changing, in any order: after each step every
account sees what a plain oracle says, neither more nor less.

The oracle keeps lists and looks through them; it knows no query, no policy and no scope.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client as Browser
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    get_state_machine_test,
    invariant,
    precondition,
    rule,
)

from ankommen.accounts.access import fields_of
from ankommen.accounts.models import Membership, User
from ankommen.cases import models
from ankommen.cases.access import ALL_GROUPS, breakable_case
from ankommen.cases.queries import cases_of
from ankommen.cases.services import (
    Refused,
    Yes,
    assign_case,
    block_case,
    close_case,
    open_in_emergency,
    reopen_case,
    share_case,
    unblock_case,
    withdraw_grant,
)
from tests.addresses import undone
from tests.cases.factories import CaseFactory, organisation, town

from .world import account

pytestmark = pytest.mark.django_db
GROUPS = ("contact", "notes", "needs", "special")
OFFICES = ("home", "other", "third")
PEOPLE = {
    "worker": ("social_worker", "home"),
    "colleague": ("social_worker", "home"),
    "lead": ("team_lead", "home"),
    "desk": ("reception", "home"),
    "partner": ("partner", "other"),
    "counsellor": ("social_worker", "other"),
    "school": ("school_placement", "other"),
    "far": ("partner", "third"),
}


@dataclass
class Person:
    """What the oracle knows of somebody who works here."""

    role: str
    office: str
    has_left: bool = False


@dataclass
class Shared:
    """What the oracle knows of a grant."""

    to: str
    purpose: str
    groups: frozenset[str]
    until: date
    is_withdrawn: bool = False


@dataclass
class File:
    """What the oracle knows of a case: it belongs to the office `home`."""

    responsible: str
    is_open: bool = True
    is_blocked: bool = False
    shared: list[Shared] = field(default_factory=list)
    emergencies: list[tuple[str, datetime]] = field(default_factory=list)


def shown(person: Person, name: str, file: File, now: datetime) -> frozenset[str]:
    """The groups of fields that somebody may see of a case; empty where it is as if it were not there."""
    if person.has_left or file.is_blocked:
        return frozenset()
    groups: set[str] = set()
    if person.office == "home":
        if person.role == "reception":
            groups |= {"stub"}
        if person.role == "team_lead":
            groups |= {"stub", "contact", "notes", "needs"}
        if person.role == "social_worker" and file.responsible == name:
            groups |= {"stub", *GROUPS}
        if file.is_open and any(who == name and now < until for who, until in file.emergencies):
            groups |= {"stub", *GROUPS}
    for one in file.shared:
        in_force = file.is_open and not one.is_withdrawn and now.date() <= one.until
        fits = (one.purpose == "school") == (person.role == "school_placement")
        if in_force and fits and one.to == person.office and person.role != "reception":
            groups |= {"stub", *one.groups}
    return frozenset(groups)


class Offices(RuleBasedStateMachine):
    """Three offices, eight people, two cases."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = undone()
        self.undone.__enter__()
        self.patch = pytest.MonkeyPatch()
        self.now = timezone.localtime().replace(hour=12)
        self.patch.setattr(timezone, "now", lambda: self.now)
        town()
        for office in OFFICES:
            organisation(office)
        self.people = {name: Person(*facts) for name, facts in PEOPLE.items()}
        self.numbers = {name: account(*facts).pk for name, facts in PEOPLE.items()}
        self.files: dict[Any, File] = {}
        for _ in range(2):
            self.files[CaseFactory(responsible=self.user("worker")).pk] = File("worker")
        for which, to, purpose in ((0, "other", "counselling"), (0, "other", "school"), (1, "third", "work")):
            self._share(which, to, purpose, frozenset({"contact", "special"}), days=30)

    def teardown(self) -> None:
        self.patch.undo()
        self.undone.__exit__(None, None, None)

    def user(self, name: str) -> User:
        return User.objects.get(pk=self.numbers[name])

    def a_case(self, which: int) -> tuple[models.Case, File]:
        pk = list(self.files)[which]
        return models.Case.objects.get(pk=pk), self.files[pk]

    which = st.integers(0, 1)

    @rule(
        which=which,
        to=st.sampled_from(OFFICES[1:]),
        purpose=st.sampled_from(["counselling", "housing", "school"]),
        groups=st.frozensets(st.sampled_from(GROUPS)),
        days=st.sampled_from([0, 1, 30, 180]),
    )
    def share(self, which: int, to: str, purpose: str, groups: frozenset[str], days: int) -> None:
        if self.a_case(which)[1].is_open:
            self._share(which, to, purpose, groups, days)
            return
        with pytest.raises(Refused):
            self._share(which, to, purpose, groups, days)

    def _share(self, which: int, to: str, purpose: str, groups: frozenset[str], days: int) -> None:
        case, file = self.a_case(which)
        until = self.now.date() + timedelta(days=days)
        share_case(
            case,
            to=organisation(to),
            purpose=purpose,
            groups=groups,
            until=until,
            consent=Yes("ar", "signed"),
            releases_secrecy=True,
            by=self.user("worker"),
        )
        file.shared.append(Shared(to, purpose, groups, until))

    @rule(which=which, number=st.integers(0, 9))
    def withdraw(self, which: int, number: int) -> None:
        case, file = self.a_case(which)
        mine = [one for one in file.shared if not one.is_withdrawn]
        if mine:
            gone = mine[number % len(mine)]
            same = models.Grant.objects.filter(
                case=case,
                to_organisation=gone.to,
                purpose=gone.purpose,
                valid_until=gone.until,
                withdrawn_on=None,
                groups=" ".join(group for group in models.Group.values if group in gone.groups),
            )
            withdraw_grant(same[0], by=None)
            gone.is_withdrawn = True

    @rule(which=which, who=st.sampled_from(["colleague", "lead"]))
    def break_glass(self, which: int, who: str) -> None:
        case, file = self.a_case(which)
        person = self.people[who]
        may = person.office == "home" and not person.has_left
        if not may or not file.is_open or file.is_blocked or file.responsible == who:
            with pytest.raises(Http404):
                breakable_case(self.user(who), case.number)
            return
        assert breakable_case(self.user(who), case.number) == case
        lately = [until for each in self.files.values() for name, until in each.emergencies if name == who]
        today = [until for until in lately if until + timedelta(hours=23, minutes=30) > self.now]
        try:
            open_in_emergency(case, category="danger", reason="x" * 30, by=self.user(who))
        except Refused:
            assert len(today) == 3
        else:
            assert len(today) < 3
            file.emergencies.append((who, self.now + timedelta(minutes=30)))

    @rule(which=which)
    def close_or_reopen(self, which: int) -> None:
        case, file = self.a_case(which)
        if file.is_open:
            close_case(case, "done", by=self.user("worker"))
            for one in file.shared:
                one.is_withdrawn = True
        else:
            reopen_case(case, by=self.user("worker"))
        file.is_open = not file.is_open

    @rule(which=which)
    def block_or_not(self, which: int) -> None:
        case, file = self.a_case(which)
        if file.is_blocked:
            unblock_case(case, by=self.user("lead"))
        else:
            block_case(case, "asked for", by=self.user("lead"))
        file.is_blocked = not file.is_blocked

    @rule(which=which, to=st.sampled_from(["worker", "colleague"]))
    def assign(self, which: int, to: str) -> None:
        case, file = self.a_case(which)
        if not self.people[to].has_left and self.people[to].office == "home":
            assign_case(case, to=self.user(to), by=self.user("lead"))
            file.responsible = to

    @rule(who=st.sampled_from(sorted(PEOPLE)), office=st.sampled_from(OFFICES))
    def change_office(self, who: str, office: str) -> None:
        if not self.people[who].has_left:
            Membership.objects.filter(user=self.numbers[who]).update(organisation=office)
            self.people[who].office = office

    @rule(who=st.sampled_from(["partner", "colleague"]))
    def leave(self, who: str) -> None:
        self.people[who].has_left = True
        yesterday = self.now.date() - timedelta(days=1)
        mine = Membership.objects.filter(user=self.numbers[who])
        mine.update(begins_on=yesterday, ends_on=yesterday)

    @rule(time=st.sampled_from([{"minutes": 10}, {"minutes": 30}, {"days": 1}, {"days": 29}, {"days": 170}]))
    def time_passes(self, time: dict[str, int]) -> None:
        self.now += timedelta(**time)

    @precondition(lambda self: any(file.shared for file in self.files.values()))
    @rule(who=st.sampled_from(sorted(PEOPLE)), which=which)
    def look(self, who: str, which: int) -> None:
        """The page itself, with what really stands on it."""
        case, file = self.a_case(which)
        expected = shown(self.people[who], who, file, self.now)
        browser = Browser(headers={"Accept-Language": "en"})
        browser.force_login(self.user(who))
        page = browser.get(f"/cases/{case.pk}/")
        assert (page.status_code == 200) == bool(expected)
        seen = {group for group in ("stub", *GROUPS) if f"canary{group}" in page.content.decode()}
        assert seen == expected - {"needs"}  # no interview is linked here

    @invariant()
    def everybody_sees_what_the_oracle_says(self) -> None:
        for name, person in self.people.items():
            user = self.user(name)
            found = {case.pk: fields_of(user, "case", "read", case) for case in cases_of(user)}
            seen = {pk: ALL_GROUPS if groups is None else groups for pk, groups in found.items()}
            expected = {pk: shown(person, name, file, self.now) for pk, file in self.files.items()}
            assert seen == {pk: groups for pk, groups in expected.items() if groups}, name


def run(seeds: int, steps: int) -> None:
    """Walks of so many steps. Hypothesis likes variations of one walk, so each seed has few of them."""
    few = settings(
        max_examples=4,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a shorter way to a fault is not worth minutes
        suppress_health_check=list(HealthCheck),
    )
    for number in range(seeds):
        seed(number)(get_state_machine_test(Offices, settings=few))()


def test_grants_against_an_oracle() -> None:
    run(seeds=3, steps=25)


@pytest.mark.long
def test_grants_against_an_oracle_for_long() -> None:
    run(seeds=40, steps=40)


# Faults that somebody could build in, each in a place of its own; the machine has to find every one.
Fault = Callable[[pytest.MonkeyPatch], None]


def withdrawal_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    def in_force(grants: Any) -> Any:
        return grants.filter(valid_until__gte=timezone.localdate(), case__state="open", case__blocked_on=None)

    patch.setattr(models.GrantQuerySet, "in_force", in_force)


def grants_last_a_day_longer(patch: pytest.MonkeyPatch) -> None:
    def in_force(grants: Any) -> Any:
        yesterday = timezone.localdate() - timedelta(days=1)
        return grants.filter(
            withdrawn_on=None, valid_until__gte=yesterday, case__state="open", case__blocked_on=None
        )

    patch.setattr(models.GrantQuerySet, "in_force", in_force)


def reopening_shares_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ankommen.cases.services.counselling.withdraw_grant", lambda grant, by: None)


def grants_open_everything(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(models.Grant, "opens", property(lambda grant: ALL_GROUPS))


def grants_go_to_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(models.GrantQuerySet, "to", lambda grants, user: grants)


def emergencies_never_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ankommen.cases.services.emergencies.MINUTES", 60)


def who_left_still_sees(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("ankommen.accounts.models.MembershipQuerySet.in_force", lambda rows, day: rows)


@pytest.mark.parametrize(
    "fault",
    [
        withdrawal_is_forgotten,
        pytest.param(grants_last_a_day_longer, marks=pytest.mark.long),
        pytest.param(reopening_shares_again, marks=pytest.mark.long),
        grants_open_everything,
        grants_go_to_everybody,
        pytest.param(emergencies_never_end, marks=pytest.mark.long),
        pytest.param(who_left_still_sees, marks=pytest.mark.long),
    ],
)
def test_a_fault_is_found(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        run(seeds=60, steps=40)  # it ends with the first difference
