"""Bodies in JSON: what is taken, and with which sentence the rest is refused, in the reader's language."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from ankommen.engines import gate, xlsform
from ankommen.ui.bodies import Unreadable, json_body
from ankommen.ui.refused import SENTENCES


def read(body: bytes, content_type: str = "application/json") -> object:
    return json_body(RequestFactory().put("/", body, content_type=content_type), max_bytes=2000)


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", '; charset="UTF-8"'])
def test_json_in_utf_8_is_taken(charset: str) -> None:
    assert read('{"a": "ä"}'.encode(), "application/json" + charset) == {"a": "ä"}


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json; charset=utf-16", '{"a": 1}'.encode("utf-16"), 415),
        ("application/json; charset=utf-16", b"{}", 415),
        ("text/plain", b"{}", 415),
        ("multipart/form-data", b"{}", 415),
        ("application/json", b'"' + b"x" * 2000 + b'"', 413),
        ("application/json", b"{", 400),
    ],
)
def test_the_rest_is_refused(content_type: str, body: bytes, status: int) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(body, content_type)
    assert refusal.value.status == status
    assert refusal.value.sentence


def test_what_django_refuses_to_read_is_too_large() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(b" " * (2 * 1024 * 1024 + 1))
    assert refusal.value.status == 413


def test_every_refusal_has_its_sentence() -> None:
    of_workbooks = {code for code in gate.Code if code.value in set(xlsform.Code)}
    assert set(SENTENCES) | of_workbooks == set(gate.Code)
    assert set(SENTENCES) & of_workbooks == {gate.Code.FILE_EMPTY, gate.Code.FILE_TOO_LARGE}


def test_a_sentence_names_what_the_refusal_names() -> None:
    with override("en"), pytest.raises(Unreadable) as refusal:
        read(b'{\n"a": NaN}')
    assert refusal.value.sentence == "NaN is not a number that can be stored."
    with override("en"), pytest.raises(Unreadable) as refusal:
        read(b'{\n"a": ')
    assert refusal.value.sentence == "The text is not JSON: see line 2, column 6."
