"""Form markup: labels, hints, errors and what browsers may keep."""

import re

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from tests.ui.pages import ExampleForm


def test_an_empty_form_shows_no_error():
    page = str(ExampleForm())
    assert "error" not in page and "aria-invalid" not in page


def test_each_label_reaches_a_control():
    page = str(ExampleForm({}))
    ids = set(re.findall(r'id="([\w-]+)"', page))
    assert set(re.findall(r'for="([\w-]+)"', page)) <= ids
    assert set(re.findall(r'href="#([\w-]+)"', page)) <= ids


def test_errors_stand_in_the_summary_and_beside_the_field():
    page = str(ExampleForm({"name": ""}))
    summary, fields = page.split("</ul></div>", 1)
    assert 'role="alert"' in summary
    for name in ("site", "name", "mode", "agreed"):
        assert f'href="#id_{name}"' in summary
        assert f'id="id_{name}_error"' in fields
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert all(f'id="{name}"' in page for name in described.split())


def test_choices_are_one_group_with_a_legend():
    page = str(ExampleForm())
    assert re.search(r'<fieldset class="field" id="id_mode"[^>]*>\s*<legend>Art des Gesprächs', page)
    assert page.count('class="kern-form-check__radio"') == 2


def test_browsers_keep_nothing_unless_a_form_asks():
    fields = re.findall(r"<(?:input|select|textarea)[^>]*>", str(ExampleForm()))
    typed = [field for field in fields if 'type="radio"' not in field and 'type="checkbox"' not in field]
    assert len(typed) == 5 and all('autocomplete="off"' in field for field in typed)
    login = str(AuthenticationForm())
    assert 'autocomplete="username"' in login and 'autocomplete="current-password"' in login


def test_errors_of_the_whole_form_and_of_hidden_fields_are_said():
    class Hidden(forms.Form):
        token = forms.CharField(
            widget=forms.HiddenInput, error_messages={"required": "The token is missing."}
        )

        def clean(self) -> None:
            raise forms.ValidationError("Both do not fit.")

    page = str(Hidden({}))
    assert "The token is missing." in page and "Both do not fit." in page


def test_what_people_typed_is_escaped():
    assert "<script>" not in str(ExampleForm({"name": "<script>", "remark": "</textarea><script>"}))
