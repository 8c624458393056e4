"""The rooms, top floor first.

The floors also stand in pyproject.toml; tests/test_architecture.py compares the two.
"""

FLOORS = (
    ("portal", "cases"),
    ("evaluation",),
    ("interviews", "offers", "knowledge"),
    ("questionnaires",),
    ("accounts",),
    ("places", "topics"),
    ("journal", "translations", "ui", "vault"),
)
ROOMS = tuple(room for floor in FLOORS for room in floor)
