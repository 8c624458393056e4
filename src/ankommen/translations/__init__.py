"""Translated text and its state: for keyed texts, what each language says and whether it still holds.

A room names a collection ("questionnaire/needs/1") and owns the source texts; this room keeps translations,
with their history, and compares each with its source. It knows nothing of what they are for.
"""
