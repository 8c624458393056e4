from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from ankommen.accounts.access import allowed, may, scope_of
from ankommen.accounts.models import Role
from ankommen.accounts.policy import POLICY
from tests.accounts.factories import UserFactory
from tests.addresses import routes


@may("questionnaire", "publish")
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def request_of(user: object) -> HttpRequest:
    request = HttpRequest()
    request.user = user  # type: ignore[assignment]
    return request


def test_a_view_cannot_name_a_pair_that_policy_does_not_know() -> None:
    with pytest.raises(KeyError):
        may("questionnaire", "publsh")


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_a_view_opens_to_the_roles_of_its_pair_only(role: str) -> None:
    user = UserFactory(role=role)
    if Role(role) in POLICY["questionnaire", "publish"]:
        assert view(request_of(user)).content == b"open"
    else:
        with pytest.raises(Http404):
            view(request_of(user))


def test_nobody_is_let_in_without_login() -> None:
    with pytest.raises(Http404):
        view(request_of(AnonymousUser()))


@pytest.mark.django_db
def test_a_membership_that_ended_opens_nothing() -> None:
    user = UserFactory(role=Role.PROJECT_LEAD)
    user.memberships.update(
        begins_on=timezone.localdate() - timedelta(9), ends_on=timezone.localdate() - timedelta(1)
    )
    assert allowed(user, "questionnaire", "publish") == ()
    assert scope_of(user, "questionnaire", "publish") == Q(pk__in=[])


@pytest.mark.django_db
def test_a_locked_account_opens_nothing() -> None:
    user = UserFactory(role=Role.PROJECT_LEAD)
    user.is_active = False
    assert allowed(user, "questionnaire", "publish") == ()


def test_every_address_names_its_rule_or_says_that_it_is_public() -> None:
    silent = [route.pattern for route in routes() if not _has_rule(route.view)]
    assert silent == []


def test_a_view_without_a_rule_would_be_seen() -> None:
    assert not _has_rule(lambda request: HttpResponse())


def test_no_address_tells_its_methods_before_its_rule_was_asked() -> None:
    """Else a wrong method says of a page that it is there: 405 to whoever may know nothing of it."""
    ruled = [route for route in routes() if route.policy]
    assert ruled
    assert [route.pattern for route in ruled if not _rule_comes_first(route.view)] == []


def test_a_rule_that_comes_second_would_be_seen() -> None:
    assert _rule_comes_first(may("desk", "read")(require_POST(view)))
    assert not _rule_comes_first(require_POST(may("desk", "read")(view)))


def _rule_comes_first(callback: object) -> bool:
    request = request_of(AnonymousUser())
    request.method = "BREW"
    try:
        callback(request)  # type: ignore[operator]
    except Http404:
        return True
    return False


def _has_rule(callback: object) -> bool:
    operations = _api_operations(callback)
    if operations:
        return all(_has_rule(operation.view_func) for operation in operations)
    return hasattr(callback, "policy") or getattr(callback, "login_required", True) is False


def _api_operations(callback: object) -> list[object]:
    path_view = getattr(callback, "__closure__", None) and [
        cell.cell_contents
        for cell in callback.__closure__
        if hasattr(cell.cell_contents, "operations")  # type: ignore[attr-defined]
    ]
    return list(path_view[0].operations) if path_view else []
