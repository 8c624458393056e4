"""Figures as they are published: counted, protected, attacked, and only then kept, for ever."""

from .audiences import PUBLIC, STAFF
from .making import TooSoon, make_release
from .protecting import NotSafe
from .running import UnderWay, refused, start, work

__all__ = ["PUBLIC", "STAFF", "NotSafe", "TooSoon", "UnderWay", "make_release", "refused", "start", "work"]
