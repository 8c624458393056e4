"""PO files go out and come back: first a preview, then all of it or nothing."""

from __future__ import annotations

import re

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ankommen.translations.models import Translation
from ankommen.translations.queries import texts_in

from .town import DESK, GUIDE, at_work, filled_town

pytestmark = pytest.mark.django_db
HERE = f"{DESK}files/guides/en/"


def fetched(browser, collection: str = "guides", language: str = "en") -> polib.POFile:
    answer = browser.get(f"{DESK}files/{collection}/{language}/po/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{collection}.{language}.po"'
    return polib.pofile(b"".join(answer.streaming_content).decode())


def sent(browser, data: bytes, here: str = HERE):
    return browser.post(f"{here}upload/", {"file": SimpleUploadedFile("x.po", data)})


def filled(browser) -> bytes:
    file = fetched(browser)
    for entry in file:
        entry.msgstr = {"konto/title": "Open an account"}.get(entry.msgctxt, "")
    return str(file).encode()


def carried(page) -> dict[str, str]:
    return dict(re.findall(r'name="(packed|mark)" value="([^"]*)"', page.content.decode()))


def test_a_file_is_previewed_and_then_taken():
    filled_town()
    browser, user = at_work()

    page = sent(browser, filled(browser))

    assert page.status_code == 200
    assert "<ins>Open an account</ins>" in page.content.decode()
    assert not Translation.objects.filter(collection="guides").exists()
    assert browser.post(f"{HERE}upload/", carried(page)).status_code == 302
    assert texts_in("guides", "en") == {"konto/title": "Open an account"}
    assert Translation.objects.get(key="konto/title").recorded_by == str(user.pk)


def test_what_changed_since_the_preview_is_shown_before_anything_is_taken():
    filled_town()
    browser, _user = at_work()
    page = sent(browser, filled(browser))
    address = f"{DESK}texts/guides/en/?key=konto/title"
    opened = browser.get(address).context
    form = {"text": "Opening an account", "seen": opened["opened"].number, "made_from": opened["made_from"]}
    browser.post(address, form)

    again = browser.post(f"{HERE}upload/", carried(page))

    assert again.status_code == 409
    assert "Something has changed since you saw the preview" in again.content.decode()
    assert texts_in("guides", "en") == {"konto/title": "Opening an account"}
    assert browser.post(f"{HERE}upload/", carried(again)).status_code == 302
    assert texts_in("guides", "en") == {"konto/title": "Open an account"}


def test_problems_stand_with_their_line_beside_what_can_be_taken():
    filled_town()
    browser, _user = at_work()
    file = fetched(browser)
    next(entry for entry in file if entry.msgctxt == "konto/title").msgstr = "Open an account"
    next(entry for entry in file if entry.msgctxt == GUIDE).msgstr = "Call {nobody}"
    page = sent(browser, str(file).encode())
    said = page.content.decode()
    assert page.context["number"] == 1
    assert "{nobody} {office}" in said
    browser.post(f"{HERE}upload/", carried(page))
    assert set(texts_in("guides", "en")) == {"konto/title"}


HEAD = b'msgid ""\nmsgstr "Language: en\\n"\n\n'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"hello", "This is no PO file"),
        (b'msgid "a"\nfoo bar\nmsgstr "b"', "This is no PO file"),
        (b'msgid "a\nmsgstr "b"', "or it has none"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b'msgid "\xed\xa0\x80"\nmsgstr "x"\n', "not in UTF-8"),
        (
            HEAD.replace(b"en", b"fa") + b'msgctxt "konto/title"\nmsgid "x"\nmsgstr "y"\n',
            "another language: fa",
        ),
        (HEAD + b'msgctxt "offer/1/name"\nmsgid "x"\nmsgstr "y"\n', "file of another one"),
        (HEAD + b'msgctxt "konto/title"\nmsgid "old"\nmsgstr "y"\n', "The source has changed"),
        ('msgctxt "konto/title"\nmsgid "Ein Konto eröffnen"\nmsgstr "a\0b"\n'.encode(), "nobody can see"),
        (HEAD + b'msgid "x"\nmsgstr "' + b"y" * 6_000_000 + b'"\n', "larger than 5 MB"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is(data, sentence):
    filled_town()
    browser, _user = at_work()
    page = sent(browser, data)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Translation.objects.filter(collection="guides").exists()


def test_the_file_of_another_collection_is_called_so():
    filled_town()
    browser, _user = at_work()
    topics = str(fetched(browser, "topics")).encode()
    assert "file of another one" in sent(browser, topics).content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {"mark": "x"},
        {"mark": "x", "packed": "%%%"},
        {"mark": "x", "packed": "AAAA"},
        {"mark": "é", "packed": "x\ud7ff"},
        {},
    ],
)
def test_a_bent_answer_takes_nothing(form):
    filled_town()
    browser, _user = at_work()
    assert browser.post(f"{HERE}upload/", form).status_code in (409, 422)
    assert not Translation.objects.filter(collection="guides").exists()


def test_a_packed_bomb_is_cut():
    import base64
    import zlib

    filled_town()
    browser, _user = at_work()
    bomb = base64.b64encode(zlib.compress(b"a" * 100_000_000, 9)).decode()
    page = browser.post(f"{HERE}upload/", {"mark": "x", "packed": bomb})
    assert page.status_code == 409
    assert "larger than 5 MB" in page.content.decode()
