"""Doors of the accounts room for reading."""

from django.db.models import QuerySet

from .models import User


def active_accounts() -> QuerySet[User]:
    """Everybody who can log in, with their memberships."""
    return User.objects.filter(is_active=True).prefetch_related("memberships__organisation")
