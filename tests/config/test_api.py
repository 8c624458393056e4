"""The gate of the API: whatever comes in, JSON goes out, with a sentence in the reader's language."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(UserFactory())
    return client


def send(client: Client, body: bytes, content_type: str = "application/json") -> Any:
    return client.post(f"/api/interviews/{uuid4()}/", body, content_type=content_type)


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json; charset=utf-16", b"{}", 415),
        ("multipart/form-data", b"x", 415),
        ("multipart/form-data; boundary=", b"x", 415),
        ("application/x-www-form-urlencoded", b"a=1", 415),
        ("application/json", b"[" * 30, 400),
        ("application/json", b" " * (1024 * 1024 + 1), 413),
        ("application/json", b" " * (2 * 1024 * 1024 + 1), 413),
        ("application/json", b"[]", 422),
    ],
)
def test_a_body_that_is_not_taken_is_a_sentence(
    client: Client, content_type: str, body: bytes, status: int
) -> None:
    response = send(client, body, content_type)
    assert response.status_code == status
    assert response.json()["detail"]


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"],
)
def test_a_form_is_refused_though_the_csrf_check_reads_it_first(content_type: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"X-CSRFToken": "a" * 32})
    client.force_login(UserFactory())
    client.cookies["csrftoken"] = "a" * 32
    response = send(client, b"--x--\r\n", content_type)
    assert (response.status_code, list(response.json())) == (415, ["detail", "problems"])


def test_a_refusal_speaks_the_readers_language(client: Client) -> None:
    assert send(client, b"[" * 30).json()["detail"] == "The text is nested more than 20 levels deep."
