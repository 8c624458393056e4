"""A provider keeps what the public reads of it; nobody else does."""

from __future__ import annotations

import pytest

from ankommen.accounts.models import Organisation
from ankommen.offers.models import Provider, Revision
from ankommen.offers.queries import public_directory

from .desk import keeper, kept_town
from .entries import LINDENHOF, PROVIDER_ID

pytestmark = pytest.mark.django_db
HERE = f"/desk/offers/providers/{PROVIDER_ID}/"


def change(browser, **changes):
    form = browser.get(HERE).context["form"]
    return browser.post(HERE, {field.html_name: field.value() or "" for field in form} | changes)


def now():
    return public_directory().providers[PROVIDER_ID].facts


def test_nothing_touched_changes_nothing():
    kept_town()
    browser, _user = keeper()
    before, number = now(), Revision.objects.count()
    assert change(browser).status_code == 302
    assert (now(), Revision.objects.count()) == (before, number)


@pytest.mark.parametrize(
    ("sent", "fact", "value"),
    [
        ({"name": "Lindenhof"}, "name", "Lindenhof"),
        ({"phone": "0231 1"}, "phone", "0231 1"),
        ({"email": ""}, "email", ""),
        ({"website": "lindenhof.example"}, "website", "https://lindenhof.example"),
        ({"description": "Eins\r\nZwei"}, "description", "Eins\nZwei"),
    ],
)
def test_a_change_is_public_at_once_and_undone(sent, fact, value):
    kept_town()
    browser, _user = keeper()
    before, first = now(), Revision.objects.filter(record_id=PROVIDER_ID).latest("pk")

    assert change(browser, **sent).status_code == 302
    assert getattr(now(), fact) == value
    assert now().organisation == "lindenhof"
    assert Provider.objects.get(pk=PROVIDER_ID).organisation_id == "lindenhof"

    browser.post(f"{HERE}undo/", {"revision": first.pk})
    assert now() == before


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "<b>L</b>"}, "name"),
        ({"email": "nobody"}, "email"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"phone": "1" * 61}, "phone"),
        ({"description": '=HYPERLINK("x")'}, "description"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(sent, field):
    kept_town()
    browser, _user = keeper()
    before = now()
    page = change(browser, **sent)
    assert page.status_code == 422
    assert page.context["form"].errors[field]
    assert now() == before


def test_an_older_state_gives_nobody_elses_accounts_the_records():
    kept_town()
    Organisation.objects.create(pk="other", name="Other")
    browser, _user = keeper()
    facts = {**LINDENHOF.__dict__, "organisation": "other"}
    older = Revision.objects.create(kind="provider", record_id=PROVIDER_ID, facts=facts, by="7")
    browser.post(f"{HERE}undo/", {"revision": older.pk})
    assert now().organisation == "lindenhof"


def test_the_provider_of_somebody_else_is_not_there():
    kept_town()
    stranger, _user = keeper(at="other")
    assert stranger.get(HERE).status_code == 404
    assert stranger.post(HERE, {"name": "Mine"}).status_code == 404
    assert stranger.post(f"{HERE}undo/", {"revision": "1"}).status_code == 404


@pytest.mark.parametrize(("answer", "name"), [("yes", "Neu"), ("no", LINDENHOF.name)])
def test_where_the_city_reviews_a_change_waits(answer, name):
    kept_town(reviewed=True)
    browser, _user = keeper()
    change(browser, name="Neu")
    assert now().name == LINDENHOF.name
    assert "waits for review" in browser.get(HERE).content.decode()

    lead, _user = keeper("project_lead")
    ((proposal, record),) = lead.get("/desk/offers/reviews/").context["rows"]
    address = f"/desk/offers/reviews/{proposal.pk}/"
    assert [each.after for each in lead.get(address).context["differences"]] == ["Neu"]
    lead.post(address, {"seen": record.generation, "answer": answer, "why": "So nicht."})

    assert now().name == name


def test_whoever_changed_it_meanwhile_is_not_written_over_unseen():
    kept_town()
    browser, _user = keeper()
    form = browser.get(HERE).context["form"]
    mine = {field.html_name: field.value() or "" for field in form} | {"phone": "1"}
    change(browser, name="Inzwischen")
    assert browser.post(HERE, mine).status_code == 409
    assert (now().name, now().phone) == ("Inzwischen", "")
