"""No log line names an interview: neither its message nor a traceback under it. Nor does a stranger write there."""

import io
import logging
import logging.config
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

NUMBER = UUID(int=7, version=4)


def test_uuids_are_blacked_out_in_messages_and_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    formatter = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        dict(settings.LOGGING["formatters"]["plain"])
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise ValueError(f"interview {NUMBER}")
    except ValueError:
        logger.exception("at /interviews/%s/", NUMBER)
    written = capsys.readouterr().err
    assert "ValueError: interview …" in written
    assert "at /interviews/…/" in written
    assert str(NUMBER) not in written


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the program's own handlers write."""
    stream = io.StringIO()
    for name in ("", *settings.LOGGING["loggers"]):
        for handler in logging.getLogger(name or None).handlers:
            if type(handler) is logging.StreamHandler:
                monkeypatch.setattr(handler, "stream", stream)
    return stream


@pytest.mark.django_db
def test_a_foreign_host_is_one_line_without_its_text(log: io.StringIO, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["here"]
    response = Client(headers={"Host": "evil.example"}).get("/login/")
    assert response.status_code == 400
    assert b"evil.example" not in response.content
    assert log.getvalue() == "WARNING django.security.DisallowedHost: a request was refused\n"


@pytest.mark.django_db
def test_what_is_not_there_is_no_line(log: io.StringIO) -> None:
    assert Client().get(f"/interviews/{NUMBER}/nothing/").status_code == 404
    assert log.getvalue() == ""


def test_trouble_of_our_own_is_written(log: io.StringIO) -> None:
    logging.getLogger("django.request").error("Internal Server Error: %s", f"/interviews/{NUMBER}/")
    assert log.getvalue() == "ERROR django.request Internal Server Error: /interviews/…/\n"
