"""Forms, query strings and files at the entrance: every address, before any room reads them."""

from __future__ import annotations

import tempfile
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ankommen.config.entrance import readable_forms
from ankommen.config.limits import LARGEST_BODY
from ankommen.config.refusals import is_for_scripts
from tests.addresses import Route, routes

FORM = "application/x-www-form-urlencoded"
BROKEN = ["a=%00", "a%00=1", "a=%ED%A0%80", "a=%FF", "%C3%28=1", "a=%F4%90%80%80", "a=\xed\xa0\x80"]


def taken(request: HttpRequest) -> HttpRequest | HttpResponse:
    """The request as a room sees it, or the refusal."""
    seen: list[HttpRequest] = []

    def room(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    refusal = readable_forms(room)(request)
    return seen[0] if seen else refusal


@pytest.mark.django_db
@pytest.mark.parametrize("route", routes(), ids=str)
def test_no_address_reads_a_broken_query_or_form(route: Route) -> None:
    client = Client(headers={"Accept-Language": "en"})
    for broken in BROKEN:
        raw = broken.encode("latin-1")
        query = client.get(route.path, QUERY_STRING=broken)
        form = client.post(route.path, raw, content_type=FORM)
        parts = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xed\xa0\x80\r\n--x--\r\n'
        multipart = client.post(route.path, parts, content_type="multipart/form-data; boundary=x")
        assert query.status_code == 400
        if is_for_scripts(query.wsgi_request):
            continue  # JSON only: a form is refused there whatever is in it
        assert (form.status_code, multipart.status_code) == (400, 400)
        assert b"<h1" in form.content


def test_what_turns_letters_round_is_taken_out() -> None:
    request = taken(
        RequestFactory().post("/?q=a%E2%80%AEb", {"name\u202d": "x\u202ey", "ar": "\u2067عربي\u2069"})
    )
    assert isinstance(request, HttpRequest)
    assert request.GET["q"] == "ab"
    assert request.POST.dict() == {"name": "xy", "ar": "\u2067عربي\u2069"}


def test_repeated_fields_stay_repeated() -> None:
    request = taken(RequestFactory().post("/?q=ä&q=b", {"a": ["1\u202e", "2"]}))
    assert isinstance(request, HttpRequest)
    assert (request.GET.getlist("q"), request.POST.getlist("a")) == (["ä", "b"], ["1", "2"])


def test_a_typed_replacement_sign_is_a_sign_like_others() -> None:
    request = taken(RequestFactory().post("/", "a=%EF%BF%BD", content_type=FORM))
    assert isinstance(request, HttpRequest)
    assert request.POST["a"] == "\ufffd"


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "utf-7", "x"])
def test_another_coding_is_refused(charset: str) -> None:
    refusal = taken(RequestFactory().generic("POST", "/", b"a=b", content_type=f"{FORM}; charset={charset}"))
    assert isinstance(refusal, HttpResponse)
    assert refusal.status_code == 415


def test_a_file_has_a_readable_name() -> None:
    file = SimpleUploadedFile("../../\u202efdp.xlsx\u0085", b"x")
    request = taken(RequestFactory().post("/", {"file": file}))
    assert isinstance(request, HttpRequest)
    assert request.FILES["file"].name == "fdp.xlsx"


@pytest.mark.parametrize("length", ["x", "-1", "1e9", "٣", "9" * 5000, "99999999999"])
@pytest.mark.django_db
def test_an_odd_length_is_a_refusal(length: str) -> None:
    response = Client().post("/login/", headers={"Content-Length": length})
    assert response.status_code in (400, 413)


@pytest.mark.django_db
def test_a_file_is_never_written_to_a_folder() -> None:
    with patch.object(tempfile, "mkstemp", side_effect=AssertionError("written to a folder")):
        content: Any = SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + bytes(LARGEST_BODY - 4096))
        request = taken(RequestFactory().post("/questionnaires/upload/", {"file": content}))
    assert isinstance(request, HttpRequest)
    assert len(request.FILES["file"].read()) == LARGEST_BODY - 4092
