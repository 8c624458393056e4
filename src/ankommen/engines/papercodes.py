"""Codes that people copy from paper: Crockford's base 32, so that no sign is taken for another.

Sixteen signs are 80 bits, which nobody guesses; they are kept as keyed digests only. Source: Crockford,
"Base 32", https://www.crockford.com/base32.html.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET = 16  # signs of a code that opens something
_READ_AS = str.maketrans("OIL", "011")


def new_code(signs: int = SECRET) -> str:
    """A fresh random code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(signs))


def code_from(secret: bytes) -> str:
    """The code that 10 or more secret bytes stand for; the same bytes give the same code."""
    number = int.from_bytes(secret[: SECRET * 5 // 8])
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SECRET)))


def normalised(text: str, signs: int = SECRET) -> str | None:
    """The signs of a code as a person typed it (small letters, O for 0, blanks), or None if it is none."""
    typed = re.sub(r"[\s\-–]", "", text).upper().translate(_READ_AS)
    return typed if len(typed) == signs and set(typed) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """The code as it is printed: in fours, six signs in threes."""
    size = 3 if len(code) == 6 else 4
    return "-".join(code[start : start + size] for start in range(0, len(code), size))
