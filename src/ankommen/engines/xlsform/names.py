"""What items, lists of choices and needs may be called."""

from __future__ import annotations

import re

MAX_NAME = 200
MAX_PATH = 370  # names with those around them: their texts are kept under keys of 400 characters
NAME = re.compile(r"[^\W\d][\w.\-]*")
RESERVED = frozenset({"__proto__"})  # to a browser no name in an object, but what stands behind the object
