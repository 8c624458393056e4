"""What a service of this room refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ankommen.accounts.services import Refused as Refused

SENT_BEFORE = _(
    "This form was sent before, with other entries. Please look what is stored, then send it again."
)
