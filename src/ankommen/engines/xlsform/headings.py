"""What the headings of a sheet mean: known columns by all the names people give them, and languages.

A heading is a field and sometimes a language: "label::Deutsch (de)", "label:English",
"media::image::English", "bind::jr:constraintMsg". The names and aliases are those of the XLSForm tools.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ankommen.engines.gate.addresses import column_letters

from .codes import Code
from .problems import Fact, Problem
from .workbook import Row, Sheet

MEDIA = ("image", "big-image", "audio", "video", "media")
TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")


@dataclass(frozen=True)
class Profile:
    """The columns of one sheet: fields by every name of theirs, names that are ignored, and fields that must
    be there.
    """

    fields: Mapping[str, str]
    ignored: frozenset[str] = frozenset()
    needed: tuple[str, ...] = ()
    keeps_unknown: bool = False  # unknown columns of choices are data for filters


def _named(*names: str, **aliases: str) -> dict[str, str]:
    """Fields under their own name and under aliases; an alias's spaces are written "_" here."""
    return {**{name: name for name in names}, **aliases}


SURVEY = Profile(
    fields={
        **_named("type", "name", *TRANSLATED, "relevant", "constraint", "required", "calculation", "default"),
        **_named(
            "appearance",
            "read_only",
            "choice_filter",
            "repeat_count",
            "parameters",
            "trigger",
            "topic",
            "disabled",
        ),
        **_named(
            command="type",
            tag="name",
            value="name",
            caption="label",
            relevance="relevant",
            calculate="calculation",
        ),
        **_named(readonly="read_only", count="repeat_count", constraining_message="constraint_message"),
        **_named(
            requiredmsg="required_message",
            required_msg="required_message",
            constraint_msg="constraint_message",
        ),
        "jr:count": "repeat_count",
        "jr:constraintmsg": "constraint_message",
        "jr:requiredmsg": "required_message",
    },
    ignored=frozenset(
        (
            *MEDIA,
            "autoplay",
            "rows",
            "intent",
            "save_to",
            "noapperrorstring",
            "no_app_error_string",
            "jr:noapperrorstring",
        )
    )
    | {
        f"sms_{word}"
        for word in (
            "field",
            "option",
            "separator",
            "allow_media",
            "date_format",
            "datetime_format",
            "response",
        )
    }
    | {
        "compact_tag",
        "instance",
        "body",
        "query",
        "entities:saveto",
        "esri:fieldtype",
        "esri:fieldlength",
        "jr:preload",
    },
    needed=("type", "name"),
)
CHOICES = Profile(
    fields=_named("list_name", "name", "label", value="name", caption="label"),
    ignored=frozenset(MEDIA),
    needed=("list_name", "name"),
    keeps_unknown=True,
)
SETTINGS = Profile(
    fields=_named(
        "form_title",
        "form_id",
        "version",
        "default_language",
        "allow_choice_duplicates",
        title="form_title",
        set_form_title="form_title",
        id_string="form_id",
        set_form_id="form_id",
    ),
    ignored=frozenset(
        (
            "style",
            "instance_name",
            "instance_id",
            "public_key",
            "submission_url",
            "auto_send",
            "auto_delete",
            "name",
            "allow_mock_location",
            "client_editable",
            "omit_instanceid",
            "clean_text_values",
            "namespaces",
            "attribute",
            "sms_keyword",
            "sms_separator",
            "prefix",
            "delimiter",
            "flat",
            "add_none_option",
            "instance_xmlns",
        )
    ),
)
NEEDS = Profile(
    fields=_named("name", "topic", "when", "urgency", "label"),
    needed=("name", "topic", "when", "urgency", "label"),
)
WRAPPERS = ("bind", "control")  # "bind::relevant" is the column relevant


@dataclass(frozen=True)
class Column:
    """One column: its number, its heading as written, the field it holds, and the language's name as
    written."""

    number: int
    heading: str
    field: str
    language: str = ""

    @property
    def letters(self) -> str:
        """The column as the spreadsheet names it."""
        return column_letters(self.number)


def read_column(number: int, heading: str, profile: Profile) -> Column | None:
    """The column a heading opens; None if the profile does not know it."""
    words = [word.strip() for word in heading.split("::")] if "::" in heading else _split_single(heading)
    if _key(words[0]) in WRAPPERS and len(words) > 1:
        words = words[1:]
    key = _key(words[0])
    if key in profile.ignored:
        return Column(number, heading, "")
    name = profile.fields.get(key)
    if name is None:
        return None
    if name not in TRANSLATED:
        return Column(number, heading, name) if len(words) == 1 else None
    return Column(number, heading, name, language="::".join(words[1:]))


