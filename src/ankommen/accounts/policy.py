"""Who may do what. One table: (object class, action) -> role -> what of it. What is absent is denied.

Rooms register the scopes named here (name -> Q over their model) from their `access.py`; the idiom that
reads the table is `@may("questionnaire", "publish")` of `accounts.access`. `ankommen policy` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .models import Role

GRANTED = "granted"


@dataclass(frozen=True)
class Allowed:
    """Which objects (a registered scope) and which groups of their fields.

    fields: names; None stands for all, the word GRANTED for what the grant names.
    """

    scope: str
    fields: frozenset[str] | str | None = None


Entry = Mapping[Role, tuple[Allowed, ...]]

_STUB = frozenset({"stub"})
_TEAM = frozenset({"stub", "contact", "notes", "needs"})  # all but the special categories
_ALL = (Allowed("all"),)
_OWN = (Allowed("own"),)
_ORGANISATION = (Allowed("organisation"),)
_ASSIGNED = (Allowed("assigned_open"),)
_ORGANISATION_OPEN = (Allowed("organisation_open"),)
_BY_GRANT = (Allowed("granted", GRANTED),)

_EDITORS = (Role.QUESTIONNAIRE_EDITOR, Role.PROJECT_LEAD)
_STAFF = tuple(role for role in Role if role != Role.COMMITTEE)
_CASEWORK = (Role.SOCIAL_WORKER, Role.TEAM_LEAD)
_OFFERING = (Role.PARTNER, Role.TEAM_LEAD, Role.SCHOOL_PLACEMENT, Role.VOLUNTEER_COORDINATOR)

POLICY: dict[tuple[str, str], Entry] = {
    # What all who work here see.
    ("desk", "read"): dict.fromkeys(Role, _ALL),
    ("policy", "read"): dict.fromkeys(Role, _ALL),
    # Cases. What a closed case still shows, it shows to those who led it; a blocked one shows to nobody here.
    ("case", "read"): {
        Role.RECEPTION: (Allowed("organisation", _STUB),),
        Role.SOCIAL_WORKER: (Allowed("assigned"), Allowed("granted", GRANTED), Allowed("break_glass")),
        Role.TEAM_LEAD: (
            Allowed("organisation", _TEAM),
            Allowed("granted", GRANTED),
            Allowed("break_glass"),
        ),
        Role.PARTNER: _BY_GRANT,
        Role.SCHOOL_PLACEMENT: (Allowed("granted_for_school", GRANTED),),
    },
    ("case", "open"): {Role.RECEPTION: _ORGANISATION, Role.SOCIAL_WORKER: _ORGANISATION},
    ("case", "change"): {Role.SOCIAL_WORKER: _ASSIGNED},
    ("case", "note"): {Role.SOCIAL_WORKER: (Allowed("assigned_open"), Allowed("granted_notes"))},
    ("case", "assign"): {Role.TEAM_LEAD: _ORGANISATION},
    ("case", "close"): {Role.SOCIAL_WORKER: _ASSIGNED, Role.TEAM_LEAD: _ORGANISATION_OPEN},
    ("case", "reopen"): {
        Role.SOCIAL_WORKER: (Allowed("assigned_closed"),),
        Role.TEAM_LEAD: (Allowed("organisation_closed"),),
    },
    ("case", "link"): {Role.SOCIAL_WORKER: _ASSIGNED},
    ("case", "share"): {Role.SOCIAL_WORKER: _ASSIGNED},
    ("case", "withdraw"): {
        Role.SOCIAL_WORKER: (Allowed("assigned"),),
        Role.TEAM_LEAD: _ORGANISATION,
    },
    ("case", "break_glass"): dict.fromkeys(_CASEWORK, (Allowed("breakable"),)),
    # Not a team lead: the copy holds the special categories, which that role does not read.
    ("case", "hand_out"): {Role.SOCIAL_WORKER: (Allowed("assigned"),)},
    ("case", "block"): {Role.TEAM_LEAD: (Allowed("organisation_even_blocked"),)},
    ("case", "erase"): {Role.TEAM_LEAD: (Allowed("organisation_even_blocked"),)},
    # What happened to a case, without what stands in it.
    ("case", "log"): {Role.TEAM_LEAD: _ORGANISATION, Role.DATA_PROTECTION_OFFICER: _ALL},
    ("break_glass", "read"): {Role.TEAM_LEAD: _ORGANISATION, Role.DATA_PROTECTION_OFFICER: _ALL},
    ("break_glass", "review"): {Role.DATA_PROTECTION_OFFICER: _ALL},
    # Interviews and what follows from them.
    ("interview", "conduct"): dict.fromkeys((Role.SOCIAL_WORKER, Role.RECEPTION, Role.PARTNER), _OWN),
    ("interview", "key"): dict.fromkeys((Role.SOCIAL_WORKER, Role.RECEPTION), _ALL),
    ("results", "read"): dict.fromkeys(
        (
            Role.SOCIAL_WORKER,
            Role.TEAM_LEAD,
            Role.QUESTIONNAIRE_EDITOR,
            Role.PROJECT_LEAD,
            Role.DATA_PROTECTION_OFFICER,
        ),
        _ALL,
    ),
    ("results", "release"): {Role.PROJECT_LEAD: _ALL},
    ("link", "read"): dict.fromkeys(_EDITORS, _ALL),
    ("link", "confirm"): dict.fromkeys(_EDITORS, _ALL),
    ("research", "read"): dict.fromkeys((*_EDITORS, Role.DATA_PROTECTION_OFFICER), _ALL),
    ("research", "propose"): dict.fromkeys(_EDITORS, _ALL),
    ("research", "release"): dict.fromkeys((Role.PROJECT_LEAD, Role.DATA_PROTECTION_OFFICER), _ALL),
    ("research", "export"): {Role.PROJECT_LEAD: _ALL},
    ("questionnaire", "read"): dict.fromkeys(_STAFF, _ALL),
    ("questionnaire", "change"): {Role.QUESTIONNAIRE_EDITOR: _ALL},
    ("questionnaire", "publish"): dict.fromkeys(_EDITORS, _ALL),
    ("questionnaire", "translate"): dict.fromkeys((Role.QUESTIONNAIRE_EDITOR, Role.TRANSLATOR), _ALL),
    # What there is for people who arrive. Own offers are those of the own organisation.
    ("offer", "change"): {**dict.fromkeys(_OFFERING, _OWN), Role.PROJECT_LEAD: _ALL},
    ("offer", "review"): {Role.PROJECT_LEAD: _ALL},
    ("directory", "import"): {Role.PROJECT_LEAD: _ALL},
    ("duplicate", "settle"): {Role.PROJECT_LEAD: _ALL},
    ("suggestion", "settle"): {Role.PROJECT_LEAD: _ALL},
    # With it goes what visitors asked and did not find: one role, whose task the public site is.
    ("thesaurus", "change"): {Role.PROJECT_LEAD: _ALL},
    # The public pages in other languages. Translators work on all languages: which ones somebody speaks is
    # kept of nobody here, the texts are public, and none is ever lost. Whoever translates does not release.
    ("translation", "read"): dict.fromkeys((Role.TRANSLATOR, Role.PROJECT_LEAD), _ALL),
    ("translation", "change"): {Role.TRANSLATOR: _ALL},
    ("translation", "release"): {Role.PROJECT_LEAD: _ALL},
    ("glossary", "change"): dict.fromkeys((Role.TRANSLATOR, Role.PROJECT_LEAD), _ALL),
    # Who works here, and what they did.
    ("account", "read"): {
        Role.TEAM_LEAD: _ORGANISATION,
        Role.SYSTEM_ADMINISTRATOR: _ALL,
        Role.DATA_PROTECTION_OFFICER: _ALL,
    },
    ("account", "invite"): {Role.TEAM_LEAD: _ORGANISATION, Role.SYSTEM_ADMINISTRATOR: _ALL},
    ("account", "end"): {Role.TEAM_LEAD: _ORGANISATION, Role.SYSTEM_ADMINISTRATOR: _ALL},
    ("account", "confirm"): {Role.DATA_PROTECTION_OFFICER: _ALL},
    ("journal", "read"): {
        **dict.fromkeys(Role, _OWN),
        Role.TEAM_LEAD: _ORGANISATION,
        Role.DATA_PROTECTION_OFFICER: _ALL,
    },
}
