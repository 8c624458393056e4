"""Records of the directory as HSDS 3.1 (Open Referral) has them, in one language.

`organization`, `service`, `location`, `service_at_location` and the taxonomies take what is kept and what is
known around it, and give what JSON holds. They ask no database. What is not known is left out. Ids are ours;
those of parts are made from the record's and the part's name, so that they stay.
What HSDS has no member for stands in `attributes`; what is given out in German for want of a translation, and
since when, in `metadata`. Source: docs.openreferral.org, schemas 3.0 and 3.1.
"""

from .kept import SOURCE_LANGUAGE, Kept, Known
from .organizations import organization, organization_in_short
from .places import location, location_in_short, service_at_location, service_at_location_in_short
from .services import service, service_in_short
from .terms import Term, term_of, terms_of

__all__ = [
    "SOURCE_LANGUAGE",
    "Kept",
    "Known",
    "Term",
    "location",
    "location_in_short",
    "organization",
    "organization_in_short",
    "service",
    "service_at_location",
    "service_at_location_in_short",
    "service_in_short",
    "term_of",
    "terms_of",
]
