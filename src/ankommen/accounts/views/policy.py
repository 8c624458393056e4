"""What one's role may do, and for the data protection officer what every role may."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import StaffRequest, may
from ..models import Role
from ..policywords import grouped, rights

_ANSWERS_FOR_ALL = Role.DATA_PROTECTION_OFFICER


@require_safe
@may("policy", "read")
def policy(request: StaffRequest) -> HttpResponse:
    own = request.user.membership
    role = Role(own.role) if own else None
    context = {
        "own": grouped(rights(role)),
        "everybody": grouped(rights()) if role == _ANSWERS_FOR_ALL else {},
    }
    return render(request, "accounts/policy.html", context)
