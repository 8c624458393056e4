"""What the gate refuses, in the reader's language. Of workbooks engines.xlsform has the sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ankommen.engines.gate import Code, Refused
from ankommen.engines.xlsform import CATALOGUE
from ankommen.engines.xlsform import Code as WorkbookCode

SENTENCES: dict[Code, Promise] = {
    Code.NOT_UTF8: _("The text is not UTF-8."),
    Code.NUL: _("A text holds a character that cannot be stored (NUL)."),
    Code.LONE_SURROGATE: _("A text holds half a character that cannot be stored (a surrogate)."),
    Code.NOT_JSON: _("The text is not JSON: see line %(line)s, column %(column)s."),
    Code.TOO_DEEP: _("The text is nested more than %(limit)s levels deep."),
    Code.NOT_A_NUMBER: _("%(name)s is not a number that can be stored."),
    Code.NUMBER_TOO_LARGE: _("A number is too large."),
    Code.NAMED_TWICE: _("An entry has the same name twice."),
    Code.FILE_EMPTY: _("The file is empty."),
    Code.FILE_TOO_LARGE: _("The file is larger than %(limit)s MB. Split it into several."),
    Code.TABLE_UTF16: _("The file is UTF-16. Save it as “CSV UTF-8” and import that."),
    Code.TABLE_NOT_UTF8: _("The file is not UTF-8. Save it as “CSV UTF-8” and import that."),
    Code.TABLE_NOT_TEXT: _("The file is no text: it holds signs that no table has. Take a CSV or XLSX file."),
    Code.TABLE_ONE_COLUMN: _(
        "The first row has one column only. Separate the columns by semicolons, commas or tabs."
    ),
    Code.TABLE_TOO_MANY_COLUMNS: _("The file has more than %(limit)s columns."),
    Code.TABLE_TOO_MANY_ROWS: _("The file has more than %(limit)s rows. Split it into several."),
    Code.TABLE_CELL_TOO_LONG: _("A cell of the file holds more than %(limit)s characters."),
    Code.TABLE_QUOTE_OPEN: _(
        "The file cannot be read as a table: a quotation mark is left open. Save it as “CSV UTF-8” again."
    ),
    Code.TABLE_OLD_WORKBOOK: _("This is an .xls file of an old program. Save it as .xlsx and import that."),
    Code.TABLE_SEVERAL_SHEETS: _("The workbook has several filled sheets. Leave one and save it."),
    Code.TABLE_CELLS_SHOW_ERRORS: _("These cells show an error: %(cells)s. Repair them in the spreadsheet."),
    Code.TABLE_CELLS_HOLD_FORMULAS: _(
        "These cells hold formulas: %(cells)s. Copy them and paste only the values."
    ),
    Code.TABLE_NO_ROWS: _("The file has no rows below the headings."),
    Code.TABLE_HEADINGS_TWICE: _("These headings stand twice: %(columns)s. Give each column its own."),
    Code.TABLE_HEADINGS_MISSING: _(
        "These columns have values and no heading in the first row: %(columns)s. Undo merged cells"
        " and title lines; give each column its own heading."
    ),
}


def sentence_of(refusal: Refused) -> str:
    """Why JSON, a text or a file was not let in, and where it can be told, how to repair it."""
    if sentence := SENTENCES.get(refusal.code):
        return str(sentence) % refusal.parameters
    return gettext(CATALOGUE[WorkbookCode(refusal.code.value)][1]).format_map(refusal.parameters)
