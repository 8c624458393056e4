"""The one idiom that reads POLICY: `@may(object class, action)` on views and API routes, `scope_of` for what
is listed. And the password, asked once more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest

from .brake import TooManyGuesses as TooManyGuesses
from .models import Role, User
from .policy import POLICY, Allowed

View = TypeVar("View", bound=Callable[..., Any])
_scopes: dict[tuple[str, str], Callable[[User], Q]] = {}


def register_scope(object_class: str, name: str, objects: Callable[[User], Q]) -> None:
    """Say which objects of a class a scope named in POLICY means for an account.

    Called from a room's `access.py`.
    """
    _scopes[object_class, name] = objects


def allowed(user: User | AnonymousUser, object_class: str, action: str) -> Allowed | None:
    """What POLICY gives the account's present role, or None."""
    if not isinstance(user, User) or not user.is_active or user.membership is None:
        return None
    return POLICY.get((object_class, action), {}).get(Role(user.membership.role))


def scope_of(user: User | AnonymousUser, object_class: str, action: str) -> Q:
    """The objects of the class on which `user` may do `action`, as a Q; matches nothing where POLICY is
    silent.
    """
    if (grant := allowed(user, object_class, action)) is None:
        return Q(pk__in=[])
    if grant.scope == "all":
        return Q()
    return _scopes[object_class, grant.scope](cast(User, user))


def may(object_class: str, action: str) -> Callable[[View], View]:
    """Open a view to the roles that POLICY names; everybody else gets a 404, as if it were not there.

    Raises KeyError at import for a pair that POLICY does not know, so that a typing error cannot open a door.
    """
    if (object_class, action) not in POLICY:
        raise KeyError(f"POLICY has no entry for {object_class!r}, {action!r}")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if allowed(request.user, object_class, action) is None:
                raise Http404
            return view(request, *args, **kwargs)

        guarded.policy = (object_class, action)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def password_fits(request: HttpRequest, user: User, password: str) -> bool:
    """Whether this is the account's password. Raises TooManyGuesses, which answers 429 by itself."""
    return authenticate(request, username=user.get_username(), password=password) == user
