"""Words that carry no question, in the languages where leaving them out was measured to help.

Recall@5 over the questions of `ankommen bench search` on the half that was tuned on, without and with: see
docs/search.md. Other languages have no list until somebody measures one.
"""

from __future__ import annotations

from collections.abc import Sequence

from .letters import folded, primary

_GERMAN = """
    wer was wo wie wann warum welche welcher welches welchen welchem wieviel wohin woher wen wem wessen wofür
    womit der die das den dem des ein eine einen einem einer eines und oder ist sind war wird werden kann
    können man ich sich in im an am auf für mit von vom zu zum zur bei aus es sie er wenn als muss müssen hat
    haben gibt nicht
"""
_ENGLISH = """
    who what where how when why which whom whose the a an and or is are was be been can could do does did i
    you it they he she to of in on at for with from by as if must has have there not my your their
"""
_STOPWORDS = {
    language: frozenset(folded(word, language) for word in words.split())
    for language, words in {"de": _GERMAN, "en": _ENGLISH}.items()
}


def telling(words: Sequence[str], language: str) -> list[str]:
    """The words without stop words of their language, each once; all of them if nothing else is left."""
    stopwords = _STOPWORDS.get(primary(language), frozenset())
    each = dict.fromkeys(words)
    return [word for word in each if folded(word, language) not in stopwords] or list(each)