def _split_single(heading: str) -> list[str]:
    """ "label:English" as two words; "jr:count" stays one."""
    first, colon, rest = heading.partition(":")
    if not colon or first.strip().lower() == "jr":
        return [heading]
    return [first, *_split_single(rest.strip())]


def _key(word: str) -> str:
    return "_".join(word.lower().split())


@dataclass
class Table:
    """A sheet whose columns are understood. `extra` are unknown columns kept as data, by column number."""

    sheet: str
    columns: list[Column]
    extra: dict[int, str]
    rows: list[Row]
    problems: list[Problem] = field(default_factory=list)

    def __iter__(self) -> Iterator[TableRow]:
        return (TableRow(self, row) for row in self.rows)

    def column(self, name: str) -> Column | None:
        """The first column of a field."""
        return next((column for column in self.columns if column.field == name), None)

    def problem(
        self, code: Code, *, row: int | None, column: Column | None, hint: str = "", **more: Fact
    ) -> Problem:
        """A problem of this sheet."""
        letters, heading = (column.letters, column.heading) if column else ("", "")
        return Problem(code, sheet=self.sheet, row=row, column=letters, header=heading, hint=hint, more=more)


@dataclass(frozen=True)
class TableRow:
    """One row seen through the meaning of its columns."""

    table: Table
    row: Row

    @property
    def number(self) -> int:
        """The row's number as the spreadsheet shows it."""
        return self.row.number

    def text(self, name: str) -> str:
        """The text of a field, of its first filled column; empty if there is none."""
        return next(
            (text for column in self.table.columns if column.field == name and (text := self._cell(column))),
            "",
        )

    def translations(self, name: str) -> dict[str, str]:
        """The filled texts of a field, by language as the headings write it ("" where they name none)."""
        columns = [column for column in self.table.columns if column.field == name]
        return {column.language: text for column in columns if (text := self._cell(column))}

    def extra(self) -> dict[str, str]:
        """The filled cells of columns kept as data."""
        return {
            name: text
            for number, name in self.table.extra.items()
            if (text := self.row.cells.get(number, ""))
        }

    def problem(self, code: Code, name: str = "", hint: str = "", /, **more: Fact) -> Problem:
        """A problem of this row, in the column of a field."""
        filled = (column for column in self.table.columns if column.field == name and self._cell(column))
        column = next(filled, self.table.column(name))
        return self.table.problem(code, row=self.number, column=column, hint=hint, **more)

    def problem_in(self, code: Code, name: str, language: str, hint: str = "", /, **more: Fact) -> Problem:
        """A problem of this row, in the column of a field in one language."""
        column = next((c for c in self.table.columns if c.field == name and c.language == language), None)
        return self.table.problem(code, row=self.number, column=column, hint=hint, **more)

    def _cell(self, column: Column) -> str:
        return self.row.cells.get(column.number, "")


def read_table(sheet: Sheet, profile: Profile) -> Table:
    """The sheet with its columns understood; what is unknown, doubled, ignored or missing stands in
    `problems`.
    """
    table = Table(sheet.name, [], {}, sheet.rows)
    filled = {number for row in sheet.rows for number in row.cells}
    for number, heading in sheet.headings.items():
        column = read_column(number, heading, profile)
        if column and column.field:
            _add_column(table, column, filled)
        elif column is None and profile.keeps_unknown:
            table.extra[number] = heading
        elif number in filled:
            code = Code.COLUMN_UNKNOWN if column is None else Code.COLUMN_IGNORED
            unused = column or Column(number, heading, "")
            table.problems.append(table.problem(code, row=None, column=unused, hint=heading))
    for name in profile.needed:
        if table.rows and table.column(name) is None:
            table.problems.append(table.problem(Code.COLUMN_MISSING, row=None, column=None, hint=name))
    return table


def _add_column(table: Table, column: Column, filled: set[int]) -> None:
    """Add a column, unless the same field and language already has one and one of the two is empty."""
    twin = next((c for c in table.columns if (c.field, c.language) == (column.field, column.language)), None)
    if twin is None:
        table.columns.append(column)
    elif twin.number not in filled:
        table.columns[table.columns.index(twin)] = column
    elif column.number in filled:
        problem = table.problem(
            Code.COLUMN_TWICE,
            row=None,
            column=column,
            hint=column.heading,
            other=f"{twin.letters} ({twin.heading})",
        )
        table.problems.append(problem)
