"""What is wrong with a text or a file, in sentences; and what a translation must keep of its source."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ankommen.translations.queries import Code, Problem, State

STATES: dict[State, Promise] = {
    State.CURRENT: gettext_lazy("up to date"),
    State.MACHINE: gettext_lazy("by a machine"),
    State.OUTDATED: gettext_lazy("outdated"),
    State.MISSING: gettext_lazy("missing"),
}
_SENTENCES: dict[Code, Promise] = {
    Code.TEXT_TOO_LONG: gettext_lazy("The text is longer than %(hint)s characters. Please shorten it."),
    Code.UNSTORABLE: gettext_lazy(
        "The text holds signs that nobody can see or that turn letters round. Please type it anew."
    ),
    Code.PLACEHOLDERS: gettext_lazy(
        "A program fills in %(hint)s: it must stand in the translation just as in the source."
    ),
    Code.EMPTY: gettext_lazy("Nothing stands there."),
    Code.UNKNOWN_KEY: gettext_lazy("This collection has no such text. It may have been removed since."),
    Code.NAMED_TWICE: gettext_lazy("The file has this text twice. Only the first one counts."),
    Code.SOURCE_CHANGED: gettext_lazy(
        "The source has changed since the file was made. It now says: %(hint)s"
    ),
    Code.FUZZY: gettext_lazy(
        "The text is marked as needing work (fuzzy). Take the mark away when it is right."
    ),
    Code.OBSOLETE: gettext_lazy("The text is marked as no longer used."),
    Code.PLURAL: gettext_lazy("The text has plural forms; texts of this collection have none."),
    Code.FILE_EMPTY: gettext_lazy("The file is empty."),
    Code.FILE_TOO_LARGE: gettext_lazy("The file is larger than %(hint)s MB. Please bring it in parts."),
    Code.FILE_NOT_UTF8: gettext_lazy("The file is not in UTF-8. Please save it as UTF-8."),
    Code.FILE_NOT_PO: gettext_lazy(
        "This is no PO file, or it is damaged. Please take the file that this page gives you."
    ),
    Code.TOO_MANY_ENTRIES: gettext_lazy("The file has more than %(hint)s texts. Please bring it in parts."),
    Code.OTHER_LANGUAGE: gettext_lazy("The file is for another language: %(hint)s."),
}
_LINK = re.compile(r"https?://[^\s<>()\[\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\]\(([^()\s]+)\)")


def sentence_of(problem: Problem) -> str:
    """What is wrong and what to do."""
    hint = problem.hint if len(problem.hint) <= 200 else f"{problem.hint[:200]}…"
    return str(_SENTENCES[problem.code]) % {"hint": hint}


def links_in(text: str) -> list[str]:
    """Web and mail addresses, and where the links of a guide lead; each once, in their order."""
    found = (match[1] or match[0].rstrip(".,;:!?") for match in _LINK.finditer(text))
    return list(dict.fromkeys(found))


def lost_links(source: str, translation: str) -> str:
    """A sentence that names the links which the translation does not hold; empty where it holds all."""
    lost = [link for link in links_in(source) if link not in translation]
    if not lost:
        return ""
    return _("These links of the source are missing in the translation: %(links)s") % {
        "links": ", ".join(lost)
    }
