"""The ten addresses of HSDS 3 and the one that tells of them: /api/hsds/.

No postponed annotations here: ninja reads the types of decorated functions.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.errors import HttpError

from .. import hsds
from ..feeds.loading import category_terms, modified_days, offers_with, providers_with, topic_terms
from ..feeds.selections import (
    around_postcode,
    day_of,
    in_taxonomy,
    modified_since,
    public_links,
    public_offers,
    public_providers,
    saying,
    with_term,
)
from ..feeds.tongues import feed_languages
from ..hsds.parts import moment
from ..hsds.terms import TAXONOMIES
from ..models import Offer, OfferAtPlace
from .asked import (
    Asked,
    LinksListed,
    Listed,
    OffersListed,
    OrganizationAsked,
    OrganizationsListed,
    ServicesListed,
    TermsListed,
    language_asked,
)
from .documented import a_page, a_record
from .pages import answered, page_of_records, page_of_rows, whole

router = Router(tags=["HSDS"])
VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/"


@router.get("/", url_name="about")
def about(request: HttpRequest, asked: Query[Asked]) -> HttpResponseBase:
    """What this API is, and in which languages there is a feed."""
    language_asked(request, asked)
    return answered({
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": request.build_absolute_uri(reverse("open:openapi-json")),
        "languages": feed_languages(),
    })  # fmt: skip


@router.get("/services", url_name="services", openapi_extra=a_page("compiled/service_list"))
def services(request: HttpRequest, asked: Query[ServicesListed]) -> HttpResponseBase:
    """Services, a page at a time."""
    language = language_asked(request, asked)
    rows = _chosen(asked, language)
    if asked.minimal:
        return whole(_minimal(rows))
    return page_of_rows(rows, asked, language, lambda some: _services(some, language, asked.full))


@router.get("/services/{uuid:pk}", url_name="service", openapi_extra=a_record("compiled/service"))
def service(request: HttpRequest, pk: UUID, asked: Query[Asked]) -> HttpResponseBase:
    """A service with all that hangs on it."""
    language = language_asked(request, asked)
    return _one(_services(public_offers().filter(pk=pk), language, full=True), language)


@router.get("/organizations", url_name="organizations", openapi_extra=a_page("compiled/organization_list"))
def organizations(request: HttpRequest, asked: Query[OrganizationsListed]) -> HttpResponseBase:
    """Organizations, a page at a time."""
    language = language_asked(request, asked)
    rows: QuerySet[Any] = public_providers()
    if asked.search:
        rows = saying(rows, asked.search, language, "provider")
    is_whole = asked.full or asked.full_service
    return page_of_rows(
        rows, asked, language, lambda some: _organizations(some, language, is_whole, asked.full_service)
    )


@router.get(
    "/organizations/{uuid:pk}", url_name="organization", openapi_extra=a_record("compiled/organization")
)
def organization(request: HttpRequest, pk: UUID, asked: Query[OrganizationAsked]) -> HttpResponseBase:
    """An organization with its services."""
    language = language_asked(request, asked)
    rows = public_providers().filter(pk=pk)
    return _one(_organizations(rows, language, True, asked.full_service), language)


@router.get(
    "/service_at_locations",
    url_name="service_at_locations",
    openapi_extra=a_page("compiled/service_at_location_list"),
)
def service_at_locations(request: HttpRequest, asked: Query[LinksListed]) -> HttpResponseBase:
    """Services at locations, a page at a time."""
    language = language_asked(request, asked)
    if asked.proximity is not None and not asked.postcode:
        raise HttpError(422, _("A proximity needs a postcode around which it counts."))
    rows = public_links().filter(offer__in=_chosen(asked, language).values("pk"))
    if asked.postcode:
        rows = around_postcode(rows, asked.postcode, asked.proximity)
    return page_of_rows(rows, asked, language, lambda some: _links(some, language, asked.full))


@router.get(
    "/service_at_locations/{uuid:pk}",
    url_name="service_at_location",
    openapi_extra=a_record("compiled/service_at_location"),
)
def service_at_location(request: HttpRequest, pk: UUID, asked: Query[Asked]) -> HttpResponseBase:
    """A service at a location with all that hangs on it."""
    language = language_asked(request, asked)
    return _one(_links(public_links().filter(pk=pk), language, full=True), language)


@router.get("/taxonomies", url_name="taxonomies", openapi_extra=a_page("taxonomy"))
def taxonomies(request: HttpRequest, asked: Query[Listed]) -> HttpResponseBase:
    """The two taxonomies: topics, and categories of the map."""
    with translation.override(language_asked(request, asked)):
        told = [taxonomy.told() for taxonomy in TAXONOMIES]
    return page_of_records(_saying(told, asked.search), asked)


@router.get("/taxonomies/{uuid:pk}", url_name="taxonomy", openapi_extra=a_record("taxonomy"))
def taxonomy(request: HttpRequest, pk: UUID, asked: Query[Asked]) -> HttpResponseBase:
    """A taxonomy."""
    language = language_asked(request, asked)
    return _one((each.told() for each in TAXONOMIES if each.id == str(pk)), language)


@router.get("/taxonomy_terms", url_name="taxonomy_terms", openapi_extra=a_page("taxonomy_term"))
def taxonomy_terms(request: HttpRequest, asked: Query[TermsListed]) -> HttpResponseBase:
    """Terms of both taxonomies."""
    language = language_asked(request, asked)
    terms = [] if asked.parent_id else _terms(language)
    if asked.taxonomy_id:
        terms = [term for term in terms if term["taxonomy_id"] == str(asked.taxonomy_id)]
    return page_of_records(_saying(terms, asked.search), asked)


@router.get("/taxonomy_terms/{uuid:pk}", url_name="taxonomy_term", openapi_extra=a_record("taxonomy_term"))
def taxonomy_term(request: HttpRequest, pk: UUID, asked: Query[Asked]) -> HttpResponseBase:
    """A term."""
    language = language_asked(request, asked)
    return _one((term for term in _terms(language) if term["id"] == str(pk)), language)


def _chosen(asked: OffersListed, language: str) -> QuerySet[Offer]:
    rows = public_offers()
    if asked.search:
        rows = saying(rows, asked.search, language, "offer")
    if asked.taxonomy_term_id:
        rows = with_term(rows, asked.taxonomy_term_id)
    if asked.taxonomy_id:
        rows = in_taxonomy(rows, asked.taxonomy_id)
    if asked.organization_id:
        rows = rows.filter(provider=asked.organization_id)
    if asked.modified_after:
        rows = modified_since(rows, day_of(asked.modified_after))
    return rows


def _one(told: Iterable[dict[str, Any]], language: str) -> HttpResponseBase:
    """The one record, or 404: taken out, never there and not public look alike from outside."""
    with translation.override(language):
        record = next(iter(told), None)
    if record is None:
        raise Http404
    return answered(record)


def _minimal(rows: QuerySet[Offer]) -> list[dict[str, Any]]:
    return [{"id": str(pk), "modified_date": moment(day)} for pk, day in modified_days(rows).items()]


def _services(rows: Iterable[Offer], language: str, full: bool) -> Iterable[dict[str, Any]]:
    offers, known = offers_with(list(rows), language)
    tell = hsds.service if full else hsds.service_in_short
    for offer in offers:
        yield tell(offer, known)


def _organizations(
    rows: Iterable[Any], language: str, full: bool, full_service: bool
) -> Iterable[dict[str, Any]]:
    providers, known = providers_with(list(rows), language)
    if not full:
        yield from (hsds.organization_in_short(each, known) for each in providers)
        return
    own: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    offers = public_offers().filter(provider__in=[each.id for each in providers]).order_by("pk")
    for told in _services(offers, language, full_service):
        own[told["organization_id"]].append(told if full_service else _named(told))
    for each in providers:
        yield hsds.organization(each, known, own[str(each.id)])


def _named(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("id", "name", "status")}


def _links(rows: Iterable[OfferAtPlace], language: str, full: bool) -> Iterable[dict[str, Any]]:
    links = list(rows)
    offers, known = offers_with(
        list(public_offers().filter(pk__in={link.offer_id for link in links})), language
    )
    by_id = {offer.id: offer for offer in offers}
    for link in links:
        offer = by_id[link.offer_id]
        at = next(each for each in offer.facts.at_places if each.place == str(link.place_id))
        if full:
            yield hsds.service_at_location(offer, at, known, hsds.service(offer, known))
        else:
            told = hsds.service_at_location_in_short(offer, at, known)
            yield told | {"service": hsds.service_in_short(offer, known)}


def _terms(language: str) -> list[dict[str, Any]]:
    with translation.override(language):
        terms = [*topic_terms(language).values(), *category_terms(language).values()]
        return [hsds.term_of(term) for term in terms]


def _saying(told: list[dict[str, Any]], words: str) -> list[dict[str, Any]]:
    sought = words.casefold()
    return [each for each in told if sought in f"{each['name']}\n{each['description']}".casefold()]
