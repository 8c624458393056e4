"""Receipt codes: 80 bits in Crockford's base 32, made by the browser, kept here only as a keyed digest."""

from __future__ import annotations

import re
import secrets

from ankommen.vault.queries import ring

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_READ_AS = str.maketrans("OIL", "011")


def new_receipt() -> str:
    """A fresh code for what is stored without a browser (demo, import)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))


def normalised(text: str) -> str | None:
    """The sixteen signs of a code as typed by a person (small letters, O for 0, blanks), or None if it is
    none.
    """
    signs = re.sub(r"[\s\-–]", "", text).upper().translate(_READ_AS)
    return signs if len(signs) == _LENGTH and set(signs) <= set(ALPHABET) else None


def grouped(signs: str) -> str:
    """The code as it is printed: four groups of four."""
    return "-".join(signs[start : start + 4] for start in range(0, _LENGTH, 4))


def digests(receipt: str) -> list[str]:
    """The digests under which a normalised code may be stored, newest key first."""
    return ring().digests(receipt, purpose="receipt")
