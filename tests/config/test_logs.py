"""No log line names an interview: neither its message nor a traceback under it."""

import logging
import logging.config
from uuid import UUID

import pytest
from django.conf import settings

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
