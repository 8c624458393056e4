"""Who did what, and who saw what: an append-only journal without personal data.

A room declares its verbs, each with its sentence (`declare_verbs`), and records with `record`. Actor, role
and organisation are stored as values, since the journal lies below accounts. Nothing ties a second to an
interview: verbs of interviews are declared `coarse` and carry neither id nor time of day.
"""
