import pytest

from ankommen.engines.xlsform import Code
from ankommen.engines.xlsform.types import Role, RowType, read_type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("text", RowType(Role.ITEM, "text")),
        ("  Integer ", RowType(Role.ITEM, "integer")),
        ("int", RowType(Role.ITEM, "integer")),
        ("dateTime", RowType(Role.ITEM, "datetime")),
        ("gps", RowType(Role.ITEM, "geopoint")),
        ("trigger", RowType(Role.ITEM, "acknowledge")),
        ("imei", RowType(Role.ITEM, "meta", meta="deviceid")),
        ("start-geopoint", RowType(Role.ITEM, "meta", meta="start-geopoint")),
        ("select_one yes_no", RowType(Role.ITEM, "select_one", "yes_no", hint="yes_no")),
        ("select one from  yes_no", RowType(Role.ITEM, "select_one", "yes_no", hint="yes_no")),
        ("Select_Multiple Liste", RowType(Role.ITEM, "select_multiple", "Liste", hint="Liste")),
        ("select all that apply from a", RowType(Role.ITEM, "select_multiple", "a", hint="a")),
        ("rank a", RowType(Role.ITEM, "rank", "a", hint="a")),
        ("barcode", RowType(Role.ITEM, "text", hint="barcode", asked_as="text")),
        ("begin_group", RowType(Role.BEGIN, "group", hint="begin_group")),
        ("Begin Group", RowType(Role.BEGIN, "group", hint="Begin Group")),
        ("begin repeat", RowType(Role.BEGIN, "repeat", hint="begin repeat")),
        ("end_repeat", RowType(Role.END, "repeat", hint="end_repeat")),
    ],
)
def test_types_are_known_in_any_case_and_spacing(text: str, expected: RowType):
    assert read_type(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("select_one", Code.LIST_NOT_NAMED, "select_one"),
        ("select_one a or_other", Code.OR_OTHER, "a"),
        ("select_multiple a or specify other", Code.OR_OTHER, "a"),
        ("select_one ${names}", Code.LIST_FROM_ANSWERS, "${names}"),
        ("select_one_from_file towns.csv", Code.LIST_FROM_FILE, "towns.csv"),
        ("image", Code.TYPE_NOT_SUPPORTED, "image"),
        ("audio", Code.TYPE_NOT_SUPPORTED, "audio"),
        ("geoshape", Code.TYPE_NOT_SUPPORTED, "geoshape"),
        ("osm tags", Code.TYPE_NOT_SUPPORTED, "osm tags"),
        ("add image prompt", Code.TYPE_NOT_SUPPORTED, "add image prompt"),
        ("begin loop over a", Code.TYPE_NOT_SUPPORTED, "begin loop over a"),
        ("integre", Code.TYPE_UNKNOWN, "integre"),
        ("select_one a b c", Code.TYPE_UNKNOWN, "select_one a b c"),
    ],
)
def test_what_the_profile_does_not_know_is_refused_with_its_reason(text: str, code: Code, hint: str):
    found = read_type(text)
    assert (found.refused, found.hint) == (code, hint)
