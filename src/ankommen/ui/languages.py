"""What a page must know of a language: which way it runs and what it calls itself."""

from __future__ import annotations

from django.conf.locale import LANG_INFO

# Languages written from right to left, by their tag's first part, and scripts that make any language run so.
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "azb", "ckb", "dv", "fa", "he", "ks", "nqo", "prs", "ps", "sd", "syr", "ug", "ur", "yi")
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"))
# Own names that Django does not know; spelling as in the Unicode CLDR.
_ENDONYMS = {
    "am": "አማርኛ", "bs": "bosanski", "kmr": "kurmancî", "ku": "kurmancî", "ps": "پښتو", "prs": "دری", "rom": "romani",
    "so": "Soomaali", "ti": "ትግርኛ", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ",
}  # fmt: skip


def direction(tag: str) -> str:
    """Give "rtl" or "ltr" for a BCP 47 `tag`; a script subtag (`az-Arab`, `ur-Latn`) outweighs the language."""
    language, *rest = tag.replace("_", "-").lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def endonym(tag: str) -> str:
    """Give the name that the language of `tag` has for itself, or the tag where neither Django nor we know one."""
    language = tag.replace("_", "-").lower().split("-")[0]
    known = LANG_INFO.get(language, {})
    return _ENDONYMS.get(language) or known.get("name_local") or tag
