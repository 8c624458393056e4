import pytest
from django.core.cache import cache

from ankommen.accounts.models import User
from tests.accounts.factories import UserFactory
from tests.accounts.logins import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def user(db: None) -> User:
    user: User = UserFactory()
    return user


@pytest.fixture
def strict(settings: object) -> None:
    """As in earnest: a password alone opens nothing."""
    settings.REQUIRE_SECOND_FACTOR = True  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def no_code_was_used_before() -> None:
    """allauth remembers codes in the memory of the process, beside our own count in the database."""
    cache.clear()
