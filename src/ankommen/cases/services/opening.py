"""Opening a case: who it is, what they agreed to, and the code with which they look into it themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from ankommen.engines.names import search_keys
from ankommen.engines.papercodes import new_code
from ankommen.journal.services import record
from ankommen.places.access import require_papers
from ankommen.vault.queries import ring

from ..models import Case, Client, Consent, NameKey
from ..refusals import SENT_BEFORE, Refused
from ..wording import wording_of
from .codes import code_digests, opening_code, store_code

if TYPE_CHECKING:
    from ankommen.accounts.models import User

_NUMBER = 6  # signs: a billion numbers, easy to say on the phone


@dataclass(frozen=True)
class Yes:
    """How somebody agreed: the language in which the text was shown, and a value of Given."""

    language: str
    given: str


@dataclass(frozen=True)
class NewCase:
    """Who comes, and where the case belongs. site: a slug or None."""

    name: str
    language: str
    own_name: str = ""
    contact: dict[str, str] = field(default_factory=dict)
    site: str | None = None


def open_case(
    facts: NewCase,
    consent: Yes,
    *,
    responsible: User | None,
    by: User,
    number: UUID | None = None,
    secret: UUID | None = None,
) -> tuple[Case, str]:
    """Open a case for the organisation of `by`; returns it and the person's code, which is stored nowhere.

    number, secret: whoever sends the same facts again under both on the same day, because no answer came,
    gets the case that stands and the same code. Raises PapersMissing where the city's papers are not in
    order, Refused where no consent text can be shown for this organisation and language, and where something
    else stands under the number.
    """
    require_papers()
    pk = number or uuid4()
    code = opening_code(pk, secret or uuid4(), by=by)
    try:
        return _opened(pk, code, facts, consent, responsible=responsible, by=by), code
    except IntegrityError:
        if not Case.objects.filter(pk=pk).exists():
            raise
        return _standing(pk, code, facts, consent, by=by), code


@transaction.atomic
def _opened(pk: UUID, code: str, facts: NewCase, consent: Yes, *, responsible: User | None, by: User) -> Case:
    organisation = by.workplace
    wording = wording_of(organisation, consent.language)
    client = Client(name=facts.name, own_name=facts.own_name, language=facts.language, contact=facts.contact)
    client.save(force_insert=True)
    store_name_keys(client)
    case = Case.objects.create(
        id=pk,
        number=new_code(_NUMBER),
        client=client,
        organisation=organisation,
        site_id=facts.site,
        responsible=responsible,
    )
    store_code(case, code)
    Consent.objects.create(
        case=case,
        case_number=case.number,
        regime=organisation.regime_id or "",
        text_version=wording.version,
        language=consent.language,
        given=consent.given,
    )
    record("cases.opened", case, by=by, given=consent.given)
    return case


def _standing(pk: UUID, code: str, facts: NewCase, consent: Yes, *, by: User) -> Case:
    """The case that was opened with the same form, today and here."""
    today = Case.objects.filter(
        pk=pk, organisation=by.workplace, opened_on=timezone.localdate(), state=Case.State.OPEN
    )
    mine = today.filter(blocked_on=None, code__digest__in=code_digests(code))
    case = mine.select_related("client", "consent").first()
    if case is None or (_facts_of(case), _yes_of(case)) != (facts, consent):
        raise Refused(SENT_BEFORE)
    record("cases.code_given", case, by=by)
    return case


def _facts_of(case: Case) -> NewCase:
    client = case.client
    return NewCase(client.name, client.language, client.own_name, client.contact or {}, case.site_id)


def _yes_of(case: Case) -> Yes:
    return Yes(case.consent.language, case.consent.given)


def store_name_keys(client: Client) -> None:
    """Keep under which digests the client's names are found."""
    keys = search_keys(client.name) | search_keys(client.own_name)
    client.name_keys.all().delete()
    NameKey.objects.bulk_create(
        NameKey(client=client, digest=digest) for digest in sorted({key_digests(key)[0] for key in keys})
    )


def key_digests(key: str) -> list[str]:
    """The digests of a search key of `engines.names`, newest sealing key first."""
    return ring().digests(key, purpose="client name")
