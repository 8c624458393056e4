"""What is left of a word without its endings, in the languages most of our readers write.

Light stemming: endings of case, number, person, and the particles that Arabic writes in front; nothing is
derived. What a rule takes away too much or too little, the pieces of words in `shelves` bear. Other languages
keep their words as they are. Letters are those of `letters.folded`, so that ı is i and ة is ه.

Sources: for Arabic "light10" of Larkey, Ballesteros, Connell 2007, doi:10.1007/978-1-4020-6046-5_12; the idea
of one list of endings, longest first, for the others: Savoy 2006, doi:10.1145/1141277.1141523. The lists are
our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .letters import primary

Stem = Callable[[str], str]


def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself where the language has no rules here."""
    rule = _RULES.get(primary(language))
    return rule(word) if rule else word


def _without_ending(endings: str, *, least: int) -> Stem:
    """Takes off the longest of the endings that leaves at least so many letters."""
    found = re.compile(rf"(?<=.{{{least}}})(?:{'|'.join(_longest_first(endings))})$")
    return lambda word: found.sub("", word, count=1)


def _longest_first(parts: str) -> list[str]:
    return sorted(parts.split(), key=len, reverse=True)


_german = _without_ending("ern em er en es e s n", least=4)
_french = _without_ending("es s e ees ee er ez aux", least=4)
_ENGLISH_Y = re.compile(r"(?<=.{3})ie[sd]$|(?<=.{3})y$")
_english_ending = _without_ending("ing ings ed es e s", least=4)
_persian = _without_ending("ها هاي هايي هايم هايش ي يي م ت ش ان ات", least=3)
_ukrainian = _without_ending(
    "а у и і я ю е о ь ам ям ах ях ів ей ем ом ою ею ами ями ові еві ии іи ія ію іі ією іям іях іями ого его "
    "ому ему им ім их іх ими іми оі єі ость ості істю ти ть",
    least=3,
)
_russian = _without_ending(
    "а у ы и я ю е о ь ам ям ах ях ов ев еи ем ом ою ею ами ями ии ыи ого его ому ему им ым их ых ими ыми ои "
    "ая яя ое ее ую юю ия ию ием иях иям ость ости остью ть",
    least=3,
)


def _english(word: str) -> str:
    changed = _ENGLISH_Y.sub("i", word)
    return changed if changed != word else _english_ending(word)


_ARABIC_FRONT = re.compile(r"^(?:و?(?:ال|بال|فال|كال|لل)(?=..)|و(?=...))")
_ARABIC_PARTICLE = re.compile(r"^[بلفك](?=....)")
_ARABIC_ENDINGS = "ها ان ات ون ين يه ه ي"
_arabic_ending = _without_ending(_ARABIC_ENDINGS, least=2)
_arabic_second = _without_ending(_ARABIC_ENDINGS, least=4)  # or ألمانية, German, would be ألم, pain


def _arabic(word: str) -> str:
    """Without article and particles; two rounds of endings, as in سياراتها."""
    bare = _ARABIC_FRONT.sub("", word)
    if bare == word:
        bare = _ARABIC_PARTICLE.sub("", word)
    return _arabic_second(_arabic_ending(bare))


_TURKISH_VERB = re.compile(
    r"(?<=...)(?:m[ae]k?|[iu]yor(?:[iu]m|[iu]z|s[iu]n|l[ae]r)?)$"
)  # to move, I am moving
_TURKISH = tuple(
    re.compile(rf"(?<=...)(?:{one})$|(?<=..)(?:{two})$")
    for one, two in (
        ("a|e|[yn][ae]|[iu]|[yn][iu]", "[dt][ae]n?|n[dt][ae]n?|y?l[ae]|[iu]n|n[iu]n"),  # case
        ("[iu]|s[iu]", "[iu]m|[iu]n|[iu]m[iu]z|[iu]n[iu]z|l[ae]r[iu]"),  # whose
        ("l[ae]r", "l[ae]r"),  # more than one
        ("[aeiou]", "(?!)"),  # a vowel at the end, which may have looked like a case
    )
)
_TURKISH_SOFT = str.maketrans("bdg", "ptk")  # kitap, kitabi; kanat, kanadi; cocuk, cocugu


def _turkish(word: str) -> str:
    word = _TURKISH_VERB.sub("", word)
    for endings in _TURKISH:
        word = endings.sub("", word, count=1)
    return word[:-1] + word[-1:].translate(_TURKISH_SOFT)


_RULES: dict[str, Stem] = {
    "de": _german,
    "en": _english,
    "fr": _french,
    "ar": _arabic,
    "fa": _persian,
    "uk": _ukrainian,
    "ru": _russian,
    "tr": _turkish,
}
