"""Texts and links of the directory: what in them would run, and what is left when it is taken out."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

LONGEST_LINK = 500  # as the tables have it
# A tag begins with a letter right behind the sign, as browsers have it: "less than < 3" and "<3" are none.
_TAG = re.compile(
    r"<(?:/?[a-z][a-z0-9:-]*(?:[\s/][^<>]*)?>|!--|!doctype|\?xml|/?(?:script|style|iframe|img|svg|a)\b)",
    re.IGNORECASE,
)
_WITH_CONTENT = re.compile(r"<(script|style|iframe|svg)\b.*?(?:</\1[^<>]*>|\Z)", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[/!?a-z][^<>]*(?:>|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
# A call or a reference to a program behind a sign that begins formulas. "@name" and phone numbers are none.
_FORMULA = re.compile(r"['\"\s]*(?:[=＝]\s*\S|[-+@＋－＠﹢﹣](?:[-\d\s,+*/]*[A-Za-z_.]+\(|[^\n|]*\|\s*['/]))")
_BLANK = re.compile(r"[\s\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_DOMAIN = re.compile(
    r"(?:www\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_HOST = re.compile(r"[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff.-]*[a-z0-9\u00a1-\uffff])?", re.IGNORECASE)


def has_html(text: str) -> bool:
    """Whether a text holds tags; "less than <3" is none."""
    return "<" in text and bool(_TAG.search(text))


def without_html(text: str) -> str:
    """The text without tags and what only programs read; entities as the signs they stand for."""
    text = _BREAK.sub("\n", _WITH_CONTENT.sub("", text))
    lines = (" ".join(line.split()) for line in html.unescape(_ANY_TAG.sub("", text)).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program would run the text: =HYPERLINK(…), @SUM(…), +cmd|…!A0."""
    return bool(_FORMULA.match(text))


def is_web_address(text: str) -> bool:
    """Whether a link may be shown: http or https, a host, no name and password, nothing invisible in it."""
    if len(text) > LONGEST_LINK or _BLANK.search(text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    is_web = parts.scheme.lower() in ("http", "https")
    return is_web and "@" not in parts.netloc and "\\" not in text and bool(_HOST.fullmatch(host))


def is_bare_address(text: str) -> bool:
    """Whether only https:// is missing: www.example.org/advice."""
    return len(text) <= LONGEST_LINK and bool(_DOMAIN.fullmatch(text)) and is_web_address(f"https://{text}")
