"""Words of people for the choices of a record: German and English, as lists of offers have them."""

from __future__ import annotations

import re
from collections.abc import Mapping

# field -> value -> words that mean it. "" is a value as well: everybody, not known.
CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "gender": {
        "": ("alle", "jeder", "offen", "egal", "m/w/d", "all", "everybody", "everyone", "any"),
        "women": ("frauen", "nur frauen", "frauen und mädchen", "weiblich", "w", "women", "female"),
        "men": ("männer", "nur männer", "männlich", "m", "men", "male"),
    },
    "status": {
        "": ("alle", "egal", "all", "any"),
        "protection": ("protection", "anerkannte geflüchtete", "schutzberechtigte", "internationaler schutz"),
        "procedure": ("procedure", "asylverfahren", "im asylverfahren", "asylsuchende"),
        "permit": ("permit", "aufenthaltserlaubnis", "mit aufenthaltserlaubnis"),
        "eu": ("eu", "eu-bürger", "eu-bürgerinnen und eu-bürger", "unionsbürger"),
    },
    "entry": {
        "open": (
            "offen",
            "open",
            "ohne anmeldung",
            "ohne termin",
            "einfach kommen",
            "keine",
            "nicht nötig",
            "nein",
        ),
        "appointment": (
            "nur mit termin",
            "mit termin",
            "termin",
            "nach vereinbarung",
            "appointment",
            "by appointment",
        ),
        "sign_up": (
            "anmeldung nötig",
            "mit anmeldung",
            "anmeldung",
            "anmeldung erforderlich",
            "nötig",
            "erforderlich",
            "ja",
            "sign_up",
            "sign up",
            "registration",
        ),
    },
    "access": {
        "full": ("ja", "voll", "barrierefrei", "rollstuhlgerecht", "yes", "full"),
        "partly": ("teilweise", "teils", "eingeschränkt", "partly", "partial", "limited"),
        "none": ("nein", "nicht barrierefrei", "no", "none"),
    },
    "precision": {
        "address": ("adresse", "hausnummer", "gebäude", "address", "rooftop"),
        "street": ("straße", "strasse", "street"),
        "district": ("bezirk", "stadtbezirk", "stadtteil", "ort", "district"),
    },
}
COSTS: Mapping[str, str] = {"free": "kostenlos", "paid": "kostenpflichtig"}
NOT_KNOWN = frozenset(
    {"", "-", "–", "—", "?", "k. a.", "k.a.", "keine angabe", "nicht bekannt", "unbekannt", "n/a", "unknown"}
)
ONLINE = re.compile(
    r"(?:online|digital|virtuell|telefonisch|telefon|per telefon|am telefon|video|zoom)\b", re.IGNORECASE
)

_FREE = re.compile(
    r"(?:kostenlos|kostenfrei|gratis|umsonst|gebührenfrei|free(?: of charge)?|frei"
    r"|0(?:[.,]00?)?\s*(?:€|euro|eur))(?=$|[\s,;:.(–-])",
    re.IGNORECASE,
)
_DONATION = re.compile(
    r"(?:nur |kleine |freiwillige )*spenden?(?: (?:erbeten|möglich|willkommen|erwünscht))?", re.IGNORECASE
)
_BUT = re.compile(
    r"\d|\b(?:für|sonst|außer|nur|mit|bei|danach|auf antrag|kostet|for|only|except|then)\b", re.IGNORECASE
)


def cost_of(text: str) -> tuple[str, str]:
    """Whether it is free, and what it costs in words: "kostenlos" is free, "2 Euro" is not, and it says so.

    What is free for some only is not called free: people who come would have to pay.
    """
    text = " ".join(text.split())
    if folded(text) in NOT_KNOWN:
        return "", ""
    if text in ("0", "0,00", "0.00"):
        return "free", ""
    if folded(text) == COSTS["paid"]:
        return "paid", ""
    if free := _FREE.match(text):
        rest = text[free.end() :].strip(" ,;:.()–-")
        if not rest:
            return "free", ""
        if not _BUT.search(rest):
            return "free", text
    if _DONATION.fullmatch(text):
        return "free", text
    return "paid", text


def folded(word: str) -> str:
    """A word as it is compared."""
    return " ".join(word.casefold().split())
