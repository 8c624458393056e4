"""What items, lists of choices and needs may be called."""

from __future__ import annotations

import re

MAX_NAME = 200
NAME = re.compile(r"[^\W\d][\w.\-]*")
RESERVED = frozenset({"__proto__"})  # to a browser no name in an object, but what stands behind the object
