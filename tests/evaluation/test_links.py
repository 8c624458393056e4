"""Links between versions: proposed, confirmed by a person, refused where figures would go wrong."""

from __future__ import annotations

import pytest

from ankommen.evaluation.bridge import BadLink
from ankommen.evaluation.models import Link
from ankommen.evaluation.services import confirm_link, propose_links
from ankommen.journal.models import Entry
from ankommen.questionnaires.models import Version
from tests.accounts.factories import UserFactory
from tests.interviews.factories import NEEDS, SETTINGS, SURVEY, published_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions() -> tuple[Version, Version]:
    later = SURVEY.replace("| flat     |", "| home_now |").replace("${flat}", "${home_now}")
    needs = NEEDS.replace("${flat}", "${home_now}")
    first = published_version()
    return first, published_version(later, needs, SETTINGS.replace("| test    | 1 ", "| test    | 2 "))


def test_likely_partners_are_proposed_and_count_for_nothing(versions: tuple[Version, Version]) -> None:
    assert propose_links(*versions) == 3
    assert propose_links(*versions) == 0
    found = {(link.earlier_item, link.later_item): link.kind for link in Link.objects.all()}
    assert found == {("flat", "home_now"): "renamed", ("town", "town"): "same", ("people", "people"): "same"}
    assert not Link.objects.exclude(confirmed_on=None).exists()


def test_a_confirmation_says_who_and_when(versions: tuple[Version, Version]) -> None:
    propose_links(*versions)
    lead = UserFactory(role="project_lead")
    link = confirm_link(*versions, items=("flat", "home_now"), kind="renamed", by=lead)
    assert link.confirmed_on is not None
    assert link.confirmed_by == lead.journal_values()
    assert Entry.objects.filter(verb="evaluation.linked", object_id=str(link.pk)).count() == 1
    assert Link.objects.count() == 3


def test_an_item_goes_on_in_one_item(versions: tuple[Version, Version]) -> None:
    confirm_link(*versions, items=("flat", "home_now"), kind="renamed", by=None)
    mapping = [("got", "a"), ("none", "a"), ("no", "a")]
    confirm_link(*versions, items=("flat", "town"), kind="recoded", mapping=mapping, by=None)
    assert list(Link.objects.values_list("earlier_item", "later_item")) == [("flat", "town")]


@pytest.mark.parametrize(
    ("items", "kind", "mapping"),
    [
        (("flat", "people"), "same", ()),
        (("flat", "town"), "same", ()),
        (("flat", "nowhere"), "same", ()),
        (("nowhere", "town"), "broken", ()),
        (("flat", "home_now"), "recoded", (("got", "got"), ("none", "none"))),
        (("flat", "home_now"), "recoded", (("got", "got"), ("none", "none"), ("no", "perhaps"))),
        (("flat", "home_now"), "recoded", (("got", "got"), ("none", "got"), ("no", "got"))),
    ],
)
def test_what_would_give_wrong_figures_is_refused(
    versions: tuple[Version, Version],
    items: tuple[str, str],
    kind: str,
    mapping: tuple[tuple[str, str], ...],
) -> None:
    with pytest.raises(BadLink) as refusal:
        confirm_link(*versions, items=items, kind=kind, mapping=mapping, by=None)
    assert str(refusal.value)
    assert Link.objects.count() == 0


def test_a_break_may_be_said_of_any_two(versions: tuple[Version, Version]) -> None:
    assert confirm_link(*versions, items=("flat", "people"), kind="broken", by=None).kind == "broken"
