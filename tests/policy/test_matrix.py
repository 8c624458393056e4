"""Every route, method, role and relation against the table that was written a second time by hand.

`pytest -k matrix` ends with a line that says how many cells were compared. A cell is open if the answer is a
page, a form with errors, or the way back after a change; a login page, 401, 403, 404 and 405 are shut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.urls import reverse

from ankommen.journal.models import Entry
from ankommen.offers.models import Revision
from ankommen.places.models import City
from ankommen.portal.models import Suggestion
from tests.addresses import Route, routes, undone
from tests.cases.factories import emergency, town
from tests.evaluation.research import linked_town, proposed
from tests.evaluation.test_progress import FACTS
from tests.offers.entries import EVENT_ID, OFFER_ID
from tests.questionnaires.factories import draft, labelled, published

from .expected import (
    RELATIONS,
    ROLES,
    TESTED_ELSEWHERE,
    TO_INVITATIONS,
    TO_MEMBERSHIPS,
    TO_OFFERS,
    WITHOUT_ROLE,
    expected,
    expected_fields,
)
from .world import (
    a_missed_word,
    a_term,
    account,
    browser_of,
    canary,
    cases_around,
    invitation,
    memberships_around,
    offers_around,
    open_records,
    proposed_change,
    waiting_list,
)

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")
NOWHERE = ("PUT", "DELETE")  # no address of the table takes them: asked once a route, shut everywhere
ACTORS = (*ROLES, *WITHOUT_ROLE)
GROUPS = ("stub", "contact", "notes", "special")
ROUTES = [route for route in routes() if route.name not in TESTED_ELSEWHERE]
EXPECTED = expected()
_SHUT = {401, 403, 404, 405}
# What an address must be told, or it finds nothing there for anybody.
_QUERY = {
    "questionnaires:edit_text": "?key=item/people/label",
    "translating:edit": "?key=housing/title",
}
_BODY = {
    "evaluation:confirm": "kind=same&earlier_item=town&later_item=town",
    "cases:note": "text=Comes+on+Monday.",  # an empty one is shown again, to whoever may read the case
}
_OF_EVENTS = ("offers:event", "offers:take_out_event", "offers:show_event_again", "offers:undo_event")
_FORM = "application/x-www-form-urlencoded"


class World:
    """What the addresses point to, for one actor."""

    def __init__(self, actor: str) -> None:
        self.project = proposed(linked_town())
        City.objects.update(facts={**City.objects.get().facts, **FACTS})
        self.version, self.draft = published(), draft(**labelled("2"))
        town()
        self.browser, self.user = browser_of(actor)
        self.cases = cases_around(self.user)
        self.access = emergency(self.cases["organisation"], account("social_worker"))
        self.memberships = memberships_around(self.user)
        self.open = open_records()
        self.offers = offers_around()
        self.suggestion = Suggestion.objects.create(text="More benches.")
        self.term, self.missed = a_term(), a_missed_word()
        self.list = waiting_list()
        self.proposal = proposed_change(self.offers["of_others"])
        self.invitations = {"invited_home": invitation("home"), "invited_away": invitation("away")}

    def address(self, route: Route, relation: str) -> str:
        return reverse(
            route.name, kwargs={name: self._value(name, route, relation) for name in route.arguments}
        ) + _QUERY.get(route.name, "")

    def _value(self, name: str, route: Route, relation: str) -> Any:
        case = self.cases.get(relation)
        version = self.draft if route.name == "questionnaires:discard" else self.version
        if route.name.startswith("portal:"):
            pk = EVENT_ID if route.name.startswith("portal:event") else OFFER_ID
            return {"pk": pk, "slug": "housing"}[name]  # a topic and a guide
        if route.name == "suggestions:settle":
            return self.suggestion.pk
        if route.name.startswith("thesaurus:"):
            return (self.missed if route.name in ("thesaurus:belongs", "thesaurus:ignore") else self.term).pk
        if route.name.startswith("offers:import"):
            return self.list.pk
        if route.name in ("offers:place", "offers:undo_place"):
            return self.offers[relation].at_places.get().place_id
        if route.name in _OF_EVENTS:
            return self.offers[relation].events.get().pk
        if route.name in ("offers:provider", "offers:undo_provider"):
            return self.offers[relation].provider_id
        things: dict[str, Any] = {**self.cases, **self.memberships, **self.invitations, **self.offers}
        return {
            "pk": self.open.get(route.name) or things.get(relation, version).pk,
            "number": self.proposal.pk,
            "grant": case and case.grants.get(to_organisation="third").pk,
            "access": self.access.pk,
            "name": self.project.pk,
            "language": "uk",
            "collection": "guides",
            "concept": "office",
            "section": "pages",
            "token": "x",
            "kind": "csv",
        }[name]

    def ask(self, route: Route, method: str, relation: str) -> HttpResponseBase:
        """The answer; what it changed is undone."""
        with undone():
            address, body = self.address(route, relation), self._body(route, relation)
            answer = self.browser.generic(method, address, body, content_type=_FORM)
            self.seen = Entry.objects.filter(verb="cases.seen", object_id=str(self._pk(relation))).exists()
        return answer

    def _body(self, route: Route, relation: str) -> str:
        if route.name.startswith("offers:undo"):
            record = self._value("pk", route, relation)
            return f"revision={Revision.objects.filter(record_id=record).earliest('pk').pk}"
        if route.name == "offers:settle":
            return f"report={self.offers[relation].reports.get().pk}"
        return _BODY.get(route.name, "")

    def _pk(self, relation: str) -> object:
        case = self.cases.get(relation)
        return case.pk if case else None


def relations_of(route: Route) -> list[str]:
    """Those to a case, a membership or an invitation where the address names one; else one without a name."""
    if "pk" not in route.arguments:
        return [""]
    if route.name in ("accounts:withdraw_invitation", "accounts:confirm_invitation"):
        return TO_INVITATIONS
    if route.name.startswith("offers:import"):
        return [""]
    return {"cases": RELATIONS, "accounts": TO_MEMBERSHIPS, "offers": TO_OFFERS}.get(
        route.name.partition(":")[0], [""]
    )


def cells_of(actor: str, asked: Sequence[Route]) -> Iterator[tuple[Route, str, str, bool]]:
    """Route, method, relation, and whether it is to be open."""
    for route in asked:
        for method in METHODS:
            let_in = EXPECTED.get((route.name, method), {})
            for relation in relations_of(route):
                inside = let_in.get(actor, frozenset())
                yield route, method, relation, inside is None or relation in inside
        for method in NOWHERE:
            yield route, method, relations_of(route)[0], False


def is_open(answer: HttpResponseBase) -> bool:
    """Whether somebody came in. Raises AssertionError for a server error."""
    assert answer.status_code < 500, answer.status_code
    if answer.status_code in _SHUT:
        return False
    elsewhere = answer.headers.get("Location", "")
    return not elsewhere.startswith(("/login/", "/interviews/take-back/", "/access/"))


def differences(actor: str, world: World, asked: Sequence[Route] = ROUTES) -> tuple[int, list[str]]:
    """How many cells were compared, and those that are not as written."""
    number, wrong = 0, []
    for route, method, relation, should in cells_of(actor, asked):
        number += 1
        answer = world.ask(route, method, relation)
        where = f"{actor} {method} {route.name} {relation}"
        if is_open(answer) != should:
            wrong.append(f"{where}: {answer.status_code}, should be {'open' if should else 'shut'}")
        if relation in world.cases and method == "GET" and should and not world.seen:
            wrong.append(f"{where}: not journalled")
    return number, wrong


def fields_that_differ(actor: str, world: World) -> list[str]:
    """Groups of fields that the page of a case shows and should not, or the other way round."""
    shown, route = expected_fields(), next(route for route in ROUTES if route.name == "cases:show")
    wrong = []
    for relation in RELATIONS:
        page = world.ask(route, "GET", relation).content.decode()  # type: ignore[attr-defined]
        for group in GROUPS:
            if (canary(relation, group) in page) != (group in shown.get((actor, relation), frozenset())):
                wrong.append(f"{actor} {relation} {group}")
    return wrong


@pytest.mark.parametrize("actor", ACTORS)
def test_matrix_of_routes_and_fields(actor: str, record_property: Any) -> None:
    world = World(actor)
    number, wrong = differences(actor, world)
    wrong += fields_that_differ(actor, world)
    record_property("cells", number + len(RELATIONS) * len(GROUPS))
    assert not wrong, "\n".join(wrong)


def test_matrix_knows_every_route() -> None:
    """A new address fails here until its rows are written."""
    known = {route for route, _method in EXPECTED} | set(TESTED_ELSEWHERE)
    assert {route.name for route in routes()} == known


def test_matrix_is_large_enough() -> None:
    assert sum(len(list(cells_of(actor, ROUTES))) for actor in ACTORS) >= 5_000
