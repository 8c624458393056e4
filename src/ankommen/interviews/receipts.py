"""Receipt codes of interviews (engines.papercodes): made by the browser, kept here only as a keyed digest."""

from __future__ import annotations

from ankommen.vault.queries import ring


def digests(receipt: str) -> list[str]:
    """The digests under which a normalised code may be stored, newest key first."""
    return ring().digests(receipt, purpose="receipt")
