"""The catalogue of problems: of each code its severity and one sentence with the repair.

The sentences are the message ids of the translation catalogue. A room that shows them translates
`Problem.template` and fills in `Problem.facts`; `Problem.message` is the English sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from .codes import Code, Severity


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the translation catalogue; it is translated where it is shown."""
    return sentence


E_, W_ = Severity.ERROR, Severity.WARNING  # short, so that the sentences can be read

CATALOGUE: Mapping[Code, tuple[Severity, str]] = {
    Code.FILE_EMPTY: (E_, gettext_noop("The file is empty. Please choose the workbook again.")),
    Code.FILE_TOO_LARGE: (
        E_,
        gettext_noop(
            "The file is larger than {limit} MB. Remove pictures and data that do not belong to the form."
        ),
    ),
    Code.FILE_NOT_A_WORKBOOK: (
        E_,
        gettext_noop("This is not an Excel workbook. Save the form as .xlsx and upload it again."),
    ),
    Code.FILE_DAMAGED: (
        E_,
        gettext_noop(
            "The workbook is damaged and cannot be read. Open it in Excel or LibreOffice and save it anew."
        ),
    ),
    Code.FILE_ENCRYPTED: (
        E_,
        gettext_noop("The workbook is protected by a password. Remove the password and save it again."),
    ),
    Code.FILE_HAS_MACROS: (
        E_,
        gettext_noop("The workbook contains macros. Save it as .xlsx without macros."),
    ),
    Code.FILE_HAS_FILES: (
        E_,
        gettext_noop("The workbook contains other files. Copy its sheets alone into a new workbook."),
    ),
    Code.FILE_HAS_LINKS: (
        E_,
        gettext_noop(
            "The workbook draws data from other files. Copy its sheets into a new workbook, as values."
        ),
    ),
    Code.FILE_PACKED_TOO_TIGHT: (
        E_,
        gettext_noop(
            "The workbook is more than {limit} times as large as it looks. Delete empty formatted rows and"
            " columns, and save it anew."
        ),
    ),
    Code.FILE_UNPACKS_TOO_LARGE: (
        E_,
        gettext_noop(
            "The workbook unpacks to more than {limit} MB. Remove sheets that do not belong to the form."
        ),
    ),
    Code.FILE_HAS_TOO_MANY_CELLS: (
        E_,
        gettext_noop(
            "The workbook has too many cells. Delete filled cells far off, and sheets the form does not need."
        ),
    ),
    Code.FILE_HAS_TOO_MUCH_TEXT: (
        E_,
        gettext_noop(
            "The workbook holds more than {limit} million characters. Remove what the form does not need."
        ),
    ),
    Code.FILE_HAS_TOO_MANY_PARTS: (
        E_,
        gettext_noop(
            "The workbook consists of more than {limit} parts. Copy its sheets into a new workbook."
        ),
    ),
    Code.FILE_HAS_ENTITIES: (
        E_,
        gettext_noop(
            "The workbook declares XML entities, which no spreadsheet program does. Save it anew in Excel."
        ),
    ),
    Code.FILE_NESTED_TOO_DEEP: (
        E_,
        gettext_noop(
            "The workbook is nested deeper than any spreadsheet program writes. Save it anew in Excel."
        ),
    ),
    Code.SHEET_MISSING: (
        E_,
        gettext_noop("There is no sheet named “{hint}”. Add it, or rename the sheet you mean."),
    ),
    Code.SHEET_EMPTY: (
        E_,
        gettext_noop("The sheet “{sheet}” holds no rows. Write the questions below its headings."),
    ),
    Code.SHEET_TWICE: (
        E_,
        gettext_noop("Two sheets are named “{hint}” when capitals are ignored. Rename one of them."),
    ),
    Code.SHEET_IGNORED: (W_, gettext_noop("The sheet “{sheet}” is ignored: this program has no use for it.")),
    Code.SHEET_NOT_SUPPORTED: (
        E_,
        gettext_noop(
            "The sheet “{sheet}” is not supported. Move its rows to the sheet “{instead}” and remove it."
        ),
    ),
    Code.TOO_MANY_ROWS: (
        E_,
        gettext_noop("The sheet “{sheet}” has more than {limit} rows. Split or shorten the form."),
    ),
    Code.TOO_MANY_COLUMNS: (
        E_,
        gettext_noop(
            "The sheet “{sheet}” has more than {limit} columns. Remove those that the form does not need."
        ),
    ),
    Code.COLUMN_MISSING: (
        E_,
        gettext_noop("The sheet “{sheet}” has no column “{hint}”. Add it to the first row."),
    ),
    Code.COLUMN_TWICE: (
        E_,
        gettext_noop("The column “{hint}” means the same as column {other}. Keep one of the two."),
    ),
    Code.COLUMN_UNKNOWN: (W_, gettext_noop("The column “{hint}” is not known and is ignored.")),
    Code.COLUMN_IGNORED: (
        W_,
        gettext_noop("The column “{hint}” is ignored: this program has no use for it."),
    ),
    Code.COLUMN_NOT_SUPPORTED: (
        E_,
        gettext_noop("The column “{hint}” changes what the form does and is not supported. Empty it."),
    ),
    Code.CELL_ERROR: (
        E_,
        gettext_noop("The cell shows the error {hint}. Correct its formula, or type the value."),
    ),
    Code.TEXT_TOO_LONG: (E_, gettext_noop("The text is longer than {limit} characters. Shorten it.")),
    Code.LANGUAGE_UNKNOWN: (
        E_,
        gettext_noop(
            "The language of the column “{hint}” is not known."
            " Add its code in brackets: “label::Deutsch (de)”."
        ),
    ),
    Code.LANGUAGE_NOT_SAID: (
        W_,
        gettext_noop(
            "The workbook does not say which language its texts are in."
            " Name the column “label::Deutsch (de)”, or set default_language."
        ),
    ),
    Code.LANGUAGE_TWICE: (
        E_,
        gettext_noop(
            "The columns “{hint}” and “{other}” hold the same language. Remove one, or correct its code."
        ),
    ),
    Code.SOURCE_LANGUAGE_MISSING: (
        W_,
        gettext_noop(
            "The default_language “{hint}” has no column. “{instead}” is taken as the source language."
        ),
    ),
    Code.LABEL_MISSING: (
        W_,
        gettext_noop("“{hint}” has no label: its name is shown instead. Write a label."),
    ),
    Code.SOURCE_TEXT_MISSING: (
        W_,
        gettext_noop(
            "The text of “{hint}” is missing in the source language; “{instead}” is shown. Write it."
        ),
    ),
    Code.CHOICE_LABEL_MISSING: (
        W_,
        gettext_noop("The choice “{hint}” has no label: its name is shown instead."),
    ),
    Code.CHOICE_LABELS_DIFFER: (
        W_,
        gettext_noop(
            "The choice “{hint}” stands twice in its list with different labels. The first label is shown."
        ),
    ),
    Code.SENSITIVE_TERM: (
        W_,
        gettext_noop(
            "“{hint}” could record irregular residence, which must not be asked. Ask for the need instead."
        ),
    ),
    Code.FORM_ID_MISSING: (
        W_,
        gettext_noop("The sheet “settings” names no form_id. “{hint}” is taken from the file's name."),
    ),
    Code.FORM_ID_BAD: (
        E_,
        gettext_noop(
            "The form_id “{hint}” cannot be used."
            " Take up to {limit} characters, without “/”, “\\”, “..”, line breaks and invisible signs."
        ),
    ),
    Code.VERSION_MISSING: (W_, gettext_noop("The sheet “settings” names no version. “{hint}” is taken.")),
    Code.VERSION_BAD: (
        E_,
        gettext_noop(
            "The version “{hint}” cannot be used."
            " Take up to {limit} characters, without “/”, “\\”, “..”, line breaks and invisible signs."
        ),
    ),
    Code.ROW_WITHOUT_TYPE: (E_, gettext_noop("The row has a name or a label, but no type. Add its type.")),
    Code.ROW_DISABLED: (W_, gettext_noop("The row is disabled and left out.")),
    Code.TYPE_UNKNOWN: (
        E_,
        gettext_noop("The type “{hint}” is not known. Correct it, or see the list of types."),
    ),
    Code.TYPE_NOT_SUPPORTED: (
        E_,
        gettext_noop("The type “{hint}” is not supported. Remove the row, or ask with another type."),
    ),
    Code.TYPE_ASKED_AS: (W_, gettext_noop("The type “{hint}” is asked as “{instead}”: the answer is typed.")),
    Code.OR_OTHER: (
        E_,
        gettext_noop(
            "“or_other” is not supported, because its texts cannot be translated."
            " Add a choice “other” to the list “{hint}”,"
            " and a text question with relevant = selected(${{{name}}}, 'other')."
        ),
    ),
    Code.LIST_NOT_NAMED: (
        E_,
        gettext_noop("“{hint}” needs the name of a list of choices: “{hint} list_name”."),
    ),
    Code.LIST_FROM_FILE: (
        E_,
        gettext_noop("Choices from a file (“{hint}”) are not supported. Copy them to the sheet “choices”."),
    ),
    Code.LIST_FROM_ANSWERS: (
        E_,
        gettext_noop(
            "Choices made from answers (“{hint}”) are not supported. Write a list on the sheet “choices”."
        ),
    ),
    Code.UNKNOWN_CHOICE_LIST: (
        E_,
        gettext_noop("The list “{hint}” is not on the sheet “choices”. Add it, or correct the name."),
    ),
    Code.META_NOT_RECORDED: (
        W_,
        gettext_noop("“{hint}” is not recorded, so that nobody can be traced by it. It stays empty."),
    ),
    Code.NAME_MISSING: (E_, gettext_noop("The row has no name. Give it one, of letters, digits and “_”.")),
    Code.NAME_BAD: (
        E_,
        gettext_noop(
            "“{hint}” cannot be a name. Start with a letter; go on with letters, digits, “_”, “-”, “.”."
        ),
    ),
    Code.NAME_RESERVED: (
        E_,
        gettext_noop("“{hint}” cannot be a name: web browsers mean something else by it. Take another."),
    ),
    Code.NAMES_TOO_LONG: (
        E_,
        gettext_noop(
            "The name “{hint}” is too long together with the names of the groups or the list around it."
            " Shorten them to {limit} characters in all."
        ),
    ),
    Code.NAME_TWICE: (
        E_,
        gettext_noop("The name “{hint}” is already used in row {other} of the same group. Change one."),
    ),
    Code.NAME_DIFFERS_BY_CASE: (
        W_,
        gettext_noop(
            "The name “{hint}” differs from that in row {other} by capitals alone. Better change one."
        ),
    ),
    Code.GROUP_NOT_CLOSED: (
        E_,
        gettext_noop("“{hint}” begins here and does not end. Add its “end {kind}” row."),
    ),
    Code.GROUP_NOT_OPENED: (E_, gettext_noop("“{hint}” ends here, but nothing has begun. Remove the row.")),
    Code.GROUP_CLOSED_BY_OTHER: (
        E_,
        gettext_noop("“{hint}” cannot end the {kind} that began in row {other}. Put “end {kind}” here."),
    ),
    Code.NESTED_TOO_DEEP: (E_, gettext_noop("Groups are nested deeper than {limit}. Flatten the form.")),
    Code.NO_QUESTIONS: (
        E_,
        gettext_noop("The form has no questions. Write at least one on the sheet “survey”."),
    ),
    Code.CALCULATION_MISSING: (
        E_,
        gettext_noop("“{hint}” has no calculation. Write one, or remove the row."),
    ),
    Code.DEFAULT_BAD: (
        W_,
        gettext_noop("The default “{hint}” cannot be an answer to this question and is left out."),
    ),
    Code.PARAMETERS_BAD: (
        E_,
        gettext_noop("The parameters “{hint}” cannot be read. Write them like “start=0 end=10 step=1”."),
    ),
    Code.PARAMETER_IGNORED: (W_, gettext_noop("The parameter “{hint}” is ignored.")),
    Code.RANGE_BAD: (
        E_,
        gettext_noop(
            "The range “{hint}” leaves nothing to choose. Take a start below the end and a step above 0."
        ),
    ),
    Code.READ_ONLY_RULE: (
        E_,
        gettext_noop(
            "read_only can only be “yes” here, not the rule “{hint}”. Use a note and relevant instead."
        ),
    ),
    Code.TRIGGER: (
        E_,
        gettext_noop(
            "A calculation set off by “{hint}” is not supported. Empty the column trigger, or use relevant."
        ),
    ),
    Code.LIST_NAME_BAD: (
        E_,
        gettext_noop("The name of the list “{hint}” has a “/” in it. Use “_”, here and in the type."),
    ),
    Code.CHOICE_WITHOUT_LIST: (
        W_,
        gettext_noop("The choice “{hint}” belongs to no list and is left out. Fill in its list_name."),
    ),
    Code.CHOICE_NAME_MISSING: (E_, gettext_noop("The choice has no name. Fill in the column “name”.")),
    Code.CHOICE_NAME_BAD: (
        E_,
        gettext_noop(
            "The choice “{hint}” of a question with several answers has a space in its name. Use “_”."
        ),
    ),
    Code.CHOICE_NAME_TWICE: (
        E_,
        gettext_noop(
            "The choice “{hint}” is already in this list, in row {other}. Remove one, or set"
            " allow_choice_duplicates to yes if a choice_filter tells them apart."
        ),
    ),
    Code.EXPRESSION_EMPTY: (E_, gettext_noop("The rule is empty. Write it, or clear the cell.")),
    Code.EXPRESSION_TOO_LONG: (
        E_,
        gettext_noop("The rule has more than {hint} characters. Split it into several calculations."),
    ),
    Code.EXPRESSION_TOO_DEEP: (
        E_,
        gettext_noop("The rule is nested more than {hint} levels deep. Split it into several calculations."),
    ),
    Code.EXPRESSION_SYNTAX: (
        E_,
        gettext_noop("The rule cannot be read from character {position} on: {hint}. Correct it."),
    ),
    Code.EXPRESSION_QUOTES: (
        E_,
        gettext_noop(
            "Character {position} of the rule is a typographic quotation mark. Use straight ones: 'text'."
        ),
    ),
    Code.EXPRESSION_UNKNOWN_FUNCTION: (
        E_,
        gettext_noop(
            "The rule calls {hint}(), which does not exist. Correct the name, or express it differently."
        ),
    ),
    Code.EXPRESSION_REFUSED_FUNCTION: (
        E_,
        gettext_noop("The rule calls a function that is not supported (character {position}): {hint}"),
    ),
    Code.EXPRESSION_ARGUMENTS: (
        E_,
        gettext_noop(
            "The rule gives a function (character {position}) what it cannot use: {hint}. Correct the call."
        ),
    ),
    Code.EXPRESSION_UNKNOWN_NAME: (
        E_,
        gettext_noop("The rule refers to “{hint}”, which is no question of this form. Correct the name."),
    ),
    Code.EXPRESSION_AMBIGUOUS_NAME: (
        E_,
        gettext_noop(
            "The rule refers to “{hint}”, which several questions are named. Give each its own name."
        ),
    ),
    Code.EXPRESSION_UNKNOWN_LIST: (
        E_,
        gettext_noop(
            "The rule looks up the list “{hint}”, which is not on the sheet “choices”. Correct the name."
        ),
    ),
    Code.EXPRESSION_UNKNOWN_COLUMN: (
        E_,
        gettext_noop(
            "The rule reads a column that the list does not have: {hint} Add it, or correct the name."
        ),
    ),
    Code.EXPRESSION_UNSUPPORTED_PATH: (
        E_,
        gettext_noop(
            "The rule uses a path that is not supported: {hint}. Write ${{name}} with a question's name."
        ),
    ),
    Code.EXPRESSION_NOT_A_REPEAT: (
        E_,
        gettext_noop(
            "“{hint}” is not a repeat around this row, so it has no position here. Correct the rule."
        ),
    ),
    Code.EXPRESSION_NOT_A_VALUE: (
        E_,
        gettext_noop("The rule uses “{hint}”, which is a group and has no value. Use a question within it."),
    ),
    Code.EXPRESSION_PATTERN: (
        E_,
        gettext_noop("The pattern of regex() cannot be used: {hint}. Write a simpler one."),
    ),
    Code.RULES_TOO_LONG: (
        E_,
        gettext_noop(
            "The rules of the form have more than {limit} characters in all. Shorten them, or split the form."
        ),
    ),
    Code.REFERENCE_IN_TEXT: (
        E_,
        gettext_noop("The text refers to “{hint}”, which is no question. Correct the name."),
    ),
    Code.CYCLE: (
        E_,
        gettext_noop(
            "The rules of these questions depend on each other in a circle: {hint}. Break the circle."
        ),
    ),
    Code.NEED_INCOMPLETE: (E_, gettext_noop("The need lacks its “{hint}”. Fill in the column.")),
    Code.URGENCY_BAD: (
        E_,
        gettext_noop("“{hint}” is no urgency. Write 1 (soon), 2 (this week) or 3 (today)."),
    ),
    Code.TOPIC_BAD: (
        E_,
        gettext_noop(
            "“{hint}” cannot be a topic. Write its key: small letters, digits and “_”, like “housing”."
        ),
    ),
    Code.NO_XFORM: (E_, gettext_noop("No XForm can be made of this form for other tools. They say: {hint}")),
}
