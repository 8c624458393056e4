"""Figures as they are published: counted, protected, attacked, and only then kept, for ever."""

from .making import PUBLIC, STAFF, NotSafe, TooSoon, make_release

__all__ = ["PUBLIC", "STAFF", "NotSafe", "TooSoon", "make_release"]
