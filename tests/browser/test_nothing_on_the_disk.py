"""A tablet that is found tells nothing: after an interview no typed answer lies anywhere in the browser's profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ankommen.interviews.models import Interview
from ankommen.interviews.queries import answers_of
from tests.conftest import CHROMIUM

from .test_interview_story import begin, go_through, log_in, town  # noqa: F401  (town is a fixture)

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "Kanarienvogel-im-Freitext"


def test_typed_answers_are_in_no_file_of_the_browser(
    browser: Browser,
    live_server,
    town,  # noqa: F811
    tmp_path: Path,
) -> None:
    context = browser.browser_type.launch_persistent_context(
        str(tmp_path),
        executable_path=CHROMIUM,
        args=["--no-sandbox"],
        base_url=live_server.url,
        locale="de-DE",
    )
    page = context.new_page()
    log_in(page)
    begin(page)
    go_through(page)
    sections = page.locator(".sections a")
    sections.nth(sections.count() - 2).click()
    page.locator("main textarea").first.fill(CANARY)
    page.locator("form .kern-btn--primary").click()
    page.locator("form .kern-btn--primary").click()
    page.locator(".receipt").wait_for()
    context.close()
    assert CANARY in str([answers_of(interview) for interview in Interview.objects.all()])
    found = [path.name for path in tmp_path.rglob("*") if path.is_file() and holds(path.read_bytes())]
    assert found == []


def test_the_scan_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "Web Data").write_bytes(b"\x00" + CANARY.encode("utf-16-le"))
    assert holds((tmp_path / "Web Data").read_bytes())
    assert not holds(b"nothing of it")


def holds(content: bytes) -> bool:
    return any(CANARY.encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
