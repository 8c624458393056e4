"""What a translated text must keep to, whoever brings it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from .documents import Document, walk

MAX_TEXT = 10_000  # characters, as engines.xlsform allows in a cell
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def faults_in(texts: Mapping[str, str], document: Document) -> list[tuple[str, str]]:
    """What is wrong with translations (text key -> text): pairs of text key and sentence, in their order."""
    names = {item["key"] for item in walk(document["items"])}
    return [(key, sentence) for key, text in texts.items() for sentence in _faults(text, names)]


def placeholders_in(text: str) -> list[str]:
    """The names that a text takes values from: what stands in `${…}`."""
    return _PLACEHOLDER.findall(text)


def _faults(text: str, names: set[str]) -> Iterator[str]:
    if not text:
        yield _("The text is empty. Write it, or leave the entry as it was.")
    if len(text) > MAX_TEXT:
        yield _("The text has more than %(limit)s characters. Shorten it.") % {"limit": MAX_TEXT}
    if _UNSTORABLE.search(text):
        yield _("The text holds characters that cannot be stored. Type it anew.")
    for name in placeholders_in(text):
        if name not in names:
            yield _("“${%(name)s}” names no question. Copy the placeholder from the source text.") % {
                "name": name
            }
