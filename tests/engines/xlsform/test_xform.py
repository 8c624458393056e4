from xml.etree import ElementTree

import pytest

from ankommen.engines.xlsform import Code, Refused, read_markdown, to_xform, workbook_to_xform

from .factories import simple_xlsx, xlsx

OURS = """
    | survey   | type         | name  | label::Deutsch (de) | label::العربية (ar) | relevant   | topic   |
    |          | select_one l | wohnt | Wo wohnen Sie?      | أين تسكن؟           |            | housing |
    |          |              |       |                     |                     |            |         |
    |          | integer      | age   | Wie alt?            | كم عمرك؟            | ${wohnt}='a' |       |
    | choices  | list_name    | name  | label::Deutsch (de) | label::العربية (ar) |
    |          | l            | a     | A                   | ا                   |
    | needs    | name         | topic | when                | urgency             | label::Deutsch (de) |
    |          | need_flat    | housing | ${wohnt} = 'a'    | 2                   | Wohnung             |
    | settings | form_id      | version | default_language  |
    |          | needs        | 3       | Deutsch (de)      |
"""


def test_a_form_with_our_extra_columns_becomes_xform_xml():
    xml = workbook_to_xform(read_markdown(OURS))
    root = ElementTree.fromstring(xml)  # noqa: S314 - made here
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"wohnt", "age", "translation"} <= names
    assert "need_flat" not in xml
    assert 'id="needs"' in xml
    assert 'version="3"' in xml


def test_a_file_becomes_xform_xml():
    assert "Wo wohnen Sie?" in to_xform(simple_xlsx(), "form.xlsx")


def test_a_form_with_errors_is_refused_before_any_other_tool_sees_it():
    with pytest.raises(Refused) as refused:
        to_xform(xlsx(survey=[["type", "name", "label"], ["integre", "a", "A"]]), "form.xlsx")
    assert refused.value.problem.code is Code.TYPE_UNKNOWN


def test_a_form_that_the_other_tool_refuses_is_one_sentence():
    table = """
        | survey | type | name | label | label::Deutsch (de) |
        |        | text | ä·b  | A     | B                   |"""
    with pytest.raises(Refused) as refused:
        workbook_to_xform(read_markdown(table.replace("ä·b", "1 2")))
    assert refused.value.problem.code is Code.NO_XFORM


def test_columns_that_we_ignore_are_not_handed_on():
    table = """
        | survey | type | name | label | image | media::image | bemerkung |
        |        | text | a    | A     | a.png | b.png        | hm        |"""
    xml = workbook_to_xform(read_markdown(table))
    assert "png" not in xml
    assert "bemerkung" not in xml
