"""Translated text and its state: for keyed texts, what each language says and whether it still holds.

A room names a collection ("questionnaire/needs/1", "offers") and owns the source texts; this room keeps
translations, with their history and what each was made from, and says how they stand. It knows nothing of
what they are for. A glossary, PO files and a plug for machine translation help those who translate.
"""
