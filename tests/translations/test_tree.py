import pytest

from ankommen.translations.queries import LanguageTree, TreeHasCycle

SOURCES = {"fa": "en", "en": "de", "ku": "fa"}


@pytest.mark.parametrize(
    ("own", "language", "ancestors"),
    [
        ("de", "fa", ("en",)),
        ("de", "ku", ("fa", "en")),
        ("de", "en", ()),
        ("de", "ar", ()),  # the tree does not name it
        ("de", "de", ()),
        ("en", "ku", ("fa",)),  # a collection written in English
        ("en", "en", ()),
        ("en", "de", ()),
        ("ar", "fa", ("en", "de")),  # one written in Arabic: the tree ends, then the own comes
    ],
)
def test_the_languages_between_one_and_the_own(own: str, language: str, ancestors: tuple[str, ...]) -> None:
    assert LanguageTree(own, SOURCES).ancestors(language) == ancestors


@pytest.mark.parametrize(
    ("sources", "circle"),
    [
        ({"fa": "fa"}, ("fa", "fa")),
        ({"fa": "en", "en": "fa"}, ("fa", "en", "fa")),
        ({"ku": "fa", "fa": "en", "en": "fa"}, ("fa", "en", "fa")),
    ],
)
def test_languages_are_not_translated_in_a_circle(sources: dict[str, str], circle: tuple[str, ...]) -> None:
    with pytest.raises(TreeHasCycle) as refused:
        LanguageTree("de", sources)
    assert refused.value.languages == circle
