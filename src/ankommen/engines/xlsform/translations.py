"""The languages of a form: which there are, which is the source, and every text in each of them.

A column that names no language holds the source language. The source language is that of the settings; else
German if it is there; else the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ankommen.engines.languages import UNDETERMINED, direction_of, language, tag_of

from .codes import Code
from .headings import TRANSLATED, Column, Table
from .problems import Problem

MAX_TAG = 35  # characters; what RFC 5646, section 4.4.1, asks programs to have room for


@dataclass
class Languages:
    """Tags by the name that headings give them ("" where they give none), in the order of the sheets."""

    tags: dict[str, str]
    source: str
    names: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(self.tags.values()))

    def by_tag(self, translations: Mapping[str, str]) -> dict[str, str]:
        """Texts by tag from texts by heading. A named column goes before one that names no language."""
        ordered = sorted(translations.items(), key=lambda item: item[0] != "")
        return {self.tags[name]: text for name, text in ordered if name in self.tags}


def read_languages(tables: Iterable[Table], default: str) -> tuple[Languages, list[Problem]]:
    """The languages of all sheets.

    `default` is the default_language of the settings, empty if there is none.
    """
    columns = [(table, column) for table in tables for column in table.columns if column.field in TRANSLATED]
    tags: dict[str, str] = {}
    problems: list[Problem] = []
    for table, column in columns:
        if column.language and column.language not in tags:
            tags[column.language] = _tag(table, column, problems)
    problems += _doubled(columns, tags)
    source = _source(tags, columns, default, problems)
    if any(not column.language for _, column in columns):
        tags[""] = source
    tags = {name: tag for name, tag in tags.items() if tag}
    names = {tag: _display_name(name, tag) for name, tag in reversed(tags.items())}
    return Languages(tags, source, names), problems


def _tag(table: Table, column: Column, problems: list[Problem]) -> str:
    """The tag of a column's language; empty, with a problem, if it cannot be told."""
    tag = _short_tag(column.language)
    if tag is None:
        problems.append(table.problem(Code.LANGUAGE_UNKNOWN, row=None, column=column, hint=column.heading))
    return tag or ""


def _short_tag(name: str) -> str | None:
    """The tag of a language by its name; one may have any number of variants, but no language needs them."""
    tag = tag_of(name)
    return tag if tag and len(tag) <= MAX_TAG else None


def _doubled(columns: list[tuple[Table, Column]], tags: Mapping[str, str]) -> list[Problem]:
    """Two columns of one sheet that hold the same field in the same language under two names."""
    seen: dict[tuple[str, str, str], Column] = {}
    problems = []
    for table, column in columns:
        tag = tags.get(column.language, "")
        first = seen.setdefault((table.sheet, column.field, tag), column) if tag else column
        if first is not column and first.language != column.language:
            problems.append(
                table.problem(
                    Code.LANGUAGE_TWICE, row=None, column=column, hint=column.heading, other=first.heading
                )
            )
    return problems


def _source(
    tags: Mapping[str, str], columns: list[tuple[Table, Column]], default: str, problems: list[Problem]
) -> str:
    known = [tag for tag in tags.values() if tag]
    unnamed = any(not column.language and column.field == "label" for _, column in columns)
    wanted = tags.get(default) or _short_tag(default) if default else None
    if wanted and (wanted in known or unnamed):
        return wanted
    if default and default.lower() != "default" and known and not unnamed:
        instead = "de" if "de" in known else known[0]
        problems.append(
            Problem(Code.SOURCE_LANGUAGE_MISSING, sheet="settings", hint=default, more={"instead": instead})
        )
    if unnamed or not known:
        problems.append(Problem(Code.LANGUAGE_NOT_SAID, sheet="survey"))
        return UNDETERMINED
    return "de" if "de" in known else known[0]


def _display_name(name: str, tag: str) -> str:
    """What people see: the language's own name; of a language we do not know, the heading's."""
    endonym = language(tag).endonym
    return endonym if endonym != tag or not name else name


def describe_languages(
    languages: Languages, texts: Mapping[str, Mapping[str, str]]
) -> list[dict[str, str | float]]:
    """Each language with code, name, direction and the share of the source texts it has (0 to 1), the source
    first.
    """
    source = texts[languages.source]
    described: list[dict[str, str | float]] = []
    for tag in sorted(texts, key=lambda tag: tag != languages.source):
        own = texts[tag]
        share = sum(key in own for key in source) / len(source) if source else 0.0
        described.append(
            {
                "code": tag,
                "name": languages.names.get(tag, tag),
                "direction": direction_of(tag, own.values()),
                "translated": int(share * 1000) / 1000,
            }
        )
    return described
