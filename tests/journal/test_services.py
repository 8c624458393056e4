from datetime import timedelta

import pytest
from django.utils import timezone

from ankommen.journal import services
from ankommen.journal.models import Entry
from ankommen.journal.queries import entries_about
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_in_which_role_and_what() -> None:
    user = UserFactory(role="project_lead")
    entry = services.record("test.seen", user, by=user, purpose="test", number=3)
    assert (entry.actor, entry.role, entry.organisation) == (str(user.pk), "project_lead", "contact-point")
    assert list(entries_about(user)) == [entry]
    assert entry.facts == {"number": 3}


def test_an_undeclared_verb_raises() -> None:
    with pytest.raises(KeyError):
        services.record("test.unheard", by=None)


def test_a_coarse_verb_keeps_neither_object_nor_account_nor_day() -> None:
    user = UserFactory()
    entry = services.record("test.done", by=user)
    monday = timezone.localtime(entry.at)
    assert (monday.weekday(), monday.hour, monday.minute, monday.second, monday.microsecond) == (
        0,
        0,
        0,
        0,
        0,
    )
    assert timedelta(0) <= timezone.now() - entry.at < timedelta(days=7, hours=1)
    assert (entry.actor, entry.object_id) == ("", "")
    with pytest.raises(ValueError, match="coarse"):
        services.record("test.done", user, by=None)


@pytest.mark.parametrize(
    "said",
    ["Jana Brandt", "jana@example.org", "she has no flat\n", "x" * 201],
    ids=["name", "mail", "text", "long"],
)
def test_facts_take_no_sentences(said: str) -> None:
    for words in ({"reason": said}, {"purpose": said}, {"grant": said}):
        with pytest.raises(ValueError, match="no sentences"):
            services.record("test.seen", by=None, **words)
    assert not Entry.objects.exists()
    services.record("test.seen", by=None, key="choice/yes_no/ja", language="uk", number=3, again=True)


def test_a_coarse_verb_names_no_grant() -> None:
    with pytest.raises(ValueError, match="coarse"):
        services.record("test.done", by=None, grant="7")


def test_an_entry_is_never_changed() -> None:
    entry = services.record("test.seen", by=None)
    entry.verb = "test.other"
    with pytest.raises(TypeError):
        entry.save()
