"""From an invitation to an account that works and ends: administration, officer, newcomer in the team, lead."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from ankommen.accounts.models import User
from tests.accounts.people import STRONG, colleague

from .opened import Open, fits, opened

__all__ = ["opened"]  # fixture
pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_code_on_paper_to_the_last_day(opened: Open) -> None:
    administration = opened(colleague("system_administrator"))
    officer, lead = opened(colleague("data_protection_officer")), opened(colleague("team_lead"))
    code = invite(administration)
    person = opened(None)
    person.goto("/invitation/")
    fits(person, "invitation-code")
    type_code(person, code)
    expect(person.locator(".error-box")).to_be_visible()  # it waits for a second person
    fits(person, "invitation-code-errors")
    confirm(officer)
    make_account(person, code)
    end(lead)
    assert User.objects.get(username="nina.neu").membership is None
    log_in(person)
    expect(person.locator("main form .error-box")).to_be_visible()


def invite(administration: Page) -> str:
    administration.goto("/people/")
    administration.locator("main a[href='/people/invite/']").first.click()
    administration.locator("main form [type=submit]").last.click()
    expect(administration.locator(".error-box")).to_be_visible()
    fits(administration, "people-invite-errors")
    administration.check("[name=kind][value=account]")
    administration.select_option("[name=role]", "social_worker")
    administration.select_option("[name=organisation]", "home")
    administration.locator("main form [type=submit]").last.click()
    code: str = administration.locator(".receipt").inner_text()
    expect(administration.locator(".notice--warning")).to_be_visible()
    fits(administration, "people-paper")
    return code


def confirm(officer: Page) -> None:
    officer.goto("/desk/")
    officer.locator(".notice a[href='/people/']").click()
    fits(officer, "people-waiting")
    officer.locator("main a[href$='/confirm/']").click()
    fits(officer, "people-confirm")
    officer.locator("[name=answer][value=yes]").click()
    expect(officer.locator("[role=status]")).to_be_visible()


def type_code(person: Page, code: str) -> None:
    person.goto("/invitation/")
    person.fill("[name=code]", code.lower().replace("-", " "))
    person.locator("main form [type=submit]").click()


def make_account(person: Page, code: str) -> None:
    type_code(person, code)
    fits(person, "invitation-account")
    person.fill("[name=full_name]", "نينا Neu")
    person.fill("[name=username]", "nina.neu")
    for name in ("new", "again"):
        person.fill(f"[name={name}]", "password1234")
    person.locator("main form [type=submit]").click()
    expect(person.locator(".error-box")).to_be_visible()
    fits(person, "invitation-account-errors")
    assert person.input_value("[name=username]") == "nina.neu", "what was typed is lost"
    for name in ("new", "again"):
        person.fill(f"[name={name}]", STRONG)
    person.locator("main form [type=submit]").click()
    person.wait_for_url("**/login/")
    log_in(person)
    expect(person.locator("main h1")).to_contain_text("نينا Neu")
    fits(person, "desk-of-somebody-new")


def log_in(person: Page) -> None:
    person.context.clear_cookies()
    person.goto("/login/")
    person.fill("[name=username]", "nina.neu")
    person.fill("[name=password]", STRONG)
    person.locator("main form [type=submit]").first.click()


def end(lead: Page) -> None:
    lead.goto("/people/")
    lead.locator("main table a", has_text="نينا Neu").click()
    fits(lead, "people-person")
    lead.locator("main a[href$='/end/']").click()
    fits(lead, "people-end")
    lead.check("[name=when][value=now]")
    lead.locator("main form [type=submit]").click()
    expect(lead.locator("[role=status]")).to_be_visible()
