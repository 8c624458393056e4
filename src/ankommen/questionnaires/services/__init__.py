"""Doors of the questionnaires room for changes."""

from ..refusals import (
    AlreadyPublished,
    BadTexts,
    ChangedMeanwhile,
    Incomplete,
    NotPublishable,
    NotReadable,
    OtherStructure,
    Refusal,
    SamePerson,
)
from .languages import add_language, add_languages, correct_text, hold_back_language, release_language
from .uploads import Upload, discard_draft, read_upload, store_draft
from .versions import publish_version, retire_version

__all__ = [
    "AlreadyPublished",
    "BadTexts",
    "ChangedMeanwhile",
    "Incomplete",
    "NotPublishable",
    "NotReadable",
    "OtherStructure",
    "Refusal",
    "SamePerson",
    "Upload",
    "add_language",
    "add_languages",
    "correct_text",
    "discard_draft",
    "hold_back_language",
    "publish_version",
    "read_upload",
    "release_language",
    "retire_version",
    "store_draft",
]
