"""What a social worker's browser does around an interview."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.test import Client

from tests.accounts.factories import UserFactory


def logged_in(**traits: str) -> Client:
    client = Client()
    client.force_login(UserFactory(**traits))
    return client


def begin(client: Client, **changes: str) -> UUID:
    chosen = {"language": "ar", "interpreter": "mediator", "contact": "desk", **changes}
    response = client.post("/interviews/", chosen)
    assert response.status_code == 302, response.content
    return UUID(response.url.split("/")[2])  # type: ignore[attr-defined]


def consent(client: Client, pk: UUID | str) -> None:
    assert client.post(f"/interviews/{pk}/notice/", {"decision": "consent"}).status_code == 302


def boot_of(client: Client, pk: UUID | str) -> dict[str, Any]:
    page = client.get(f"/interviews/{pk}/").content.decode()
    start = page.index('id="boot"')
    boot: dict[str, Any] = json.loads(page[page.index(">", start) + 1 : page.index("</script>", start)])
    return boot


def save(client: Client, pk: UUID | str, screen: Any) -> Any:
    """Save a draft as the screen does."""
    body = screen if isinstance(screen, str) else json.dumps(screen)
    return client.put(f"/interviews/{pk}/draft/", body, content_type="application/json")
