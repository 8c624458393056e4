"""A small town in which every relation between an account and a case exists once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from ankommen.accounts.models import Invitation, Membership, User
from ankommen.accounts.services import Place, invite
from ankommen.cases.models import Case
from ankommen.knowledge.models import Guide
from ankommen.offers.facts import AtPlaceFacts, EventFacts, OfferFacts, PlaceFacts, ProviderFacts, as_json
from ankommen.offers.hsds.terms import TOPICS, Term
from ankommen.offers.models import ListImport, MistakeReport, Offer, OfferAtPlace, Revision, Source
from ankommen.offers.services import store_entries
from ankommen.offers.services.lists import Brought, keep_list
from ankommen.portal.models import MissedQuestion
from ankommen.topics.models import ThesaurusTerm, Topic
from ankommen.translations.services import set_term
from tests.accounts.factories import UserFactory
from tests.cases.factories import CaseFactory, closed, emergency, grant, organisation
from tests.offers.entries import a_city, entry, the_five

from .expected import ROLES


def account(role: str, at: str = "home") -> User:
    """Somebody who works for an organisation in a role."""
    user: User = UserFactory(role=role)
    Membership.objects.filter(user=user).update(organisation=organisation(at))
    return User.objects.get(pk=user.pk)


def browser_of(actor: str) -> tuple[Browser, User | None]:
    """A browser in the hands of a role, or of somebody without one."""
    browser = Browser(headers={"Accept-Language": "en"}, raise_request_exception=False)
    if actor == "anonymous":
        return browser, None
    user = account(actor if actor in ROLES else "social_worker")
    browser.force_login(user)
    if actor == "tablet":
        session = browser.session
        session["handed_over"] = True
        session.save()
    if actor == "ended":
        yesterday = timezone.localdate() - timedelta(days=1)
        Membership.objects.filter(user=user).update(begins_on=yesterday, ends_on=yesterday)
    if actor == "locked":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return browser, user


def blocked(case: Case) -> Case:
    case.blocked_on = timezone.localdate()
    case.save()
    return case


def canary(relation: str, group: str) -> str:
    """What stands in a group of fields of the case with this relation, and nowhere else."""
    return f"x{relation}canary{group}"


def _a_case(relation: str, **facts: Any) -> Case:
    made: Case = CaseFactory(canary=canary(relation, ""), **facts)
    return made


def cases_around(user: User | None) -> dict[str, Case]:
    """One case for each relation, seen from `user`; each is shared with the organisation `third`, too."""
    colleague = account("social_worker")
    today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)
    responsible = {
        "assigned": user,
        "organisation": colleague,
        "emergency": colleague,
        "emergency_over": colleague,
        "emergency_of_other": colleague,
        "closed": user,
        "closed_organisation": colleague,
        "blocked": user,
    }
    made = {relation: _a_case(relation, responsible=who) for relation, who in responsible.items()}
    closed(made["closed"])
    closed(made["closed_organisation"])
    blocked(made["blocked"])
    if user:
        emergency(made["emergency"], user)
        emergency(made["emergency_over"], user, minutes=-1)
    emergency(made["emergency_of_other"], colleague)
    away = account("social_worker", at="away")
    grants: dict[str, dict[str, Any]] = {
        "granted": {},
        "granted_contact": {"groups": "contact"},
        "granted_school": {"purpose": "school"},
        "expired": {"valid_until": yesterday},
        "withdrawn": {"withdrawn_on": today},
        "granted_closed": {},
        "granted_blocked": {},
    }
    for relation in ("foreign", "granted_elsewhere", *grants):
        made[relation] = _a_case(relation, responsible=away, organisation=organisation("away"))
    for relation, facts in grants.items():
        grant(made[relation], to="home", **facts)
    closed(made["granted_closed"])
    blocked(made["granted_blocked"])
    for case in made.values():
        grant(case, to="third")
    return made


def memberships_around(user: User | None) -> dict[str, Membership]:
    """One membership for each relation, seen from `user`; without one, the own is somebody's."""
    of = {
        "self": user or account("social_worker"),
        "colleague": account("social_worker"),
        "stranger": account("social_worker", at="away"),
    }
    return {relation: somebody.memberships.get() for relation, somebody in of.items()}


def offers_around() -> dict[str, Any]:
    """One offer with an event, of a provider that belongs to the organisation `home`, and one of `away`."""
    source, made = Source.objects.get_or_create(slug="list", defaults={"name": "List"})[0], {}
    for relation, at in (("kept", "home"), ("of_others", "away")):
        facts = ProviderFacts(relation, organisation=str(organisation(at).pk))
        provider = entry("provider", facts, key=f"provider-{relation}")
        place = entry("place", PlaceFacts(relation), key=f"place-{relation}")
        there = (AtPlaceFacts(str(place.id)),)
        offer = entry(
            "offer", OfferFacts(str(provider.id), relation, at_places=there), key=f"offer-{relation}"
        )
        event = entry(
            "event",
            EventFacts(relation, "2026-12-07T17:00:00+01:00", provider=str(provider.id), offer=str(offer.id)),
            key=f"event-{relation}",
        )
        store_entries([provider, place, offer, event], source=source, by="import")
        made[relation] = Offer.objects.get(pk=offer.id)
        MistakeReport.objects.create(offer=made[relation], text="It is closed.")
    return made


def waiting_list() -> ListImport:
    """A list that somebody brought to the desk."""
    table = b"Kennung;Angebot;Anbieter\na;Rat;Nord\n"
    return keep_list(Brought(table, "a.csv", Source(slug="new", name="New"), "offers", False), by="7")


def proposed_change(offer: Any) -> Revision:
    """A change of an offer that waits for review."""
    facts = as_json(OfferFacts(str(offer.provider_id), "Another name"))
    return Revision.objects.create(
        kind="offer", record_id=offer.pk, facts=facts, by="7", state=Revision.State.PROPOSED
    )


def a_term() -> ThesaurusTerm:
    """A word of the search."""
    return ThesaurusTerm.objects.create(
        topic=Topic.objects.get_or_create(slug="housing")[0], concept="flat", language="de", text="Bude"
    )


def a_missed_word() -> MissedQuestion:
    """What was asked on enough days to be shown."""
    today = timezone.localdate()
    return MissedQuestion.objects.create(
        digest="0" * 64, language="de", text="bleibe", days=3, nothing=3, first_on=today, last_on=today
    )


def invitation(to: str) -> Invitation:
    """An open invitation of a new team lead, given by a system administrator: it waits for a second person."""
    given, _code = invite(Place(organisation(to).pk, "team_lead"), by=account("system_administrator"))
    return given


def open_records() -> dict[str, str]:
    """What everybody may read of the directory and the guides: the ids that addresses take."""
    store_entries(the_five(), source=a_city(), by="import")
    Guide.objects.create(slug="housing", title="Wohnen", body="Fragen Sie.")
    set_term("office", {"de": ["Amt"], "uk": ["відомство"]})
    provider, _place, offer, event, _answer = the_five()
    return {
        "open:organization": str(provider.id),
        "open:service": str(offer.id),
        "open:linked_offer": str(offer.id),
        "open:service_at_location": str(OfferAtPlace.objects.get(offer=offer.id).pk),
        "open:taxonomy": TOPICS.id,
        "open:taxonomy_term": Term(TOPICS, "housing", "", "").id,
        "open:event": str(event.id),
        "open:linked_event": str(event.id),
    }
