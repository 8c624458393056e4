"""What every answer says to the browser: pages, files, refusals."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def headers(path: str) -> Any:
    response = Client().get(path)
    b"".join(response)  # read to its end, a file is closed
    return response.headers


@pytest.mark.parametrize("path", ["/login/", "/nothing/", "/api/nothing/", "/static/ui/base.css"])
def test_every_answer_is_for_this_site_alone(path: str) -> None:
    said = headers(path)
    assert "default-src 'none'" in said["Content-Security-Policy"]
    assert (said["Cross-Origin-Resource-Policy"], said["X-Frame-Options"]) == ("same-origin", "DENY")
    assert "Access-Control-Allow-Origin" not in said


def test_so_is_the_answer_to_a_foreign_host(settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["here"], True
    response = Client(headers={"Host": "evil.example"}).get("/login/")
    assert response.status_code == 400
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"


def test_only_files_are_kept() -> None:
    assert "no-store" in headers("/login/")["Cache-Control"]
    assert headers("/nothing/")["Cache-Control"] == "no-store"
    assert "public" in headers("/static/ui/base.css")["Cache-Control"]


def test_no_cookie_outlives_the_browser() -> None:
    response = Client().get("/login/")
    assert response.cookies["csrftoken"]["max-age"] == ""
