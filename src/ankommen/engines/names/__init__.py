"""Names in any spelling: keys to store a name under, keys to ask for, and how close two names are.

Names of clients lie sealed in the database. What can be searched are keyed digests of the keys made here:
`search_keys` says what to store beside a name, `query_keys` what to look for, `closeness` orders the hits
when they were opened. A key tells how a part of a name sounds: Mohammed, Mouhamed, Muhammet, Мухаммад and
محمد have the same.

Method: NFKC and small letters; words in Latin letters by tables of our own (`spelling`, `letters`); joints
such as "al-", "bin", "von" aside, glued names taken apart (`parts`); consonants folded into ten classes, with
up to four readings a word where a letter is open (`readings`). What a key does not keep: vowels inside a
word, doubled letters, accents, the order of the parts. Nothing is cached: names of people do not stay in
memory because somebody searched.

After Soundex (Russell, US patent 1261167, 1918), Metaphone (Philips, Computer Language 7/12, 1990) and
Double Metaphone (Philips, C/C++ Users Journal 18/6, 2000): consonant classes and several readings, here for
what offices of many countries write instead of English, and over the whole word. Transliterations: see
`letters`. Figures, and what digests of keys give away: docs/names.md.
"""

from .closeness import closeness
from .search import query_keys, search_keys

__all__ = ["closeness", "query_keys", "search_keys"]
