"""Providers confirm an offer by a link: signed, for one offer, once, for 30 days, and by a button only."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail, signing
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from ankommen.offers.links import Link, token_for
from ankommen.offers.models import Generation, Offer, Revision
from ankommen.offers.queries import public_directory
from ankommen.offers.services import store_entries, translate_records

from .desk import facts_now, form_of, keeper, kept_town
from .entries import OFFER_ID, RENT, entry

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OLD = TODAY - timedelta(days=200)


def old_town(**directory):
    kept_town(**directory)
    Offer.objects.update(confirmed_on=OLD)


def asked() -> list[str]:
    """The links of the mails that were sent."""
    mail.outbox.clear()
    call_command("ask_for_confirmation")
    return [path for one in mail.outbox for path in re.findall(r"https?://[^/]+(/still-right/\S+)", one.body)]


def browser() -> Client:
    return Client(headers={"Accept-Language": "en"})


def press(path: str):
    page = browser().get(path)
    return browser().post(path, {"seen": page.context["form"]["seen"].value()})


def test_one_mail_for_a_provider_with_a_link_for_each_offer_german_first():
    old_town()
    store_entries([entry("offer", RENT, key="second")], source=Offer.objects.first().source, by="import")

    paths = asked()

    (sent,) = mail.outbox
    assert sent.to == ["post@lindenhof.example"]
    assert len(set(paths)) == 2
    assert sent.body.count(RENT.name) == 4  # in German and in English


def test_nobody_is_asked_again_within_thirty_days():
    old_town()
    assert asked()
    assert not asked()
    Offer.objects.update(asked_on=TODAY - timedelta(days=30))
    assert asked()


@pytest.mark.parametrize(("months", "number"), [(5, 1), (12, 0)])
def test_the_city_says_after_how_many_months(months, number):
    old_town(confirm_after_months=months)
    assert len(set(asked())) == number


def test_a_dry_run_sends_nothing_and_without_an_address_it_says_so(capsys, settings):
    old_town()
    call_command("ask_for_confirmation", "--dry-run")
    assert "Would ask post@lindenhof.example" in capsys.readouterr().out
    assert not mail.outbox
    settings.PUBLIC_ADDRESS = ""
    with pytest.raises(CommandError, match="ANKOMMEN_PUBLIC_ADDRESS"):
        call_command("ask_for_confirmation")


def test_what_cannot_be_sent_is_told_and_asked_again(settings):
    old_town()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens
    with pytest.raises(CommandError, match="1 mails"):
        call_command("ask_for_confirmation")
    assert Offer.objects.get(pk=OFFER_ID).asked_on is None


def test_reading_confirms_nothing_and_the_button_does():
    old_town()
    path = asked()[0]
    assert RENT.name in browser().get(path).content.decode()
    assert Offer.objects.get(pk=OFFER_ID).confirmed_on == OLD

    assert "Thank you" in press(path).content.decode()

    assert Offer.objects.get(pk=OFFER_ID).confirmed_on == TODAY
    assert Revision.objects.latest("pk").by == "mail"
    assert facts_now() == RENT


def test_a_used_link_says_so():
    old_town()
    path = asked()[0]
    press(path)
    again = browser().post(path, {"seen": Offer.objects.get(pk=OFFER_ID).generation})
    assert again.status_code == 410
    assert "nothing more to do" in again.content.decode()


def test_a_link_that_is_too_old_or_changed_opens_nothing(monkeypatch):
    old_town()
    token = token_for(Link(Offer.objects.get(pk=OFFER_ID).pk, OLD))
    other = signing.dumps([OFFER_ID, OLD.isoformat()], salt="another")
    half = signing.dumps(["x", 7], salt="ankommen.offers.still-right")
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), other, half, "x", f"x{token}"):
        assert browser().post(f"/still-right/{wrong}/", {"seen": "1"}).status_code == 410
    monkeypatch.setattr("ankommen.offers.links.DAYS", -1)
    page = browser().get(f"/still-right/{token}/")
    assert page.status_code == 410
    assert "older than 30 days" in page.content.decode()
    assert Offer.objects.get(pk=OFFER_ID).confirmed_on == OLD


def test_what_was_changed_after_it_was_shown_is_shown_again():
    old_town()
    path = asked()[0]
    seen = browser().get(path).context["form"]["seen"].value()
    keepers, _user = keeper()
    keepers.post(f"/desk/offers/{OFFER_ID}/change/", form_of(keepers, name="Anders"))

    page = browser().post(path, {"seen": seen})

    assert page.status_code == 409
    assert "Anders" in page.content.decode()
    assert Offer.objects.get(pk=OFFER_ID).confirmed_on == OLD


def test_what_was_taken_out_is_not_confirmed():
    old_town()
    path = asked()[0]
    Offer.objects.update(state="withdrawn")
    assert browser().get(path).status_code == 410


@pytest.mark.parametrize(
    ("confirmed_on", "hide_after", "shown"),
    [
        (OLD, None, True),
        (OLD, 12, True),
        (OLD, 3, False),
        (TODAY, 3, True),
        (None, None, True),
        (None, 3, False),
        (date(2000, 1, 1), 1, False),
    ],
)
def test_what_nobody_confirms_is_hidden_where_the_city_says_so(confirmed_on, hide_after, shown):
    kept_town(**({} if hide_after is None else {"hide_after_months": hide_after}))
    Offer.objects.update(confirmed_on=confirmed_on)
    translate_records("ar", {}, by="7")  # takes the next number: the change above went around it
    Offer.objects.update(generation=Generation.objects.get().number)
    keepers, _user = keeper()
    assert (OFFER_ID in public_directory().offers) == shown
    assert ("does not see" in keepers.get(f"/desk/offers/{OFFER_ID}/").context["sentence"]) != shown
