"""Whether facts of a record from another day can be stored as things stand now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..facts import EventFacts, Facts, OfferFacts
from ..faults import Level
from ..models import Place
from ..references import the_references
from ..rules import faults_of


def obstacles_of(facts: Facts) -> list[str]:
    """Why these older or proposed facts cannot be stored, in sentences; none where they can."""
    found = [each.sentence for each in faults_of(facts, the_references()) if each.level is Level.ERROR]
    named = {facts.place} - {""} if isinstance(facts, EventFacts) else set()
    if isinstance(facts, OfferFacts):
        named = {each.place for each in facts.at_places if each.place}
    if Place._default_manager.filter(pk__in=named).count() < len(named):
        found.append(_("A place that it names is no longer there."))
    return found
