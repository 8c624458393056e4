"""Full-text search in memory over some thousand records in many languages, the same beside any database.

A question finds what was written in another language through translated texts and through a thesaurus of
topics: its words are looked for in all languages, and the topics it is about (`Thesaurus`) by their terms in
the language of each text. Words are compared by their stems and by pieces of four letters, so compounds and
endings nobody listed still match; a word that nobody knows is set right to the nearest one.

`Index(documents, thesaurus, weights)` is built from `Document`s; `search` gives `Found` with `Hit`s; `put`,
`remove` and `teach` keep it current; `near_topics` proposes where to look when nothing was found.
Methods: BM25F in `scoring`, letters in `letters`, stems in `stems`, slips of the keyboard in `nearness`,
likeness of words in `likeness`. Costs: building and memory grow with the words of all texts; a search with
the documents times the words and pieces of the question, in each language that shares its letters; a change
copies the arrays of the document's languages. Figures: docs/search.md.
"""

from .documents import Document, Found, Hit
from .index import Index
from .letters import words
from .stopwords import telling
from .thesaurus import Thesaurus

__all__ = ["Document", "Found", "Hit", "Index", "Thesaurus", "telling", "words"]
