"""Mappings kept by name, so that the next file of the same kind needs no deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..models import ColumnMapping
from .columns import BadColumns

if TYPE_CHECKING:
    from .columns import Columns
    from .targets import Targets


def mapping_named(name: str, form_id: str) -> ColumnMapping:
    """The mapping of that name for that questionnaire. Raises BadColumns, which names those there are."""
    mappings = ColumnMapping.objects.filter(form_id=form_id)
    if found := mappings.filter(name=name).first():
        return found
    names = ", ".join(mappings.values_list("name", flat=True).order_by("name"))
    raise BadColumns(
        [
            _("No mapping is saved as “%(name)s” for this questionnaire. There are: %(names)s.")
            % {"name": name, "names": names or "–"}
        ]
    )


def save_mapping(name: str, columns: Columns, targets: Targets) -> ColumnMapping:
    """Keep a mapping under a name; one of that name before it is replaced."""
    values = {"form_id": targets.document["form_id"], **columns.as_data(targets)}
    mapping, _is_new = ColumnMapping.objects.update_or_create(name=name, defaults=values)
    return mapping
