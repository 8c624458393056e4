"""What hangs on the sealing keys here beside sealed fields: digests of codes and of names."""

from ankommen.vault.services import register_digests


def register_all() -> None:
    """Let a rotation of keys know: codes on paper cannot be made again, digests of names can."""
    register_digests("codes of cases", exist=_are_codes)
    register_digests("names of clients", exist=_are_names, renew=_renew_names)


def _are_codes() -> bool:
    from .models import CaseCode

    return CaseCode.objects.exists()


def _are_names() -> bool:
    from .models import NameKey

    return NameKey.objects.exists()


def _renew_names() -> None:
    from .models import Client
    from .services.opening import store_name_keys

    for client in Client.objects.iterator():
        store_name_keys(client)
