"""The interview screen's own sentences. The screen runs in the browser and takes them from its boot object.

Numbers stand in braces and outside the grammar ("Missing answers: {count}"), so that no language needs plural
forms here.
"""

from __future__ import annotations

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

SENTENCES: dict[str, str] = {
    # Where am I, how do I read it, is it safe
    "interview": _("First interview"),
    "sections": _("Sections"),
    "place": _("{number} of {total}"),
    "section_done": _("done"),
    "section_gap": _("an answer is missing"),
    "section_open": _("open"),
    "section_review": _("Check and finish"),
    "section_unnamed": _("Questions, part {number}"),
    "saved": _("Saved"),
    "saving": _("Saving"),
    "not_saved": _("Not saved yet. We are trying again."),
    "too_big_to_save": _("There is more text here than can be saved. Please shorten the long answers."),
    "draft_gone": _("This interview can no longer be saved: it is finished, discarded or a day old."),
    "elsewhere": _("This interview goes on in another window. You can close this one."),
    "login_needed": _("Please log in again. Nothing is lost: all answers are still on this page."),
    "login": _("Log in in a new window"),
    "languages_shown": _("Languages shown"),
    "both": _("Both"),
    "swap": _("Swap the languages"),
    "display": _("Display"),
    "smaller": _("Smaller text"),
    "larger": _("Larger text"),
    "client_language": _("Language of the conversation"),
    "language_failed": _("This language could not be loaded. Please try again."),
    "untranslated": _("not translated yet"),
    "more": _("More"),
    # Moving on
    "back": _("Back"),
    "next": _("Next"),
    "later": _("Answer later"),
    "finish": _("Finish"),
    "hand_over": _("Hand to the client"),
    "give_back": _("Give the device back"),
    "break_off": _("Break off"),
    # Questions
    "no_answer": _("No answer"),
    "clear": _("Remove this answer"),
    "explain": _("Explanation"),
    "choose": _("Please choose"),
    "filter": _("Search in the list"),
    "found": _("{count} of {total}"),
    "narrow": _("{count} of {total}. Type more letters to see fewer."),
    "less_by_one": _("One less"),
    "more_by_one": _("One more"),
    "letters_left": _("Letters left: {count}"),
    "day": _("Day"),
    "month": _("Month"),
    "year": _("Year"),
    "hour": _("Hour"),
    "minute": _("Minute"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "use_device": _("Use the position of this device"),
    "no_position": _("This device gave no position."),
    "acknowledged": _("I have read this"),
    "rank_hint": _("Touch the answers in their order: the most important first."),
    "rank_up": _("Up"),
    "rank_down": _("Down"),
    "rank_out": _("Take out"),
    "entry": _("Entry"),
    "add_row": _("Add: {what}"),
    "remove_row": _("Remove"),
    "row_removed": _("Removed. Entries now: {count}"),
    "no_rows": _("Nothing entered yet."),
    # Errors
    "please_check": _("Please check:"),
    "error_required": _("Please answer this question, or choose “No answer”."),
    "error_constraint": _("This answer does not fit the question."),
    "error_choice": _("Please choose one of the answers offered here."),
    "error_type": _("This answer has the wrong form."),
    "error_integer": _("Please enter a whole number."),
    "error_decimal": _("Please enter a number."),
    "error_date": _("Please enter a complete date that exists."),
    "error_time": _("Please enter hour and minute."),
    "error_geopoint": _("Please enter latitude and longitude as numbers."),
    "error_range": _("This number is too small or too large."),
    "error_row_count": _("The number of entries does not fit."),
    "error_too_long": _("This answer is too long."),
    "error_unknown_item": _("This answer belongs to no question of the questionnaire."),
    # The end
    "review_title": _("Check and finish"),
    "review_all": _("All questions have an answer."),
    "review_needed": _("These questions still need an answer, or “No answer”:"),
    "review_open": _("These questions are still open. You may leave them open."),
    "review_then": _("After “Finish” you see which needs were found. You can take them along on paper."),
    "sending": _("The interview is being stored."),
    "refused": _("The interview could not be stored like this. The sentences stand at the questions."),
    "conflict": _("Another interview is stored under this number. Nothing here is lost; please get help."),
    "too_big_to_send": _("There is more text here than can be stored. Please shorten the long answers."),
    "busy": _("The server cannot store anything at the moment. Nothing is lost; we are trying again soon."),
    "offline": _("There is no connection at the moment. Nothing is lost; the answers stay on this page."),
    "not_stored": _("The interview could not be stored. Nothing is lost; the answers stay on this page."),
    "try_again": _("Try again"),
    "unfit": _("These entries are incomplete and are left out:"),
    # Breaking off
    "why_break_off": _("Why does the conversation end here?"),
    "partial_kept": _("What was said so far is stored as an incomplete interview, without a name."),
    "choose_reason": _("Please choose a reason."),
    "keep_partial": _("Store what was said"),
    "discard_all": _("Discard everything"),
    "discard_loses": _("Answers that would be deleted for ever: {count}"),
    "discard_sure": _("Yes, delete all answers"),
    "go_on": _("Go on with the interview"),
    # Keying paper
    "keying_help": _("A number chooses, minus means “No answer”, Enter goes on, Shift+Enter goes back."),
    "sheet": _("About the sheet"),
    "interview_day": _("Day of the interview"),
    "day_hint": _("For example 21.11.2026"),
    "interview_week": _("or calendar week"),
    "week_hint": _("For example 47 or 2026-W47"),
    "interpreter": _("Who interpreted?"),
    "site": _("Where?"),
    "no_site": _("Not said"),
    "paper_code": _("Code printed on the sheet"),
    "paper_code_hint": _("Leave empty if there is none: a new code is made then."),
    "bad_code": _("This code has sixteen letters and digits. Please compare it with the sheet."),
    "bad_day": _("Please enter the day or the week on which the interview took place."),
    "consent_on_paper": _("The consent on the sheet is signed"),
    "consent_missing": _("Without a signed consent the sheet must not be stored."),
    "store_sheet": _("Store and begin the next sheet"),
    "example": _("For example {example}"),
    "how_many": _("how many?"),
    "sheet_gaps": _("Questions that need a look: {count}"),
    "store_partial": _("Store as an incomplete sheet"),
    "sheet_stored": _("Stored. Write this code on the sheet: {code}"),
    "sheets_today": _("Sheets stored since this page was opened: {count}"),
    "type_numbers": _("Numbers with spaces, for example 1 3"),
    "type_order": _("Numbers in their order, for example 2 1 3"),
}


def wording(language: str) -> dict[str, str]:
    """The sentences that are translated into `language`, by id; the others are said in German, marked."""
    spoken = _spoken(language)
    if language.partition("-")[0] in ("de", "en"):
        return spoken
    german = _spoken("de")  # Django answers with it where a catalogue has a gap
    return {name: said for name, said in spoken.items() if said not in (SENTENCES[name], german[name])}


def _spoken(language: str) -> dict[str, str]:
    with override(language):
        return {name: gettext(sentence) for name, sentence in SENTENCES.items()}
