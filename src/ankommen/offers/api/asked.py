"""What a request may ask for: typed, bounded, and nothing else.

No postponed annotations here: ninja reads the types of decorated functions.
"""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.errors import HttpError
from pydantic import AfterValidator

from ankommen.engines.gate import Refused, clean

from ..feeds.selections import day_of
from ..feeds.tongues import feed_language

PER_PAGE = 50
MOST_PER_PAGE = 200
LANGUAGE = "Language of the texts. Without it the Accept-Language of the request counts, else German."


def _readable(text: str) -> str:
    try:
        return clean(text)
    except Refused as refusal:
        raise ValueError(refusal.code) from refusal


def _moment(text: str) -> str:
    day_of(text)
    return text


Words = Annotated[str, Field(max_length=200), AfterValidator(_readable)]
Language = Annotated[str | None, Field(default=None, description=LANGUAGE)]


class Asked(Schema):
    """What every address takes. `language` is judged by `feed_language`, which knows those of the city."""

    language: Language


class Listed(Asked):
    """A page of a list, or everything in lines."""

    search: Words = Field(default="", description="Only what contains these words.")
    page: int = Field(default=1, ge=1, le=1_000_000)
    per_page: int = Field(default=PER_PAGE, ge=1, le=MOST_PER_PAGE)
    format: Literal["json", "ndjson"] = Field(
        default="json", description="`ndjson` streams everything, one record a line, without pages."
    )


class OffersListed(Listed):
    """A list of services, or of services at locations."""

    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: Annotated[Words, AfterValidator(_moment)] | None = Field(
        default=None, description="Changed or confirmed on the day of this instant or later (ISO 8601)."
    )
    full: bool = Field(default=False, description="All that hangs on a record, nested.")


class ServicesListed(OffersListed):
    """A list of services."""

    minimal: bool = Field(default=False, description="Only `id` and `modified_date`, all on one page.")


class LinksListed(OffersListed):
    """A list of services at locations."""

    postcode: Words = Field(default="", description="Only at places of this postcode.")
    proximity: float | None = Field(
        default=None,
        ge=0,
        le=1_000_000,
        allow_inf_nan=False,
        description="Metres around the middle of the places of `postcode`, which has to be given.",
    )


class OrganizationsListed(Listed):
    """A list of organizations."""

    full: bool = Field(default=False, description="All that hangs on a record, nested.")
    full_service: bool = Field(default=False, description="With its services, whole.")


class OrganizationAsked(Asked):
    """One organization."""

    full_service: bool = Field(default=False, description="With its services, whole.")


class TermsListed(Listed):
    """A list of terms. Our taxonomies are flat: every term is at the top, and none has a parent."""

    taxonomy_id: UUID | None = None
    top_only: bool = False
    parent_id: str | None = Field(default=None, max_length=100)


def language_asked(request: HttpRequest, asked: Asked) -> str:
    """The language to answer in. A misspelt filter would give everything, so it is refused (422)."""
    if unknown := sorted(set(request.GET) - set(type(asked).model_fields)):
        names = ", ".join(name[:40] for name in unknown[:5])
        raise HttpError(422, _("This address does not know these filters: %(names)s.") % {"names": names})
    return feed_language(request)
