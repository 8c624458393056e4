"""A house with people in it, for the tests of who may invite and end whom."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from ankommen.accounts.models import Invitation, User
from tests.accounts.factories import MembershipFactory, OrganisationFactory, UserFactory

STRONG = "kutter mohnblume siebzehn lampe"


def colleague(role: str, at: str = "home", **facts: Any) -> User:
    """Somebody with one membership at the organisation `at`."""
    user = UserFactory(role=role, **facts)
    user.memberships.all().delete()
    MembershipFactory(user=user, role=role, organisation=OrganisationFactory(slug=at, name=f"Office {at}"))
    return User.objects.get(pk=user.pk)


def browser_of(user: User | None = None) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    if user:
        client.force_login(user)
    return client


def page_of(user: User) -> int:
    """The number of somebody's newest membership, under which the pages have it."""
    return user.memberships.latest("begins_on", "pk").pk


def code_on(answer: Any) -> str:
    """The code that a page shows, once."""
    found = re.search(r'class="receipt"[^>]*>([0-9A-Z-]{19})<', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def invited(by: User, role: str = "social_worker", **more: str) -> str:
    """Invite somebody through the page; gives the code."""
    wanted = {"kind": "account", "role": role, **more}
    return code_on(browser_of(by).post("/people/invite/", wanted))


def take(client: Client, code: str, **changes: str) -> Any:
    """Type the code, and fill in what comes then."""
    facts = {
        "full_name": "Nina Neu",
        "username": "nina.neu",
        "new": STRONG,
        "again": STRONG,
        "take": "yes",
        **changes,
    }
    return client.post("/invitation/", {"code": code, **facts})


def opens(code: str) -> bool:
    """Whether the code leads to a next step."""
    return browser_of().post("/invitation/", {"code": code}).status_code == 200


def the_invitation() -> Invitation:
    return Invitation.objects.get()
