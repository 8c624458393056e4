"""The preload links are made from the imports themselves, so that they cannot go stale."""

import pytest
from django.template import Context, Template

from ankommen.interviews.templatetags.modules import modules_of


def test_every_module_behind_the_screen_is_named_once_the_entry_first():
    names = modules_of("interviews/screen.js")
    assert names[0] == "interviews/screen.js"
    assert {"interviews/formlogic.js", "interviews/questions/choice.js", "interviews/element.js"} <= set(
        names
    )
    assert len(names) == len(set(names))
    assert "interviews/keying.js" not in names


def test_the_page_links_to_them():
    page = Template('{% load modules %}{% preloaded_modules "interviews/screen.js" %}').render(Context())
    assert '<link rel="modulepreload" href="/static/interviews/screen.js">' in page
    assert page.count("<link") == len(modules_of("interviews/screen.js"))


def test_a_lost_module_is_named():
    with pytest.raises(FileNotFoundError, match=r"interviews/lost\.js"):
        modules_of("interviews/lost.js")
