"""What one's role may do, and for the data protection officer what every role may."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ankommen.ui.said import language_with

from ..access import StaffRequest, may
from ..models import Role
from ..policywords import grouped, rights

_ANSWERS_FOR_ALL = Role.DATA_PROTECTION_OFFICER
_ONE_OF_THE_WORDS = "read a case"  # whoever translates it translates them all


@may("policy", "read")
@require_safe
def policy(request: StaffRequest) -> HttpResponse:
    own = request.user.membership
    role = Role(own.role) if own else None
    language = language_with(_ONE_OF_THE_WORDS)
    with override(language):
        context = {
            "language": language,
            "own": grouped(rights(role)),
            "everybody": grouped(rights()) if role == _ANSWERS_FOR_ALL else {},
        }
    return render(request, "accounts/policy.html", context)
