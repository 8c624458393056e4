"""Questionnaires for the tests of the screen, written as pipe tables and compiled as uploaded ones are."""

from __future__ import annotations

from ankommen.engines.xlsform import Reading, compile_workbook, read_form, read_markdown
from tests.interviews.factories import workbook

EVERY_KIND = (
    r"""
| survey | type | name | label::Deutsch (de) | label::العربية (ar) | label::Türkçe (tr) | hint::Deutsch (de) | hint::العربية (ar) | guidance_hint::Deutsch (de) | guidance_hint::العربية (ar) | required | relevant | constraint | constraint_message::Deutsch (de) | constraint_message::العربية (ar) | appearance | default | parameters | topic |
| | begin_group | housing | Wohnen | السكن | Konut | | | | | | | | | | | | | housing |
| | select_one help | flat | Brauchen Sie Hilfe bei der Wohnungssuche? | هل تحتاجون إلى مساعدة في البحث عن سكن؟ | Ev ararken yardıma ihtiyacınız var mı? | | | | | yes | | | | | | | | |
| | integer | persons | Wie viele Personen suchen mit Ihnen eine Wohnung? | كم عدد الأشخاص الذين يبحثون معكم عن سكن؟ | Sizinle birlikte kaç kişi ev arıyor? | Zählen Sie sich selbst mit. | احسبوا أنفسكم أيضًا. | | | yes | ${flat} = 'none' | . >= 1 and . <= 20 | Bitte eine Zahl von 1 bis 20 eingeben. | يرجى إدخال رقم من 1 إلى 20. | | | | |
| | select_one districts | district | In welchem Stadtbezirk wohnen Sie? | في أي حي تسكنون؟ | Hangi ilçede oturuyorsunuz? | | | Der Bezirk steht auf der Meldebestätigung. | اسم الحي مكتوب في شهادة التسجيل. | | | | | | | | | |
| | decimal | rent | Wie viel Miete können Sie zahlen? | كم يمكنكم أن تدفعوا إيجارًا؟ | Ne kadar kira ödeyebilirsiniz? | | | | | | | | | | | | | |
| | end_group | | | | | | | | | | | | | | | | | |
| | begin_group | you | Über Sie | معلومات عنكم | Sizin hakkınızda | | | | | | | | | | | | | language |
| | note | info | **Gut zu wissen:** Sie müssen nichts beantworten. | **معلومة:** لا يجب عليكم الإجابة. | | | | | | | | | | | | | | |
| | date | born | Wann sind Sie geboren? | متى وُلدتم؟ | | | | | | | | | | | | | | |
| | date | arrived | Seit wann sind Sie in Deutschland? | منذ متى أنتم في ألمانيا؟ | | | | | | | | | | | month-year | | | |
| | range | german | Wie gut sprechen Sie Deutsch? | ما مدى إجادتكم للألمانية؟ | | | | | | | | | | | | | start=0 end=5 step=1 | |
| | select_multiple languages | languages | Welche Sprachen sprechen Sie? | ما اللغات التي تتحدثونها؟ | | | | | | | | | | | | ar | | |
| | rank wish | wish | Was ist Ihnen am wichtigsten? | ما الأهم بالنسبة لكم؟ | | | | | | | | | | | | | | |
| | select_one yes_no | work | Möchten Sie arbeiten? | هل تريدون العمل؟ | | | | | | | | | | | minimal | | | |
| | time | call | Wann kann man Sie erreichen? | متى يمكن الاتصال بكم؟ | | | | | | | | | | | | | | |
| | geopoint | here | Wo findet das Gespräch statt? | أين تجري المقابلة؟ | | | | | | | | | | | | | | |
| | acknowledge | read | Die Beratung ist kostenlos. | الاستشارة مجانية. | | | | | | | | | | | | | | |
| | text | remark | Möchten Sie noch etwas sagen? | | | | | | | | | | | | multiline | | | |
| | end_group | | | | | | | | | | | | | | | | | |
| | begin_group | family | Familie | الأسرة | | | | | | | ${flat} != 'no' | | | | | | | family |
| | begin_repeat | children | Kind | طفل | | | | | | | | | | | | | | |
| | integer | age | Wie alt ist das Kind? | كم عمر الطفل؟ | | | | | | | | | | | | | | |
| | select_one yes_no | school | Geht das Kind (${age}) in die Schule? | هل يذهب الطفل (${age}) إلى المدرسة؟ | | | | | | | ${age} > 5 | | | | horizontal | | | |
| | end_repeat | | | | | | | | | | | | | | | | | |
| | end_group | | | | | | | | | | | | | | | | | |
| choices | list_name | name | label::Deutsch (de) | label::العربية (ar) | label::Türkçe (tr) |
| | help | got | Ja, und ich habe Hilfe bekommen | نعم، وقد حصلت على مساعدة | Evet, yardım aldım |
| | help | none | Ja, aber ich habe keine bekommen | نعم، ولكني لم أحصل على مساعدة | Evet, ama yardım almadım |
| | help | no | Nein | لا | Hayır |
| | languages | ar | Arabisch | العربية | |
| | languages | ku | Kurdisch | الكردية | |
| | languages | uk | Ukrainisch | الأوكرانية | |
| | wish | flat | Wohnung | السكن | |
| | wish | work | Arbeit | العمل | |
| | wish | german | Deutsch | اللغة الألمانية | |
| | yes_no | yes | Ja | نعم | Evet |
| | yes_no | no | Nein | لا | Hayır |
"""
    + "\n".join(f"| | districts | d{n} | Bezirk {n} | الحي {n} | İlçe {n} |" for n in range(1, 31))
    + r"""
| settings | form_title | form_id | version | default_language |
| | Erstgespräch | needs | 1 | Deutsch (de) |
"""
)


def every_kind() -> Reading:
    """Three sections with every kind of question; German whole, Arabic but for one, Turkish in part."""
    return _ready(compile_workbook(read_markdown(EVERY_KIND)))


def large(questions: int) -> Reading:
    """The same as `large_workbook`, compiled."""
    return _ready(read_form(large_workbook(questions), "large.xlsx"))


def large_workbook(questions: int) -> bytes:
    """As many questions as asked for, in German, a quarter of them with rules, ten to a group."""
    rows = []
    for number in range(questions):
        if number % 10 == 0:
            rows += ["| end group | | | |"] if number else []
            rows.append(f"| begin group | g{number} | Teil {number // 10 + 1} | |")
        kind = ("select_one yes_no", "integer", "text", "select_multiple yes_no")[number % 4]
        relevant = f"${{q{number - 4}}} = 'yes'" if number % 4 == 0 and number else ""
        rows.append(f"| {kind} | q{number} | Frage {number} an Sie und Ihre Familie? | {relevant} |")
    rows.append("| end group | | | |")
    return workbook(
        survey="\n".join(["| type | name | label::Deutsch (de) | relevant |", *rows]),
        choices="""
            | list_name | name | label::Deutsch (de) |
            | yes_no    | yes  | Ja                  |
            | yes_no    | no   | Nein                |""",
        settings="""
            | form_title | form_id | version | default_language |
            | Groß       | large   | 1       | Deutsch (de)     |""",
    )


def _ready(reading: Reading) -> Reading:
    assert reading.ok, reading.problems
    return reading
