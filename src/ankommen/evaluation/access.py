"""The gate of the evaluation room: finding a research project and checking the right to it are one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from ankommen.accounts.access import scope_of

from .queries import research_projects

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ankommen.accounts.models import User

    from .models import ResearchProject


def project_for(user: User | AnonymousUser, name: str, *, to: str = "read") -> ResearchProject:
    """The research project, if `user` may do `to` (an action of POLICY). Http404 otherwise."""
    return get_object_or_404(research_projects().filter(scope_of(user, "research", to)), pk=name)
