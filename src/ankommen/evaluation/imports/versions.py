"""Which version a file of paper interviews was printed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ankommen.questionnaires.queries import open_versions, settled_versions, version_by_name

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version


class NoVersion(Exception):
    """It is not clear which version is meant, or there is none; the sentence says what to name."""


def version_to_import(form_id: str, label: str) -> Version:
    """The version that is named; else the only one in use. Raises NoVersion.

    A retired one is never guessed: who names it says that the paper was printed from it.
    """
    in_use = list(open_versions())
    forms = {form_id} if form_id else {version.questionnaire_id for version in in_use}
    if len(forms) != 1:
        raise NoVersion(
            _("Say which questionnaire: --questionnaire %(names)s.")
            % {"names": " | ".join(sorted(forms)) or "…"}
        )
    (form,) = forms
    if label:
        if version := version_by_name(form, label):
            return version
        labels = ", ".join(version.label for version in settled_versions(form))
        raise NoVersion(
            _("The questionnaire %(form)s has no version “%(label)s”. It has: %(labels)s.")
            % {"form": form, "label": label, "labels": labels or "–"}
        )
    candidates = [version for version in in_use if version.questionnaire_id == form]
    if len(candidates) != 1:
        labels = " | ".join(version.label for version in candidates or settled_versions(form))
        raise NoVersion(
            _("Say which version the paper was printed from: --version %(labels)s.")
            % {"labels": labels or "…"}
        )
    return candidates[0]
