"""POLICY in words, for people who answer for it: a data protection officer, and everybody for their own role.

A word of POLICY without words here is a KeyError, which a test finds first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ankommen.engines.gate import write_csv

from .models import Role
from .policy import GRANTED, POLICY, Allowed

OBJECTS: dict[str, Promise] = {
    "desk": _("The desk"),
    "policy": _("Who may do what"),
    "case": _("Cases"),
    "break_glass": _("Emergency access"),
    "interview": _("Interviews"),
    "results": _("Results"),
    "link": _("Links between versions"),
    "research": _("Research projects"),
    "questionnaire": _("Questionnaires"),
    "offer": _("Offers"),
    "directory": _("Directory"),
    "duplicate": _("Duplicates"),
    "suggestion": _("Suggestions"),
    "thesaurus": _("Search words"),
    "translation": _("Translations"),
    "glossary": _("The glossary"),
    "account": _("People who work here"),
    "journal": _("The journal"),
}
ACTIONS: dict[tuple[str, str], Promise] = {
    ("desk", "read"): _("see the first page and the own access"),
    ("policy", "read"): _("see what the own role may do"),
    ("case", "read"): _("read a case"),
    ("case", "open"): _("open a case, with consent"),
    ("case", "change"): _("change name, contact and special categories"),
    ("case", "note"): _("write notes"),
    ("case", "assign"): _("give a case to a colleague"),
    ("case", "close"): _("close a case"),
    ("case", "reopen"): _("open a closed case again"),
    ("case", "link"): _("link a case with an interview, and unlink it"),
    ("case", "share"): _("share a case with another organisation, with consent"),
    ("case", "withdraw"): _("withdraw a grant"),
    ("case", "break_glass"): _("open a case in an emergency, for 30 minutes"),
    ("case", "hand_out"): _("hand a person everything that is stored about them"),
    ("case", "block"): _("block a case, and lift the block"),
    ("case", "erase"): _("erase a case"),
    ("case", "log"): _("see who saw a case, without what stands in it"),
    ("break_glass", "read"): _("see which cases were opened in an emergency, and why"),
    ("break_glass", "review"): _("review an emergency access"),
    ("interview", "conduct"): _("hold interviews"),
    ("interview", "key"): _("type in interviews from paper"),
    ("results", "read"): _("see figures and progress"),
    ("results", "release"): _("publish figures"),
    ("link", "read"): _("see which questions of two versions belong together"),
    ("link", "confirm"): _("say which questions of two versions belong together"),
    ("research", "read"): _("see research projects"),
    ("research", "propose"): _("propose a research project"),
    ("research", "release"): _("release a research project"),
    ("research", "export"): _("fetch the files of a research project"),
    ("questionnaire", "read"): _("read questionnaires"),
    ("questionnaire", "change"): _("change questionnaires"),
    ("questionnaire", "publish"): _("publish questionnaires"),
    ("questionnaire", "translate"): _("translate questionnaires"),
    ("offer", "change"): _("keep offers current"),
    ("offer", "review"): _("take over changes of offers, or refuse them"),
    ("directory", "import"): _("bring in lists of others"),
    ("duplicate", "settle"): _("say which offers are the same"),
    ("suggestion", "settle"): _("read and settle what visitors suggest"),
    ("thesaurus", "change"): _("keep the words of the search, and see what was asked and not found"),
    ("translation", "read"): _("see how translations stand, preview languages before their release"),
    ("translation", "change"): _("translate what the public reads"),
    ("translation", "release"): _("release languages for the public, and take them back"),
    ("glossary", "change"): _("agree on words that every translation says in the same way"),
    ("account", "read"): _("see who works here in which role"),
    ("account", "invite"): _("invite people, withdraw invitations, renew passwords"),
    ("account", "end"): _("end memberships"),
    ("account", "confirm"): _("confirm, as second person, who gets access to cases"),
    ("journal", "read"): _("read who did and saw what"),
}
SCOPES: dict[str, Promise] = {
    "all": _("all"),
    "own": _("the own ones"),
    "organisation": _("those of the own organisation"),
    "organisation_open": _("open ones of the own organisation"),
    "organisation_closed": _("closed ones of the own organisation"),
    "organisation_even_blocked": _("those of the own organisation, blocked ones too"),
    "assigned": _("those one is responsible for"),
    "assigned_open": _("open ones that one is responsible for"),
    "assigned_closed": _("closed ones that one is responsible for"),
    "granted": _("those shared with the own organisation, while the grant lasts"),
    "granted_for_school": _("those shared for a school place, while the grant lasts"),
    "granted_notes": _("those whose notes are shared with the own organisation, while the grant lasts"),
    "break_glass": _("those one opened in an emergency, for 30 minutes"),
    "breakable": _("open ones of the own organisation that somebody else is responsible for"),
}
FIELDS: dict[str, Promise] = {
    "stub": _("name, number, language, state, who is responsible"),
    "contact": _("contact"),
    "notes": _("notes"),
    "special": _("special categories"),
    "needs": _("needs from the linked interview"),
}
_ORDER = tuple(FIELDS)
HEADINGS = (_("What"), _("Who"), _("Which"), _("What of it"))


@dataclass(frozen=True)
class Right:
    """One alternative of one role, in the language of the moment."""

    object_class: str
    action: str
    role: str
    which: str
    fields: str


def rights(role: Role | None = None) -> list[Right]:
    """All rows of POLICY in its own order, or those of one role."""
    return [
        _right(pair, each_role, alternative)
        for pair, entry in POLICY.items()
        for each_role, alternatives in entry.items()
        if role in (None, each_role)
        for alternative in alternatives
    ]


def grouped(rows: list[Right]) -> dict[str, list[tuple[str, str, str, str]]]:
    """By object: rows of what, who, which and what of it. Roles with the same right stand together."""
    found: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for row in rows:
        same = found.setdefault(row.object_class, {}).setdefault((row.action, row.which, row.fields), [])
        same.append(row.role)
    return {
        name: [(action, _who(roles), which, fields) for (action, which, fields), roles in lines.items()]
        for name, lines in found.items()
    }


def as_csv() -> str:
    """One line for each role and alternative."""
    headings = [str(gettext("Object")), *map(str, HEADINGS)]
    table = [[row.object_class, row.action, row.role, row.which, row.fields] for row in rights()]
    return write_csv([headings, *table], line_end="\n", mark=False).decode()


def as_text() -> str:
    """A paragraph for each object, for a terminal."""
    return "\n".join(_paragraphs())


def as_markdown() -> str:
    """A table for each object."""
    parts = []
    for name, lines in grouped(rights()).items():
        table = [" | ".join(map(str, HEADINGS)), " | ".join("---" for _heading in HEADINGS)]
        table += [" | ".join(line) for line in lines]
        parts.append(f"## {name}\n\n" + "\n".join(f"| {line} |" for line in table) + "\n")
    return "\n".join(parts)


def _paragraphs() -> Iterator[str]:
    for name, lines in grouped(rights()).items():
        yield name.upper()
        for action, roles, which, fields in lines:
            yield f"  {action}\n      {roles}\n      {which}; {fields}"
        yield ""


def _right(pair: tuple[str, str], role: Role, allowed: Allowed) -> Right:
    return Right(
        object_class=str(OBJECTS[pair[0]]),
        action=str(ACTIONS[pair]),
        role=str(role.label),
        which=str(SCOPES[allowed.scope]),
        fields=_fields(allowed.fields),
    )


def _who(roles: list[str]) -> str:
    return gettext("everybody who works here") if len(roles) == len(Role) else ", ".join(roles)


def _fields(fields: frozenset[str] | str | None) -> str:
    if fields is None:
        return gettext("everything")
    if fields == GRANTED:
        return gettext("what the grant names")
    return "; ".join(str(FIELDS[name]) for name in _ORDER if name in fields)
