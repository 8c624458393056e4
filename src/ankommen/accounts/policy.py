"""Who may do what. One table: (object class, action) -> role -> what of it. What is absent is denied.

Rooms register the scopes named here (name -> Q over their model) from their `access.py`; the idiom that
reads the table is
`@may("questionnaire", "publish")` of `accounts.access`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .models import Role


@dataclass(frozen=True)
class Allowed:
    """Which objects (a registered scope) and which fields of them; `None` stands for all fields."""

    scope: str
    fields: frozenset[str] | None = None


_ALL = Allowed("all")
_OWN = Allowed("own")

POLICY: dict[tuple[str, str], dict[Role, Allowed]] = {
    ("desk", "read"): dict.fromkeys(Role, _ALL),
    ("interview", "conduct"): {Role.SOCIAL_WORKER: _OWN},
    ("interview", "key"): {Role.SOCIAL_WORKER: _ALL},
    ("results", "read"): dict.fromkeys(
        (Role.SOCIAL_WORKER, Role.QUESTIONNAIRE_EDITOR, Role.PROJECT_LEAD), _ALL
    ),
    ("results", "release"): {Role.PROJECT_LEAD: _ALL},
    ("link", "read"): dict.fromkeys((Role.QUESTIONNAIRE_EDITOR, Role.PROJECT_LEAD), _ALL),
    ("link", "confirm"): dict.fromkeys((Role.QUESTIONNAIRE_EDITOR, Role.PROJECT_LEAD), _ALL),
    ("research", "read"): dict.fromkeys((Role.QUESTIONNAIRE_EDITOR, Role.PROJECT_LEAD), _ALL),
    ("research", "propose"): dict.fromkeys((Role.QUESTIONNAIRE_EDITOR, Role.PROJECT_LEAD), _ALL),
    ("research", "release"): {Role.PROJECT_LEAD: _ALL},
    ("research", "export"): {Role.PROJECT_LEAD: _ALL},
    ("questionnaire", "read"): dict.fromkeys(Role, _ALL),
    ("questionnaire", "change"): {Role.QUESTIONNAIRE_EDITOR: _ALL},
    ("questionnaire", "publish"): {Role.QUESTIONNAIRE_EDITOR: _ALL, Role.PROJECT_LEAD: _ALL},
    ("questionnaire", "translate"): {Role.QUESTIONNAIRE_EDITOR: _ALL, Role.TRANSLATOR: _ALL},
}
