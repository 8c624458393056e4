"""A case from the person's yes to the end, seen by everybody who has to do with it, on a phone and on a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ankommen.cases.models import Case
from tests.cases.factories import organisation
from tests.cases.test_pages import worker

from .opened import Open, fits, opened

__all__ = ["opened"]  # fixture
pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_yes_to_the_end(opened: Open) -> None:
    organisation("other")
    jana, colleague, lead = worker(), worker(), worker("team_lead")
    desk = opened(jana)
    code = open_a_case(desk)
    case = Case.objects.get()
    address = f"/cases/{case.pk}/"
    desk.goto(address)
    desk.fill("[name=text]", "Sucht eine Wohnung für vier.")
    desk.locator("form[action$='/notes/'] [type=submit]").click()
    expect(desk.locator(".timeline li")).to_have_count(1)
    fits(desk, "case")

    share(desk, address)
    office = opened(worker("partner", at="other"))
    office.goto(address)
    expect(office.locator("main")).to_contain_text("0152 1")
    assert "Wohnung" not in office.locator("main").inner_text()
    fits(office, "case-shared")

    person = opened(None)
    person.goto("/my-case/")
    fits(person, "my-case-code")
    person.fill("[name=code]", code)
    person.locator("main form [type=submit]").click()
    expect(person.locator("table tbody tr").first).to_be_visible()
    fits(person, "my-case")
    person.locator("main form[action$='/withdraw/'] [type=submit]").click()
    expect(person.locator("[role=status]")).to_be_visible()
    assert office.goto(address).status == 404  # type: ignore[union-attr]

    in_an_emergency(opened(colleague), case)
    leads = opened(lead)
    for name, page in (("desk-waiting", "/desk/"), ("emergencies", "/cases/emergencies/")):
        leads.goto(page)
        expect(leads.locator("main")).to_contain_text("1" if name == "desk-waiting" else "braucht")
        fits(leads, name)
    the_end(desk, leads, address, case.number)


def open_a_case(desk: Page) -> str:
    desk.goto("/cases/")
    fits(desk, "cases-none")
    desk.locator("main a[href='/cases/open/']").first.click()
    fits(desk, "cases-language")
    desk.locator("main a[href='?language=ar']").click()
    desk.locator("main form [type=submit]").click()
    expect(desk.locator(".error-box")).to_be_visible()
    fits(desk, "cases-open-errors")
    desk.fill("[name=name]", "Mohammed Alsaleh")
    desk.fill("[name=own_name]", "محمد الصالح")
    desk.fill("[name=phone]", "0152 1")
    desk.check("[name=given][value=signed]")
    desk.check("[name=agreed]")
    desk.locator("main form [type=submit]").click()
    code = desk.locator(".receipt").inner_text()
    fits(desk, "cases-opened")
    desk.goto("/cases/")
    desk.fill("[name=text]", "Muhammad")
    desk.locator("main form[action='/cases/search/'] [type=submit]").click()
    expect(desk.locator("main table")).to_contain_text("محمد الصالح")
    fits(desk, "cases-found")
    return code


def share(desk: Page, address: str) -> None:
    desk.goto(address)
    desk.locator("main a[href$='/share/']").click()
    desk.locator("[name=to]").select_option("other")
    desk.check("[name=purpose][value=housing]")
    desk.check("[name=groups][value=contact]")
    desk.fill("[name=until]", f"{timezone.localdate() + timedelta(days=30):%d.%m.%Y}")
    desk.locator("select[name=language]").select_option("ar")
    fits(desk, "cases-share")
    desk.locator("main form [type=submit]").click()
    desk.check("[name=given][value=signed]")
    fits(desk, "cases-share-yes")
    desk.locator("main form [name=agreed]").click()
    expect(desk.locator("main")).to_contain_text("Office other")


def in_an_emergency(page: Page, case: Case) -> None:
    assert page.goto(f"/cases/{case.pk}/").status == 404  # type: ignore[union-attr]
    page.goto("/cases/emergency/")
    page.fill("[name=number]", case.number)
    page.check("[name=category][value=at_the_door]")
    page.fill("[name=reason]", "Er steht hier und braucht die Adresse heute.")
    fits(page, "cases-emergency")
    page.locator("main form [type=submit]").click()
    expect(page.locator("main")).to_contain_text("0152 1")


def the_end(desk: Page, leads: Page, address: str, number: str) -> None:
    for name in ("copy", "close"):
        desk.goto(f"{address}{name}/")
        fits(desk, f"cases-{name}")
    desk.locator("main form [type=radio]").first.check()
    desk.locator("main form [type=submit]").click()
    for name in ("log", "block", "erase"):
        leads.goto(f"{address}{name}/")
        fits(leads, f"cases-{name}")
    leads.fill("[name=number]", number)
    leads.locator("main form [type=submit]").click()
    leads.wait_for_url("**/cases/")
    assert not Case.objects.exists()
