"""The look of every page: base templates, parts, form markup, stylesheets, icons, fonts and the tags that go with them.

Nouns: frame (base, public, desk, print), part, icon, pair (one sentence in two languages). Holds no data and knows no other room;
what a page shows comes in its context. docs/look.md says what there is.
"""
