"""Which column says what: headings as associations write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .mapping import LEFT_OUT

_PLACE = {
    "place": "ort einrichtung veranstaltungsort treffpunkt standort place location venue",
    "street": "straße strasse straßehausnummer straßeundhausnummer anschrift adresse street address",
    "postcode": "plz postleitzahl postcode zip zipcode postalcode",
    "town": "stadt gemeinde wohnort city town",
    "district": "bezirk stadtbezirk stadtteil district borough",
    "latitude": "breite breitengrad lat latitude geobreite",
    "longitude": "länge laenge längengrad lon lng long longitude geolänge",
    "point": "koordinaten koordinate geo gps punkt coordinates point",
    "precision": "genauigkeit precision",
    "access": "barrierefrei barrierefreiheit rollstuhlgerecht accessible accessibility wheelchair",
    "directions": "anfahrt wegbeschreibung anreise directions transportation",
}
_CONTACT = {
    "phone": "telefon telefonnummer tel fon rufnummer phone telephone",
    "email": "email mail emailadresse mailadresse",
    "website": "website webseite homepage internet internetseite internetadresse web url link www",
}
_KEY = "kennung id schlüssel key nr nummer identifier"
_PROVIDER = (
    "träger anbieter organisation institution verein veranstalter amt behörde stelle provider organization"
    " office"
)
_CONFIRMED = (
    "bestätigtam stand bestätigt aktualisiertam geprüftam zuletztgeprüft lastconfirmed confirmedon updated"
)
HEADINGS: Mapping[str, Mapping[str, str]] = {
    "offers": {
        "key": _KEY,
        "provider": _PROVIDER,
        "name": "angebot name titel bezeichnung angebotsname offer service title",
        "summary": "kurz kurzbeschreibung kurztext summary short",
        "description": "beschreibung text inhalt description",
        "category": "kategorie rubrik art",
        "topics": "themen thema topics topic",
        "for_whom": "fürwen zielgruppe zielgruppen forwhom targetgroup eligibility",
        "min_age": "altervon abalter mindestalter ab minage minimumage fromage",
        "max_age": "alterbis bisalter höchstalter maxage maximumage toage",
        "gender": "geschlecht gender",
        "status": "aufenthalt aufenthaltsstatus status",
        "languages": "sprachen sprache languages language",
        "documents": "unterlagen mitzubringen dokumente documents requireddocuments whattobring",
        "cost": "kosten preis gebühr gebühren beitrag cost costs fee fees price",
        "entry": "anmeldung zugang entry registration howtocome",
        "capacity": "plätze platzzahl kapazität capacity seats",
        "waiting": "wartezeit waiting waitingtime waittime",
        "volunteers_wanted": "freiwilligegesucht ehrenamtlichegesucht ehrenamt volunteers volunteerswanted",
        "hours": "öffnungszeiten zeiten sprechzeiten uhrzeit hours openinghours",
        "confirmed_on": _CONFIRMED,
        **_PLACE,
        **_CONTACT,
    },
    "providers": {
        "key": _KEY,
        "name": f"name {_PROVIDER}",
        "description": "beschreibung text description",
        "organisation": "organisationskennung konto account",
        "confirmed_on": _CONFIRMED,
        **_CONTACT,
    },
    "responsibilities": {
        "key": _KEY,
        "provider": _PROVIDER,
        "topic": "thema themen topic",
        "what": "was wofür zuständigfür aufgabe what for",
        "for_whom": "fürwen zielgruppe forwhom",
        "districts": "bezirke bezirk stadtbezirke districts district",
        "note": "hinweis anmerkung bemerkung note",
        "confirmed_on": _CONFIRMED,
    },
}
# Without these nothing can be said about a record at all.
REQUIRED = {"offers": ("name",), "providers": ("name",), "responsibilities": ("provider", "topic")}
# A body's short name stands under the heading that means the body itself elsewhere.
_OTHERWISE = {"providers": {"organisation": "organisation"}}


class BadColumns(Exception):
    """The columns cannot be taken like this; the sentence says which and why."""


@dataclass(frozen=True)
class Columns:
    """fields: heading -> field. unknown: headings that mean nothing here."""

    fields: Mapping[str, str]
    unknown: tuple[str, ...] = ()

    @property
    def headings(self) -> dict[str, str]:
        """field -> heading."""
        return {field: heading for heading, field in self.fields.items()}


def columns_of(headings: Sequence[str], kind: str, decided: Mapping[str, str]) -> Columns:
    """What the columns of a file of a kind mean; what people have decided goes first. Raises BadColumns."""
    fields: dict[str, str] = {}
    unknown = []
    for heading, field in meanings_of(headings, kind, decided).items():
        if field and field != LEFT_OUT:
            check_fields(kind, [field])
        if field == LEFT_OUT:
            continue
        if not field:
            unknown.append(heading)
            continue
        fields[heading] = field
    _refuse_twins(fields)
    _refuse_gaps(fields, kind, headings)
    return Columns(fields, tuple(unknown))


def meanings_of(headings: Sequence[str], kind: str, decided: Mapping[str, str]) -> dict[str, str]:
    """heading -> field, "-" for one that is left out, "" for one that means nothing here."""
    known = _known(kind)
    return {heading: decided.get(heading) or known.get(_folded(heading), "") for heading in headings}


def check_fields(kind: str, fields: Iterable[str]) -> None:
    """Raises BadColumns where something is said of fields that there are not."""
    known = HEADINGS.get(kind, {"provider": ""})  # of a calendar only who gives its events is not in the file
    for field in fields:
        if field not in known:
            raise BadColumns(_no_field(field, known))


def _no_field(field: str, known: Iterable[str]) -> str:
    return _("“%(field)s” is no field. There are: %(fields)s.") % {"field": field, "fields": ", ".join(known)}


def _known(kind: str) -> dict[str, str]:
    by_name = {
        name: field for field, names in HEADINGS[kind].items() for name in (*names.split(), _folded(field))
    }
    return {**by_name, **_OTHERWISE.get(kind, {})}


def _refuse_twins(fields: Mapping[str, str]) -> None:
    for field in fields.values():
        same = [other for other, meaning in fields.items() if meaning == field]
        if len(same) > 1:
            raise BadColumns(
                _(
                    "These columns would all say the same (%(field)s): %(columns)s. Choose one, leave out the"
                    " others."
                )
                % {"field": field, "columns": ", ".join(same)}
            )


def _refuse_gaps(fields: Mapping[str, str], kind: str, headings: Sequence[str]) -> None:
    if missing := [field for field in REQUIRED[kind] if field not in fields.values()]:
        raise BadColumns(
            _("No column says what is needed (%(fields)s). There are: %(columns)s.")
            % {"fields": ", ".join(missing), "columns": ", ".join(headings)}
        )


def _folded(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.lower())
