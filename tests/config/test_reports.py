"""Reports of browsers: counted in the log without page or person, bounded, and never believed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from ankommen.config import reports
from ankommen.config.limits import LARGEST_REPORT

pytestmark = pytest.mark.django_db
OLD, NEW = "application/csp-report", "application/reports+json"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    reports._taken.clear()
    reports._counts.clear()
    yield
    reports._taken.clear()
    reports._counts.clear()


def sent(body: Any, content_type: str = NEW) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client(headers={"Accept-Language": "en"}, enforce_csrf_checks=True).post(
        "/csp-report/", data, content_type=content_type
    )


def old(**report: Any) -> dict[str, Any]:
    return {"csp-report": report}


def new(**body: Any) -> list[dict[str, Any]]:
    return [{"type": "csp-violation", "url": "https://here/cases/7/?name=Amal", "body": body}]


PLACE = {
    "document-uri": "https://here/cases/7/?q=Amal",
    "referrer": "https://here/Amal",
    "script-sample": "Amal",
}


@pytest.mark.parametrize(
    ("body", "content_type", "line"),
    [
        (
            old(
                **{
                    "effective-directive": "img-src",
                    "blocked-uri": "https://evil.example/a/Amal?b=1",
                    **PLACE,
                }
            ),
            OLD,
            "img-src from https://evil.example",
        ),
        (
            new(
                effectiveDirective="script-src-elem",
                blockedURL="inline",
                documentURL="https://here/Amal",
                sample="Amal",
            ),
            NEW,
            "script-src-elem from inline",
        ),
        (new(effectiveDirective="img-src", blockedURL="http://testserver/Amal"), NEW, "img-src from self"),
        (
            new(effectiveDirective="img-src", blockedURL="http://Amal:pw@evil.example:81/"),
            NEW,
            "img-src from http://evil.example:81",
        ),
        (new(effectiveDirective="img-src\nERROR forged", blockedURL="https://a b/"), NEW, "other from other"),
        (
            new(effectiveDirective="img-src", blockedURL="data:image/png;base64,Amal"),
            NEW,
            "img-src from data",
        ),
        (new(effectiveDirective=7, blockedURL=["x"]), NEW, "other from other"),
        (new(effectiveDirective="img-src", blockedURL="http://[::1"), NEW, "img-src from other"),
    ],
)
def test_a_report_is_one_line_without_page_and_person(
    body: Any, content_type: str, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="ankommen.config.reports"):
        assert sent(body, content_type).status_code == 204
    assert caplog.messages == [f"a browser blocked {line} (1 so far)"]
    assert "Amal" not in caplog.text


def test_what_repeats_is_counted_not_written(caplog: pytest.LogCaptureFixture) -> None:
    many = new(effectiveDirective="img-src", blockedURL="inline") * reports.MOST_IN_ONE
    with caplog.at_level(logging.WARNING, logger="ankommen.config.reports"):
        for _ in range(6):
            assert sent(many * 2).status_code == 204
    assert [message.partition("(")[2] for message in caplog.messages] == [
        "1 so far)",
        "10 so far)",
        "100 so far)",
    ]


def test_different_lines_come_to_an_end(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_KINDS", 5)
    with caplog.at_level(logging.WARNING, logger="ankommen.config.reports"):
        for number in range(20):
            sent(new(effectiveDirective="img-src", blockedURL=f"https://h{number}.example/"))
    assert len(reports._counts) == 6
    assert len(caplog.messages) == 7  # five hosts, then the 1st and the 10th of the others


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b"{", NEW, 400),
        (b"\xff", NEW, 400),
        (b"[" * 30, NEW, 400),
        (b'[{"a": NaN}]', NEW, 400),
        (b" " * (LARGEST_REPORT + 1), NEW, 413),
        ([], NEW, 204),
        ({}, OLD, 204),
        ("x", NEW, 204),
        ([1, None, {"type": "csp-violation"}, {"type": "deprecation", "body": {}}], NEW, 204),
        ({"csp-report": 7}, OLD, 204),
    ],
)
def test_what_is_no_report_leaves_no_line(
    body: Any, content_type: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    response = sent(body, content_type)
    assert response.status_code == status
    assert status == 204 or response.json()["detail"]
    assert not reports._counts
    assert [record for record in caplog.records if record.name == "ankommen.config.reports"] == []


def test_a_flood_is_braked() -> None:
    report = new(effectiveDirective="img-src", blockedURL="inline")
    statuses = [sent(report).status_code for _ in range(reports.MOST_A_MINUTE + 5)]
    assert statuses == [204] * reports.MOST_A_MINUTE + [429] * 5
    braked = sent(report)
    assert (braked.headers["Retry-After"], bool(braked.json()["detail"])) == ("60", True)


def test_nothing_is_written_to_the_database(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert sent(new(effectiveDirective="img-src", blockedURL="inline")).status_code == 204
