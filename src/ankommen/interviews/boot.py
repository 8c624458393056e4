"""What the interview screen gets when it starts: see docs/decisions/0002."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ankommen.engines.languages import language as language_of
from ankommen.places.queries import active_sites
from ankommen.questionnaires.queries import pack_digest, released_languages, version_by_digest
from ankommen.topics.queries import topic_labels

from .access import OpenDraft, is_handed_over
from .models import BreakOff, Interpreter
from .notice import notice_in, notice_languages
from .wording import wording

if TYPE_CHECKING:
    from ankommen.questionnaires.models import Version

OWN = "de"
# Stands in the keying screen's address until it makes numbers of its own; no interview has it.
EXAMPLE_NUMBER = UUID("00000000-0000-4000-8000-000000000000")


def interview_boot(request: HttpRequest, draft: OpenDraft) -> dict[str, Any]:
    """The boot object of the screen for one draft."""
    content, pk, number = draft.content, draft.row.pk, UUID(draft.content.interview)
    version = version_by_digest(content.form_digest)
    if version is None:
        raise LookupError("A draft names a published version, and versions stay for ever.")
    return _frame(request, version, content.language) | {
        "interview": str(number),
        "on": content.on,
        "handed_over": is_handed_over(request),
        "interpreter": content.interpreter,
        "contact": content.contact,
        "site": content.site,
        "consent": content.consent,
        "draft": content.screen or None,
        "urls": {
            "draft": reverse("interviews:draft", args=[pk]),
            "submit": reverse("api:submit_interview", args=[number]),
            "needs": reverse("interviews:needs"),
            "hand_over": reverse("interviews:hand_over", args=[pk]),
            "take_back": reverse("interviews:take_back"),
            "discard": reverse("interviews:discard", args=[pk]),
            "login": f"{reverse('accounts:login')}?next={request.path}",
            "end": reverse("interviews:start"),
        },
    }


def keying_boot(request: HttpRequest, version: Version) -> dict[str, Any]:
    """The boot object of the keying screen for sheets of one version."""
    notice = notice_in(OWN, OWN).version
    frame = _frame(request, version, OWN)
    return frame | {
        "keying": True,
        "on": timezone.localdate().isoformat(),
        "consent": {"text_version": notice},
        "consent_languages": sorted(notice_languages(notice)),
        "sites": [{"slug": site.slug, "name": site.name} for site in active_sites()],
        "interpreters": [{"value": value, "label": str(label)} for value, label in Interpreter.choices],
        "client_languages": frame["languages"]["all"],
        "urls": {
            "submit": reverse("api:submit_interview", args=[EXAMPLE_NUMBER]),
            "login": f"{reverse('accounts:login')}?next={request.path}",
            "end": reverse("interviews:start"),
        },
    }


def _frame(request: HttpRequest, version: Version, client: str) -> dict[str, Any]:
    languages = list(dict.fromkeys([*released_languages(version), client]))
    return {
        "form": {
            "id": version.questionnaire_id,
            "version": version.label,
            "hash": version.digest,
            "document": reverse("interviews:document", args=[version.digest]),
            "texts": {code: _texts_url(version, code) for code in languages},
        },
        "languages": {"own": OWN, "client": client, "all": [_language(code) for code in languages]},
        "topics": _topics(languages),
        "wording": {code: wording(code) for code in dict.fromkeys([OWN, *languages])},
        "break_off_reasons": {code: _labels(code) for code in dict.fromkeys([OWN, *languages])},
        "icons": static("ui/icons.svg"),
        "csrf": get_token(request),
    }


def _texts_url(version: Version, language: str) -> str:
    return f"{reverse('interviews:texts', args=[version.digest, language])}?{pack_digest(version, language)}"


def _language(code: str) -> dict[str, str]:
    language = language_of(code)
    return {"code": code, "name": language.endonym, "direction": language.direction}


def _topics(languages: list[str]) -> dict[str, dict[str, str]]:
    labels = {code: topic_labels(code) for code in dict.fromkeys([OWN, *languages])}
    return {slug: {code: names[slug] for code, names in labels.items()} for slug in labels[OWN]}


def _labels(language: str) -> dict[str, str]:
    with override(language):
        return {value: str(label) for value, label in BreakOff.choices}
