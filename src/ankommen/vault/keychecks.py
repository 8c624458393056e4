"""Whether the keys on the ring are those that this database is sealed under."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from ankommen.engines.sealing import KeyRing, SealBroken

from .models import KeyCheck
from .queries import ring

_PROBE = b"ankommen"


def key_problems() -> list[str]:
    """What is wrong with the ring, a sentence for each key; none for a database that was never sealed into.

    Raises DatabaseError where the tables are not made yet.
    """
    noted = list(KeyCheck.objects.filter(needed=True).order_by("pk"))
    try:
        keys = ring()
    except ImproperlyConfigured as error:
        return [str(error)]
    return [sentence for check in noted if (sentence := _problem(keys, check))]


@transaction.atomic
def note_keys() -> None:
    """Remember every key on the ring. Raises ImproperlyConfigured if it is not the ring of this database."""
    if problems := key_problems():
        raise ImproperlyConfigured(" ".join(problems))
    keys = ring()
    for name in keys.keys:
        check, is_new = KeyCheck.objects.get_or_create(pk=name, defaults={"probe": _probe(keys, name)})
        is_newly_used = name == keys.newest and not check.needed
        if not is_new and (is_newly_used or not _opens(keys, check)):
            check.probe, check.needed = _probe(keys, name), True
            check.save()


def release_keys(names: set[str]) -> None:
    """From now on the program starts without these keys."""
    KeyCheck.objects.filter(pk__in=names).update(needed=False)


def _problem(keys: KeyRing, check: KeyCheck) -> str:
    if check.pk not in keys.keys:
        return f'ANKOMMEN_SEALING_KEYS: the sealing key "{check.pk}" is missing; this database needs it.'
    if not _opens(keys, check):
        return f'ANKOMMEN_SEALING_KEYS: the sealing key "{check.pk}" is another key than before.'
    return ""


def _probe(keys: KeyRing, name: str) -> bytes:
    return keys.only(name).seal(_PROBE, place=_place(name))


def _opens(keys: KeyRing, check: KeyCheck) -> bool:
    try:
        return keys.open(bytes(check.probe), place=_place(check.pk)) == _PROBE
    except SealBroken:
        return False


def _place(name: str) -> str:
    return f"vault/keycheck/{name}"
