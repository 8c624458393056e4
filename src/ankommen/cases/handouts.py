"""How rows about a person are handed out to them: labels and values in the language that is active."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ankommen.engines.dataprotection import Fact, HandOut
from ankommen.engines.languages import language
from ankommen.engines.papercodes import grouped

from .models import Case, Client, Consent, EmergencyAccess, Grant, InterviewLink, Note
from .queries import needs_in


def client_facts(client: Client) -> list[Fact]:
    """Names, language, contact and special categories."""
    contact, special = client.contact, client.special
    return [
        Fact("name", _("Name in Latin letters"), client.name),
        Fact("own_name", _("Name in the own script"), client.own_name),
        _language(client.language),
        Fact("phone", _("Phone"), contact.get("phone", "")),
        Fact("email", _("E-mail"), contact.get("email", "")),
        Fact("address", _("Address"), contact.get("address", "")),
        Fact("health", _("Health"), special.get("health", "")),
        Fact("disability", _("Disability"), special.get("disability", "")),
        Fact("protection", _("Protection from violence"), special.get("protection", "")),
    ]


def case_facts(case: Case) -> list[Fact]:
    """Number, office, state and days. Who is responsible is not said by name."""
    states = {Case.State.OPEN: _("The case is open"), Case.State.CLOSED: _("The case is closed.")}
    return [
        Fact("number", _("Number of the case"), grouped(case.number), case.number),
        Fact("organisation", _("Office"), case.organisation.name, case.organisation_id),
        Fact("site", _("Where?"), str(case.site or ""), case.site_id or ""),
        Fact("state", _("State of the case"), states[Case.State(case.state)], case.state),
        _day("opened_on", _("Opened"), case.opened_on),
        _day("active_on", _("Last entry"), case.active_on),
        _day("closed_on", _("Closed"), case.closed_on),
        _choice(case, "close_reason", _("Why it was closed")),
        _day("blocked_on", _("Blocked"), case.blocked_on),
        Fact("block_reason", _("Why it is blocked"), case.block_reason),
    ]


def note_facts(note: Note) -> list[Fact]:
    """A note with its day and office; nothing of a protected one."""
    if note.is_protected:
        return []
    return [
        _day("written_at", _("When"), localtime(note.written_at).date()),
        Fact("organisation", _("Office"), note.organisation.name, note.organisation_id),
        Fact("text", _("Note in the case"), note.text),
    ]


def consent_facts(consent: Consent) -> list[Fact]:
    """Which text was agreed to, when and how."""
    return [
        _day("given_on", _("When"), consent.given_on),
        Fact("text_version", _("Version of the text"), consent.text_version),
        _language(consent.language),
        _choice(consent, "given", _("How you agreed")),
        _day("ended_on", _("Until"), consent.ended_on),
    ]


def grant_facts(grant: Grant) -> list[Fact]:
    """Who may see or saw what, for what, until when."""
    groups = ", ".join([_("name and language"), *grant.group_labels])
    return [
        Fact("to_organisation", _("To whom"), grant.to_organisation.name, grant.to_organisation_id),
        _choice(grant, "purpose", _("What for")),
        Fact("groups", _("What they see"), groups, grant.groups),
        _choice(grant, "basis", _("On what ground")),
        _choice(grant, "given", _("How you agreed")),
        _day("given_on", _("When"), grant.given_on),
        _day("valid_until", _("Until"), grant.withdrawn_on or grant.valid_until),
    ]


def emergency_facts(access: EmergencyAccess) -> list[Fact]:
    """Which office opened the case in need, when, why, and whether that was justified."""
    return [
        _day("began_at", _("When"), localtime(access.began_at).date()),
        Fact("organisation", _("Office"), access.organisation.name, access.organisation_id),
        _choice(access, "category", _("What kind of emergency?")),
        Fact("reason", _("Why"), access.reason),
        _choice(access, "review", _("Was it justified?")),
    ]


def link_facts(link: InterviewLink) -> list[Fact]:
    """The needs that the link shows. The answers themselves open with the receipt code only."""
    needs = "; ".join(f"{need.client_topic}: {need.client_label}" for need in needs_in(link.case) or [])
    return [
        Fact("needs", _("Needs found in the interview"), needs),
        _day("valid_until", _("Until"), link.valid_until),
    ]


def _choice(row: Any, name: str, label: str) -> Fact:
    code = getattr(row, name)
    return Fact(name, label, str(getattr(row, f"get_{name}_display")()) if code else "", code)


def _language(tag: str) -> Fact:
    return Fact("language", _("Language"), language(tag).endonym, tag)


def _day(name: str, label: str, day: date | None) -> Fact:
    return (
        Fact(name, label, date_format(day, "DATE_FORMAT"), day.isoformat()) if day else Fact(name, label, "")
    )


_AS_THE_CASE = gettext_lazy(
    "Until twelve months after the case was closed, or as long as the law of the office says."
)
_AS_PROOF = gettext_lazy("Until the end of the third year after it ended.")

CLIENT = HandOut(
    title=gettext_lazy("Who you are and how to reach you"),
    why=gettext_lazy("So that the office knows you and can reach you."),
    until=gettext_lazy(
        "As long as your case. Health, disability and protection: three months after it was closed."
    ),
    facts=client_facts,
)
CASE = HandOut(
    title=gettext_lazy("Your case"),
    why=gettext_lazy("So that the office can counsel and accompany you."),
    until=_AS_THE_CASE,
    facts=case_facts,
)
NOTES = HandOut(
    title=gettext_lazy("Notes"),
    why=gettext_lazy("So that nobody forgets what was said and agreed."),
    until=_AS_THE_CASE,
    facts=note_facts,
)
CONSENT = HandOut(
    title=gettext_lazy("What you agreed to when the case was opened"),
    why=gettext_lazy("To prove that you agreed."),
    until=_AS_PROOF,
    facts=consent_facts,
)
GRANTS = HandOut(
    title=gettext_lazy("Who else may see something of it"),
    why=gettext_lazy("So that another office can help, and to prove that you wanted it."),
    until=_AS_PROOF,
    facts=grant_facts,
)
EMERGENCIES = HandOut(
    title=gettext_lazy("Opened in an emergency"),
    why=gettext_lazy("To help in an emergency, and to answer for it afterwards."),
    until=gettext_lazy("For twelve months."),
    facts=emergency_facts,
)
LINK = HandOut(
    title=gettext_lazy("What your interview showed"),
    why=gettext_lazy("So that the office sees the needs of the interview that you linked with the case."),
    until=gettext_lazy("For twelve months, or until you have the link taken away."),
    facts=link_facts,
)
