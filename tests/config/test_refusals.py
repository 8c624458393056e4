"""What the frame refuses: JSON to scripts, a page of the house to people, a sentence to both."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.test import Client, RequestFactory

from ankommen.config import refusals
from tests.accounts.factories import UserFactory

NUMBER = UUID(int=7, version=4)
SCRIPTS = [f"/api/interviews/{NUMBER}/", f"/interviews/{NUMBER}/draft/"]
PEOPLE = ["/login/", f"/interviews/{NUMBER}/"]
OVER_LARGE = b"a=" + b"x" * (2 * 1024 * 1024)


def english(**options: Any) -> Client:
    return Client(headers={"Accept-Language": "en"}, raise_request_exception=False, **options)


def is_json_refusal(response: Any) -> bool:
    return list(response.json()) == ["detail", "problems"] and bool(response.json()["detail"])


def is_page(response: Any) -> bool:
    return response.headers["Content-Type"].startswith("text/html") and b"<h1>" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/nothing/", "/api/interviews/x/", "/interviews/forms/x/document.json"])
def test_a_script_finds_nothing_in_json(path: str) -> None:
    client = english()
    client.force_login(UserFactory())
    response = client.get(path)
    assert (response.status_code, is_json_refusal(response)) == (404, True)


@pytest.mark.django_db
def test_a_person_finds_nothing_on_a_page() -> None:
    client = english()
    client.force_login(UserFactory())
    response = client.get("/nothing/")
    assert (response.status_code, is_page(response)) == (404, True)
    assert b"nothing that is open to you" in response.content


@pytest.mark.django_db
def test_nothing_is_found_in_the_language_of_the_address() -> None:
    response = english().get("/ar/no-such-page/")
    assert response.status_code == 404
    said = response.content.decode()
    assert '<html lang="ar" dir="rtl"' in said
    assert said.count('href="/ar/"') == 2  # the brand and the way on lead to the start in the same language


@pytest.mark.django_db
def test_a_method_that_is_not_taken() -> None:
    client = english()
    client.force_login(UserFactory())
    for path in SCRIPTS:
        response = client.delete(path)
        assert (response.status_code, is_json_refusal(response)) == (405, True)
    for path in ["/", "/login/", "/language/", "/health/"]:
        response = client.delete(path)
        assert (response.status_code, is_page(response)) == (405, True)
        assert response.headers["Allow"]


@pytest.mark.django_db
def test_a_body_beyond_what_django_reads_is_too_large() -> None:
    client = english()
    client.force_login(UserFactory())
    to_api = client.post(SCRIPTS[0], OVER_LARGE, content_type="application/json")
    assert (to_api.status_code, is_json_refusal(to_api)) == (413, True)
    draft = refusals.bad_request(RequestFactory().put(SCRIPTS[1]), RequestDataTooBig())
    assert (draft.status_code, json.loads(draft.content)["problems"]) == (413, [])
    form = english().post("/login/", OVER_LARGE, content_type="application/x-www-form-urlencoded")
    assert (form.status_code, is_page(form)) == (413, True)
    assert b"larger than this program takes" in form.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", SCRIPTS)
def test_a_script_without_csrf_token_gets_json(path: str) -> None:
    client = english(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    send = client.put if path.endswith("draft/") else client.post
    response = send(path, b"{}", content_type="application/json")
    assert (response.status_code, is_json_refusal(response)) == (403, True)
    assert "reload the page" in response.json()["detail"]


@pytest.mark.django_db
def test_a_person_without_csrf_token_gets_a_page() -> None:
    response = english(enforce_csrf_checks=True).post("/login/", {"username": "x"})
    assert (response.status_code, is_page(response)) == (403, True)
    assert b"This form has expired" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*SCRIPTS, *PEOPLE])
def test_a_body_without_a_length_is_not_taken_for_an_empty_one(path: str) -> None:
    client = english()
    client.force_login(UserFactory())
    response = client.post(path, content_type="application/json", headers={"Transfer-Encoding": "chunked"})
    assert response.status_code == 411
    assert is_json_refusal(response) if path in SCRIPTS else is_page(response)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*SCRIPTS, *PEOPLE])
def test_a_body_that_nobody_takes_is_refused_unread(path: str) -> None:
    announced = {"Content-Length": str(refusals.LARGEST_BODY + 1)}
    response = english().post(path, content_type="application/json", headers=announced)
    assert response.status_code == 413
    assert is_json_refusal(response) if path in SCRIPTS else is_page(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/interviews/forms/%00/document.json", "/questionnaires/%00/", "/login/?next=%00"]
)
def test_a_nul_goes_no_further(path: str) -> None:
    client = english()
    client.force_login(UserFactory())
    assert client.get(path).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refuse", "status"),
    [
        (refusals.bad_request, 400),
        (refusals.not_open, 403),
        (refusals.not_found, 404),
    ],
)
def test_both_get_the_sentence_of_a_refusal(refuse: Any, status: int) -> None:
    for path in SCRIPTS:
        response = refuse(RequestFactory().get(path), PermissionDenied())
        assert response.status_code == status
        assert response.headers["Content-Type"] == "application/json"
    assert refuse(RequestFactory().get("/"), PermissionDenied()).status_code == status


@pytest.mark.parametrize("path", [*SCRIPTS, "/"])
def test_trouble_is_told_without_the_database(path: str) -> None:
    try:
        raise OperationalError("disk I/O error")
    except OperationalError:
        busy = refusals.server_error(RequestFactory().get(path))
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "30")
    assert refusals.server_error(RequestFactory().get(path)).status_code == 500


def test_a_refusal_speaks_the_language_of_the_request() -> None:
    request = RequestFactory().get("/api/x/", headers={"Accept-Language": "de"})
    assert "Anfrage" in refusals.bad_request(request).content.decode("unicode-escape")
    request = RequestFactory().get("/api/x/", headers={"Accept-Language": "en"})
    assert "request" in refusals.bad_request(request).content.decode()
