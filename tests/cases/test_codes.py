"""The code on paper: what it opens, how it is replaced, and that it goes where somebody is protected."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from ankommen.cases.models import Case, CaseCode
from ankommen.cases.retention import SPECIAL
from ankommen.journal.models import Entry, Erasure

from .factories import CaseFactory, grant, organisation, town
from .test_pages import browser, worker

pytestmark = pytest.mark.django_db
CODE = "7QF3ZX8K2M4P6R9T"
CLIENT = {"name": "Nour Alsaleh", "language": "ar"}


@pytest.fixture
def case() -> Case:
    town()
    made: Case = CaseFactory(code=CODE, responsible=worker())
    return made


def opens(code: str) -> bool:
    statuses = {
        browser().post("/my-case/", {"code": code}).status_code,
        browser().post("/my-case/copy/", {"code": code, "format": "json"}).status_code,
    }
    assert statuses in ({200}, {422})
    return statuses == {200}


def protect(case: Case) -> None:
    changed = browser(case.responsible).post(
        f"/cases/{case.pk}/change/", {**CLIENT, "protection": "from her husband"}
    )
    assert changed.status_code == 302


def new_code(case: Case) -> str:
    answer = browser(case.responsible).post(f"/cases/{case.pk}/code/")
    found = re.search(r'class="receipt"[^>]*>([0-9A-Z-]{19})<', answer.content.decode())
    return found[1] if found else ""


def test_a_lost_code_is_replaced_and_opens_nothing_any_more(case: Case) -> None:
    assert opens(CODE)
    code = new_code(case)
    assert opens(code) and not opens(CODE)
    assert Entry.objects.filter(verb="cases.code_given", object_id=str(case.pk)).count() == 1
    assert Erasure.objects.filter(object_type="cases.casecode").count() == 1, "an older backup knows it, too"


def test_a_paper_in_the_wrong_hands_tells_nothing_of_somebody_protected(case: Case) -> None:
    grant(case, to="shelter")
    protect(case)
    assert not opens(CODE)
    assert Entry.objects.filter(verb="cases.handed_out").count() == 0
    shared = case.grants.get()
    browser().post("/my-case/withdraw/", {"code": CODE, "grant": str(shared.pk)})
    shared.refresh_from_db()
    assert shared.withdrawn_on is None, "nor does it cut off the help"
    assert not new_code(case) and not CaseCode.objects.exists()


def test_no_time_brings_the_code_of_somebody_protected_back(case: Case) -> None:
    protect(case)
    long_ago = timezone.localdate() - timedelta(days=130)
    Case.objects.update(state="closed", close_reason="done", closed_on=long_ago, active_on=long_ago)
    assert SPECIAL.erase(10) == 1
    assert not opens(CODE)


def test_all_cases_of_somebody_protected_lose_their_codes(case: Case) -> None:
    other = CaseFactory(client=case.client, organisation=organisation("away"), code="1111222233334444")
    protect(case)
    assert not opens("1111222233334444") and not CaseCode.objects.filter(case=other).exists()


def test_a_code_is_given_by_whoever_may_hand_out_the_copy(case: Case) -> None:
    for user in (worker("team_lead"), worker(), worker(at="away")):
        assert browser(user).post(f"/cases/{case.pk}/code/").status_code == 404
    assert opens(CODE)


def test_reopening_shares_nothing_again(case: Case) -> None:
    shared = grant(case, to="other")
    page, office = f"/cases/{case.pk}/", browser(worker("partner", at="other"))
    assert office.get(page).status_code == 200
    own = browser(case.responsible)
    own.post(page + "close/", {"reason": "done"})
    own.post(page + "reopen/")
    assert office.get(page).status_code == 404
    shared.refresh_from_db()
    assert shared.withdrawn_on == timezone.localdate()
    case.refresh_from_db()
    assert case.state == "open"


def test_whoever_wanted_no_more_help_is_asked_again(case: Case) -> None:
    own, page = browser(case.responsible), f"/cases/{case.pk}/"
    own.post(page + "close/", {"reason": "wish"})
    own.post(page + "reopen/")
    case.refresh_from_db()
    assert (case.state, case.closed_on) == ("closed", timezone.localdate())


def test_the_sealing_key_stays_as_long_as_codes_hang_on_it(case: Case) -> None:
    from ankommen.vault.registry import kinds_of_digests

    kinds = {kind.what: kind for kind in kinds_of_digests()}
    assert kinds["codes of cases"].exist() and kinds["codes of cases"].renew is None
    assert kinds["names of clients"].exist()
    before = set(case.client.name_keys.values_list("digest", flat=True))
    case.client.name_keys.filter(digest=min(before)).update(digest="old")
    kinds["names of clients"].renew()  # type: ignore[misc]
    assert set(case.client.name_keys.values_list("digest", flat=True)) == before
    CaseCode.objects.all().delete()
    assert not kinds["codes of cases"].exist()
