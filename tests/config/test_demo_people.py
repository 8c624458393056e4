"""The people of the demo and their cases: once, through the doors, each persona with something to see."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from ankommen.accounts.models import Invitation, User
from ankommen.cases.models import Case, EmergencyAccess, Grant
from ankommen.cases.queries import cases_of, emergencies_to_answer_for, find_cases
from ankommen.config.demo_people import PERSONAS
from ankommen.journal.models import Entry

pytestmark = pytest.mark.django_db


def standing() -> dict[str, int]:
    return {
        model.__name__: model.objects.count() for model in (User, Invitation, Case, Grant, EmergencyAccess)
    }


def test_each_persona_finds_what_her_role_is_for_and_a_second_run_adds_nothing() -> None:
    call_command("seed_demo", city="dortmund", verbosity=0)
    first = standing()
    assert first == {"User": len(PERSONAS), "Invitation": 1, "Case": 12, "Grant": 3, "EmergencyAccess": 1}
    assert Entry.objects.filter(verb="cases.opened").count() == 12
    people = {user.username: user for user in User.objects.all()}
    assert {name: cases_of(user).count() for name, user in people.items()} == {
        "jana": 10,
        "amal": 12,
        "sabine": 12,
        "tobias": 2,
        "ewa": 1,
        "rainer": 0,
        "deniz": 0,
        "emre": 0,
        "halyna": 0,
        "miriam": 0,
    }
    assert emergencies_to_answer_for(people["rainer"]).count() == 1
    assert [case.client.name for case in find_cases(people["jana"], "Аль-Мітхаль Нур")] == ["Nour Al-Mithal"]

    call_command("seed_demo", city="dortmund", verbosity=0)
    assert standing() == first


def test_a_city_without_cases_has_its_people() -> None:
    call_command("seed_demo", city="musterau", verbosity=0)
    assert standing() == {"User": len(PERSONAS), "Invitation": 1, "Case": 0, "Grant": 0, "EmergencyAccess": 0}
    assert User.objects.get(username="tobias").workplace.slug == "arbeitshilfe"
