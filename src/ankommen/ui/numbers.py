"""Numbers as people write them in the language of the page, where Django's formats end."""

from __future__ import annotations

from django.utils.translation import get_language

# Where the sign stands and with what space (Unicode CLDR, percentFormat). Without a space the sign keeps its
# side of the number in a text that runs from the right.
_PERCENT = {"ar": "{}%", "en": "{}%", "fa": "{}٪", "tr": "%{}", "uk": "{}%"}
_OTHERWISE = "{}\u202f%"


def percent_text(number: int) -> str:
    """Write a whole percent: "38 %", "38%", "%38"."""
    language = (get_language() or "").partition("-")[0]
    return _PERCENT.get(language, _OTHERWISE).format(number)
