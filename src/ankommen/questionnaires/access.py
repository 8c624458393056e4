"""The gate of the questionnaires room: finding a version and checking the right to it are one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from ankommen.accounts.access import scope_of

from .models import LanguagePack, Version

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

    from ankommen.accounts.models import User


def version_for(user: User | AnonymousUser, pk: UUID, *, to: str = "read") -> Version:
    """The version with its packs, if `user` may do `to` (an action of POLICY). Http404 otherwise. Two
    queries."""
    versions = Version.objects.light().select_related("questionnaire", "uploaded_by", "published_by")
    version = versions.prefetch_related("packs").filter(scope_of(user, "questionnaire", to), pk=pk).first()
    if version is None:
        raise Http404
    return version


def pack_for(user: User | AnonymousUser, pk: UUID, language: str, *, to: str = "read") -> LanguagePack:
    """The pack of that language, its version loaded as by `version_for`. Http404 where there is none."""
    version = version_for(user, pk, to=to)
    pack = next((pack for pack in version.packs.all() if pack.language == language), None)
    if pack is None:
        raise Http404
    pack.version = version
    return pack
