"""The look of every page: templates, parts, form markup, stylesheets, icons, fonts, and template tags.

Nouns: frame (base, public, desk, print), part, icon, pair (one sentence in two languages). Holds no data and
knows no other room; what a page shows comes in its context. docs/look.md says what there is.
"""
