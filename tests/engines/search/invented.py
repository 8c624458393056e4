"""A small directory and a small thesaurus, both invented."""

from __future__ import annotations

from collections.abc import Iterable

from ankommen.engines.search import Document, Index, Thesaurus

WEIGHTS = {"name": 3.0, "summary": 1.5, "body": 1.0}

THESAURUS = Thesaurus(
    {
        "housing": {
            "de": ["Wohnung", "Wohnungssuche", "Miete", "Unterkunft"],
            "en": ["flat", "apartment", "housing", "place to live"],
            "ar": ["سكن", "شقة", "إيجار"],
            "uk": ["житло", "квартира", "оренда"],
            "tr": ["konut", "daire", "kiralık ev", "ev"],
        },
        "clothes": {
            "de": ["Kleiderspende", "Kleiderkammer", "Kleidung abgeben", "Kleidung"],
            "en": ["clothes", "clothing donation"],
            "ar": ["ملابس"],
            "uk": ["одяг"],
            "tr": ["giysi", "kıyafet"],
        },
        "work": {
            "de": ["Arbeit", "Arbeitserlaubnis", "Stelle suchen"],
            "en": ["work", "job"],
            "ar": ["عمل", "وظيفة"],
            "uk": ["робота", "праця"],
            "tr": ["iş", "çalışma izni"],
        },
        "health": {
            "de": ["Arzt", "Krankenversicherung"],
            "en": ["doctor", "health insurance"],
            "ar": ["طبيب", "تأمين صحي"],
            "uk": ["лікар"],
            "tr": ["doktor"],
        },
    }
)

FLAT = Document(
    "flat",
    {
        "de": {
            "name": "Lotsenbüro Nord",
            "summary": "Wir helfen bei der Wohnungssuche.",
            "body": "Jeden Dienstag sehen wir uns Anzeigen an und füllen den Antrag auf einen Wohnberechtigungsschein aus.",
        }
    },
    frozenset({"housing"}),
)
CLOTHES = Document(
    "clothes",
    {
        "de": {
            "name": "Schrank am Markt",
            "body": "Hier können Sie gut erhaltene Kleidung abgeben oder holen.",
        }
    },
)
DOCTOR = Document(
    "doctor",
    {
        "de": {
            "name": "Sprechstunde ohne Karte",
            "body": "Ärztinnen und Ärzte behandeln Sie auch ohne Krankenversicherung.",
        },
        "ar": {"name": "عيادة مفتوحة", "body": "طبيبة تعالج المرضى بدون تأمين صحي."},
        "en": {"name": "Open surgery", "body": "Doctors see you without health insurance."},
    },
    frozenset({"health"}),
)
WORK = Document(
    "work",
    {
        "de": {"name": "Erste Schritte in den Beruf", "body": "Beratung zu Arbeitserlaubnis und Bewerbung."},
        "uk": {"name": "Перші кроки до професії", "body": "Консультації щодо дозволу на роботу."},
        "tr": {"name": "Mesleğe ilk adımlar", "body": "Çalışma izni ve başvuru için danışmanlık."},
    },
    frozenset({"work"}),
)
CHOIR = Document(
    "choir",
    {
        "de": {"name": "Chor der Vielen", "body": "Singen am Mittwoch, für Frauen und Männer."},
        "en": {"name": "Choir of the Many", "body": "Singing on Wednesdays, for women and men."},
    },
)
KITCHEN = Document(
    "kitchen", {"de": {"name": "Offene Küche", "body": "Gemeinsam kochen in der Weißenburger Straße."}}
)
DOCUMENTS = (FLAT, CLOTHES, DOCTOR, WORK, CHOIR, KITCHEN)


def directory(documents: Iterable[Document] = DOCUMENTS) -> Index:
    return Index(documents, THESAURUS, WEIGHTS)


def bodies(language: str, *texts: str) -> Index:
    """Texts of one language, without a thesaurus; their keys are "0", "1", …"""
    documents = (Document(str(place), {language: {"body": text}}) for place, text in enumerate(texts))
    return Index(documents, Thesaurus(), WEIGHTS)


def first(index: Index, query: str, language: str) -> str | None:
    hits = index.search(query, language).hits
    return hits[0].key if hits else None
