"""The judge of the texts is itself judged: each planted fault is found, and good sentences pass."""

import pytest

from .wording import faults


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "هل تحتاجون إلى مساعدة؟"),
        ("ar", "مركز العمل (Jobcenter)، أو MigraDo."),
        ("uk", "Чи потрібна Вам допомога з питань здоров’я?"),
        ("tr", "Dortmund’da yardıma ihtiyacınız oldu mu?"),
        ("fa", "پاسخ‌ها را می‌بینید، چون کمک گرفته‌اید."),
        ("ru", "Нужна ли Вам помощь в вопросах здоровья?"),
        ("fr", "Cherchez-vous du travail\u00a0?"),
    ],
)
def test_good_sentence_passes(code: str, text: str) -> None:
    assert faults(code, text) == []


@pytest.mark.parametrize(
    ("code", "text", "fault"),
    [
        ("tr", "Yardım аldım", "script"),  # a Cyrillic а
        ("uk", "Вiдповідь", "script"),  # a Latin i
        ("uk", "Вы", "foreign letter ы"),
        ("uk", "здоров'я", "mark"),
        ("ar", "هل تحتاجون إلى help؟", "script"),
        ("ar", "نعم, شكرًا", "mark"),
        ("ar", "هل تحتاجون?", "mark"),
        ("ar", "یوم", "foreign letter"),
        ("fa", "كمک", "foreign letter"),
        ("fa", "می خواهید", "mark"),
        ("fa", "پرسش ها", "mark"),
        ("fa", "کمک گرفته ام", "mark"),
        ("fa", "نیاز دارید?", "mark"),
        ("ru", "Вiтамин", "script"),  # a Latin i
        ("ru", "Відповідь", "foreign letter і"),
        ("tr", "Wie alt?", "foreign letter W"),
        ("fr", "Quoi?", "mark"),
        ("en", "two  spaces", "stray space"),
    ],
)
def test_planted_fault_is_found(code: str, text: str, fault: str) -> None:
    assert any(fault in found for found in faults(code, text))
