"""The printed sheet: tagged, in both languages, and deaf to code in its texts."""

from dataclasses import replace

import pytest

from ankommen.interviews.models import Interview
from ankommen.interviews.queries import FoundNeed
from ankommen.interviews.sheets import needs_sheet

pytestmark = pytest.mark.django_db
NEED = FoundNeed("flat", "housing", 3, "Sie suchen eine Wohnung.", "تبحثون عن سكن.", "Wohnen", "السكن")
INTERVIEW = Interview(language="ar", week="2026-W47")
RECEIPT = "K7QF-3ZXH-9MTB-4C2W"


@pytest.mark.parametrize("language", ["de", "en", "ar", "uk", "tr"])
def test_a_sheet_is_a_tagged_pdf(language: str) -> None:
    pdf = needs_sheet(Interview(language=language, week="2026-W47"), [NEED] * 9, receipt=RECEIPT)
    assert pdf.startswith(b"%PDF-")
    assert b"StructTreeRoot" in pdf


def test_a_sheet_without_needs_is_still_a_sheet() -> None:
    assert needs_sheet(INTERVIEW, [], receipt=RECEIPT).startswith(b"%PDF-")


def test_code_in_a_text_stays_text() -> None:
    hostile = replace(
        NEED, own_label='#panic("x") $x$ @ref *bold* \\ #read("/etc/passwd")', client_label="= #eval"
    )
    assert needs_sheet(INTERVIEW, [hostile], receipt=RECEIPT).startswith(b"%PDF-")


@pytest.mark.parametrize("answer", ["ꯃ", "我需要帮助", "உதவி", "😀", "\x07\x1b\x7f", "\ue000", "\uffff"])
def test_a_sheet_comes_whatever_script_an_answer_quotes(answer: str) -> None:
    assert needs_sheet(INTERVIEW, [replace(NEED, own_label=answer)], receipt=RECEIPT).startswith(b"%PDF-")
