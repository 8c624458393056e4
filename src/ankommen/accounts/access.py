"""The one idiom that reads POLICY: `@may(object class, action)` on views and API routes, `scope_of` and
`seen` for what is listed and shown, `fields_of` for what of it. And the password, asked once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce, wraps
from operator import or_
from typing import Any, TypeVar, cast

from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, ExpressionWrapper, Model, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from .brake import TooManyGuesses as TooManyGuesses
from .brake import braked as braked
from .login.ends import cookie_of_login as cookie_of_login
from .login.ends import login_ends as login_ends
from .login.factors import fresh_second_factor as fresh_second_factor
from .login.gate import second_factor_gate as second_factor_gate
from .models import Role, User
from .policy import GRANTED, POLICY, Allowed

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row", bound=Model)


class StaffRequest(HttpRequest):
    """A request that `@may` has let in: an account stands behind it."""

    user: User


@dataclass(frozen=True)
class Scope:
    """What a word of POLICY means for one class of objects.

    objects: their Q; it spans no to-many relation but by a subquery, or rows would come twice.
    granted: the fields that grants open of a row; `loaded` gives the rows of grants with it, in one query.
    """

    objects: Callable[[User], Q]
    granted: Callable[[Any], frozenset[str]] | None = None
    loaded: Callable[[User], Prefetch[str]] | None = None


_scopes: dict[tuple[str, str], Scope] = {}


def register_scope(
    object_class: str,
    name: str,
    objects: Callable[[User], Q],
    *,
    granted: Callable[[Any], frozenset[str]] | None = None,
    loaded: Callable[[User], Prefetch[str]] | None = None,
) -> None:
    """Say which objects of a class a scope named in POLICY means for an account; see Scope.

    Called from a room's `access.py`.
    """
    _scopes[object_class, name] = Scope(objects, granted, loaded)


def allowed(user: User | AnonymousUser, object_class: str, action: str) -> tuple[Allowed, ...]:
    """What POLICY gives the account's present role; empty where it gives nothing."""
    if not isinstance(user, User) or not user.is_active or user.membership is None:
        return ()
    return POLICY.get((object_class, action), {}).get(Role(user.membership.role), ())


def scope_of(user: User | AnonymousUser, object_class: str, action: str) -> Q:
    """The objects of the class on which `user` may do `action`, as a Q; matches nothing where POLICY is
    silent.
    """
    alternatives = allowed(user, object_class, action)
    if not alternatives:
        return Q(pk__in=[])
    if any(each.scope == "all" for each in alternatives):
        return Q()  # an empty Q in an "or" is dropped by Django, and would not open all
    return reduce(or_, (_objects(cast(User, user), object_class, each.scope) for each in alternatives))


def seen(user: User | AnonymousUser, object_class: str, action: str, objects: QuerySet[Row]) -> QuerySet[Row]:
    """Those of `objects` on which `user` may do `action`; each row carries what `fields_of` reads."""
    alternatives = allowed(user, object_class, action)
    objects = objects.filter(scope_of(user, object_class, action))
    for number, each in enumerate(alternatives):
        inside = _objects(cast(User, user), object_class, each.scope) or Q(pk__isnull=False)
        objects = objects.annotate(
            **{f"open_by_{number}": ExpressionWrapper(inside, output_field=BooleanField())}
        )
        scope = _scopes.get((object_class, each.scope))
        if each.fields == GRANTED and scope and scope.loaded:
            objects = objects.prefetch_related(scope.loaded(cast(User, user)))
    return objects


def fields_of(
    user: User | AnonymousUser, object_class: str, action: str, row: Model
) -> frozenset[str] | None:
    """The groups of fields that `user` may see of a row of `seen`; None stands for all."""
    fields: frozenset[str] = frozenset()
    for number, each in enumerate(allowed(user, object_class, action)):
        if not getattr(row, f"open_by_{number}"):
            continue
        if each.fields is None:
            return None
        fields |= _named(object_class, each, row)
    return fields


def _objects(user: User, object_class: str, scope: str) -> Q:
    return Q() if scope == "all" else _scopes[object_class, scope].objects(user)


def _named(object_class: str, each: Allowed, row: Model) -> frozenset[str]:
    if isinstance(each.fields, frozenset):
        return each.fields
    granted = _scopes[object_class, each.scope].granted
    return granted(row) if granted else frozenset()


def may(object_class: str, action: str) -> Callable[[View], View]:
    """Open a view to the roles that POLICY names; everybody else gets a 404, as if it were not there.

    It stands first of a view's decorators: not even the methods of a page are told before it was asked.
    Raises KeyError at import for a pair that POLICY does not know, so that a typing error cannot open a door.
    """
    if (object_class, action) not in POLICY:
        raise KeyError(f"POLICY has no entry for {object_class!r}, {action!r}")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not allowed(request.user, object_class, action):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.policy = (object_class, action)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def password_fits(request: HttpRequest, user: User, password: str) -> bool:
    """Whether this is the account's password. Raises TooManyGuesses, which answers 429 by itself."""
    return authenticate(request, username=user.get_username(), password=password) == user


def ask_for_proof(request: HttpRequest) -> HttpResponse:
    """To the page that asks for a second factor once more, and from there back to where one was going."""
    return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': request.get_full_path()})}")
