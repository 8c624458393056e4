"""The types of survey rows, by all the names the XLSForm tools know for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from .codes import Code

KINDS = {
    "note": ("note", "add note prompt", "q note"),
    "calculate": ("calculate", "calculation", "q calculate", "add calculate prompt"),
    "text": ("text", "string", "add text prompt", "q string"),
    "integer": ("integer", "int", "add integer prompt", "q int"),
    "decimal": ("decimal", "add decimal prompt", "q decimal"),
    "range": ("range",),
    "date": ("date", "add date prompt", "q date"),
    "time": ("time",),
    "datetime": (
        "datetime",
        "date time",
        "add date time prompt",
        "add datetime prompt",
        "q date time",
        "q datetime",
    ),
    "acknowledge": ("acknowledge", "trigger", "add acknowledge prompt", "q acknowledge"),
    "geopoint": ("geopoint", "location", "gps", "add location prompt", "q geopoint", "q location"),
    "hidden": ("hidden",),
}
META = {
    "start": ("start", "start time", "get start time"),
    "end": ("end", "end time", "get end time"),
    "today": ("today", "get today"),
    "deviceid": ("deviceid", "device id", "imei", "get device id", "uri:deviceid"),
    "simserial": ("simserial", "sim id", "get sim id", "uri:simserial"),
    "subscriberid": ("subscriberid", "subscriber id", "get subscriber id", "uri:subscriberid"),
    "phonenumber": ("phonenumber", "get phone number", "uri:phonenumber"),
    "username": ("username", "uri:username"),
    "email": ("email", "uri:email"),
    "audit": ("audit",),
    "start-geopoint": ("start-geopoint",),
    "background-geopoint": ("background-geopoint",),
    "background-audio": ("background-audio",),
}
RECORDED_META = ("today",)  # the rest could tell who, where or to the second when
SELECTS = {
    "select_one": (
        "select_one",
        "select one",
        "select1",
        "select one from",
        "select one using",
        "add select one prompt using",
        "select_one_external",
        "select one external",
    ),
    "select_multiple": (
        "select_multiple",
        "select multiple",
        "select multiple from",
        "select multiple using",
        "select all that apply",
        "select all that apply from",
        "add select multiple prompt using",
    ),
    "rank": ("rank",),
}
FROM_FILE = (
    "select_one_from_file",
    "select_multiple_from_file",
    "select one from file",
    "select multiple from file",
)
NOT_SUPPORTED = (
    "image",
    "photo",
    "audio",
    "video",
    "file",
    "geotrace",
    "geoshape",
    "csv-external",
    "xml-external",
    "osm",
    "percentage",
    "phone number",
)

ASKED_AS = {"barcode": "text"}  # as web forms do that cannot scan: the code is typed

SIMPLE = {name: kind for kind, names in KINDS.items() for name in names}
META_NAMES = {name: kind for kind, names in META.items() for name in names}
SELECT_NAMES = {name: kind for kind, names in SELECTS.items() for name in names}
BEGIN_END = re.compile(
    r"(begin|end)[ _]?(group|repeat|lgroup|looped group|loop)(?: (?:over )?(\S+))?", re.IGNORECASE
)
SELECT = re.compile(
    rf"({'|'.join(sorted((re.escape(name) for name in (*SELECT_NAMES, *FROM_FILE)), key=len, reverse=True))})"
    r"(?: (\S+)(?: (or[_ ]other|or specify other))?)?",
    re.IGNORECASE,
)


class Role(StrEnum):
    """What a row does."""

    BEGIN = "begin"
    END = "end"
    ITEM = "item"


@dataclass(frozen=True)
class RowType:
    """What a type cell says.

    `kind` as in the compiled document; `refused` is the reason if the profile has no such type.
    """

    role: Role
    kind: str = ""
    choice_list: str = ""
    meta: str = ""
    refused: Code | None = None
    hint: str = ""
    asked_as: str = ""


def read_type(text: str) -> RowType:
    """The type that a cell names, in any case and spacing."""
    text = " ".join(text.split())
    if match := BEGIN_END.fullmatch(text):
        return _begin_end(text, match)
    if match := SELECT.fullmatch(text):
        return _select(match)
    name = text.lower()
    if name in SIMPLE:
        return RowType(Role.ITEM, SIMPLE[name])
    if name in ASKED_AS:
        return RowType(Role.ITEM, ASKED_AS[name], hint=name, asked_as=ASKED_AS[name])
    if name in META_NAMES:
        return RowType(Role.ITEM, "meta", meta=META_NAMES[name])
    known = name.split(" ")[0] in NOT_SUPPORTED or name in NOT_SUPPORTED or name.startswith(("add ", "q "))
    return RowType(Role.ITEM, refused=Code.TYPE_NOT_SUPPORTED if known else Code.TYPE_UNKNOWN, hint=text)


def _begin_end(text: str, match: re.Match[str]) -> RowType:
    role, word = Role(match[1].lower()), match[2].lower()
    if word == "loop":
        return RowType(role, "group", refused=Code.TYPE_NOT_SUPPORTED, hint=text)
    return RowType(role, "group" if word == "group" else "repeat", hint=text)


def _select(match: re.Match[str]) -> RowType:
    name, choice_list, or_other = match[1].lower(), match[2] or "", match[3]
    if name in FROM_FILE:
        return RowType(Role.ITEM, refused=Code.LIST_FROM_FILE, hint=choice_list or name)
    kind = SELECT_NAMES[name]
    if not choice_list:
        return RowType(Role.ITEM, kind, refused=Code.LIST_NOT_NAMED, hint=match[1])
    if "${" in choice_list:
        return RowType(Role.ITEM, kind, refused=Code.LIST_FROM_ANSWERS, hint=choice_list)
    refused = Code.OR_OTHER if or_other else None
    return RowType(Role.ITEM, kind, choice_list=choice_list, refused=refused, hint=choice_list)
