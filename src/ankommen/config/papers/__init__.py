"""The public legal pages: privacy, accessibility, imprint.

The texts lie here, a file a language (`texts/`); the facts in them are the city's (`city.toml`,
`legal.toml`), and a city may bring a text of its own. A text counts as a draft until the city names a person
who has checked exactly these words.
"""
